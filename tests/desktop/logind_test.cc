// What the program makes of logind, on a bus of its own, from a logind that sends and answers as
// the real one does: signals come from the session's own path.
#include "client/desktop/models/logind.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <QDBusConnection>
#include <QDBusContext>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QProcess>
#include <QSocketNotifier>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>

#include "tests/desktop/window.h"

namespace troth::desktop {
namespace {

using namespace Qt::StringLiterals;

const QString kService = u"org.freedesktop.login1"_s;
const QString kPath = u"/org/freedesktop/login1"_s;
const QString kManager = u"org.freedesktop.login1.Manager"_s;
const QString kSession = u"org.freedesktop.login1.Session"_s;
const QString kOwn = u"/org/freedesktop/login1/session/_32"_s;
const QString kOther = u"/org/freedesktop/login1/session/c1"_s;
// A bus that starts nobody.
constexpr auto kAlone =
    "<busconfig><type>session</type><policy context='default'><allow user='*'/><allow own='*'/>"
    "<allow send_destination='*'/><allow eavesdrop='true'/></policy>";

}  // namespace

class FakeLogind : public QObject, protected QDBusContext {
  Q_OBJECT
  Q_CLASSINFO("D-Bus Interface", "org.freedesktop.login1.Manager")

 public:
  bool knows_sessions = true;
  QStringList inhibited;  // what each asked for
  int released = 0;

 public slots:
  QDBusObjectPath GetSession(const QString& id) { return session(id == u"2"_s); }
  QDBusObjectPath GetSessionByPID(uint pid) { return session(pid == uint(::getpid())); }
  QDBusUnixFileDescriptor Inhibit(const QString& what, const QString& who, const QString& /*why*/,
                                  const QString& mode) {
    inhibited.append(QStringList{what, who, mode}.join(QLatin1Char(' ')));
    std::array<int, 2> ends{};
    EXPECT_EQ(::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK), 0);
    auto* released_one = new QSocketNotifier(ends[0], QSocketNotifier::Read, this);
    connect(released_one, &QSocketNotifier::activated, this, [this, released_one, end = ends[0]] {
      ++released;
      released_one->setEnabled(false);
      released_one->deleteLater();
      ::close(end);
    });
    const QDBusUnixFileDescriptor held(ends[1]);
    ::close(ends[1]);
    return held;
  }

 private:
  QDBusObjectPath session(bool is_known) {
    if (knows_sessions && is_known) return QDBusObjectPath(kOwn);
    sendErrorReply(u"org.freedesktop.login1.NoSessionForPID"_s, u"none"_s);
    return {};
  }
};

namespace {

class LogindTest : public testing::Test {
 protected:
  LogindTest() {
    qunsetenv("XDG_SESSION_ID");
    std::string name = (std::filesystem::temp_directory_path() / "troth-bus-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    const std::string rules = (folder_ / "bus.conf").string();
    std::ofstream(rules) << kAlone << "<listen>unix:path=" << (folder_ / "bus").string()
                         << "</listen></busconfig>";
    daemon_.start(u"dbus-daemon"_s, {u"--config-file="_s + QString::fromStdString(rules),
                                     u"--nofork"_s, u"--print-address"_s});
    EXPECT_TRUE(wait_until([this] { return daemon_.canReadLine(); }))
        << daemon_.errorString().toStdString() << daemon_.readAllStandardError().toStdString();
    address_ = QString::fromUtf8(daemon_.readLine().trimmed());
    QDBusConnection bus = system();
    EXPECT_TRUE(bus.registerObject(kPath, &fake_, QDBusConnection::ExportAllSlots));
    EXPECT_TRUE(bus.registerService(kService));
  }
  ~LogindTest() override {
    logind_.reset();
    for (const QString& name : {kSystem, kWindow}) QDBusConnection::disconnectFromBus(name);
    daemon_.terminate();
    wait_until([this] { return daemon_.state() == QProcess::NotRunning; });
    std::filesystem::remove_all(folder_);
  }

  [[nodiscard]] QDBusConnection system() const {
    return QDBusConnection::connectToBus(address_, kSystem);
  }
  // The window begins to listen; what it asked at first is answered.
  void listen() {
    logind_ = std::make_unique<Logind>(QDBusConnection::connectToBus(address_, kWindow));
    QObject::connect(logind_.get(), &Logind::gone, [this] { ++gone_; });
    ASSERT_TRUE(wait_until([this] { return fake_.inhibited.size() == 1; }));
    settle();
  }
  // Whatever was sent before has come, both ways.
  void settle() {
    const QDBusConnection bus = QDBusConnection::connectToBus(address_, kWindow);
    for (int turn = 0; turn < 2; ++turn) {
      QDBusMessage ask = QDBusMessage::createMethodCall(kService, kPath,
                                                        u"org.freedesktop.DBus.Peer"_s, u"Ping"_s);
      QDBusPendingCallWatcher asked(bus.asyncCall(ask));
      EXPECT_TRUE(wait_until([&] { return asked.isFinished(); }));
    }
  }
  void tell(const QString& path, const QString& interface, const QString& signal,
            const QVariantList& arguments = {}) {
    QDBusMessage message = QDBusMessage::createSignal(path, interface, signal);
    message.setArguments(arguments);
    EXPECT_TRUE(system().send(message));
    settle();
  }
  void tell_sleep(bool begins) { tell(kPath, kManager, u"PrepareForSleep"_s, {begins}); }
  void tell_locked_hint(const QString& path, bool locked) {
    tell(path, u"org.freedesktop.DBus.Properties"_s, u"PropertiesChanged"_s,
         {kSession, QVariantMap{{u"LockedHint"_s, locked}}, QStringList{}});
  }

  const QString kSystem = u"the system"_s;
  const QString kWindow = u"the window of one"_s;
  std::filesystem::path folder_;
  QProcess daemon_;
  QString address_;
  FakeLogind fake_;
  std::unique_ptr<Logind> logind_;
  int gone_ = 0;
};

TEST_F(LogindTest, ALockOfTheOwnSessionIsHeardAndNoOther) {
  listen();
  tell(kOther, kSession, u"Lock"_s);
  EXPECT_EQ(gone_, 0);
  tell(kOwn, kSession, u"Unlock"_s);
  EXPECT_EQ(gone_, 0);
  tell(kOwn, kSession, u"Lock"_s);
  EXPECT_EQ(gone_, 1);
}

TEST_F(LogindTest, TheSessionIsKnownByItsIdToo) {
  qputenv("XDG_SESSION_ID", "2");
  listen();
  tell(kOther, kSession, u"Lock"_s);
  EXPECT_EQ(gone_, 0);
  tell(kOwn, kSession, u"Lock"_s);
  EXPECT_EQ(gone_, 1);
}

TEST_F(LogindTest, AScreenThatTheDesktopLockedByItselfIsHeard) {
  listen();
  tell_locked_hint(kOther, true);
  tell_locked_hint(kOwn, false);
  EXPECT_EQ(gone_, 0);
  tell_locked_hint(kOwn, true);
  EXPECT_EQ(gone_, 1);
}

TEST_F(LogindTest, WhereNobodyKnowsTheSessionALockOfAnyIsHeard) {
  fake_.knows_sessions = false;
  listen();
  tell(kOwn, kSession, u"Lock"_s);
  EXPECT_EQ(gone_, 1);
}

TEST_F(LogindTest, SleepWaitsUntilWhatIsToBeDoneIsDoneAndAgainTheNextTime) {
  listen();
  EXPECT_EQ(fake_.inhibited, QStringList{u"sleep Troth delay"_s});
  logind_->let_sleep();  // it was locked, and nobody sleeps
  settle();
  EXPECT_EQ(fake_.released, 0);
  tell_sleep(true);
  EXPECT_EQ(gone_, 1);
  EXPECT_EQ(fake_.released, 0);
  logind_->let_sleep();
  EXPECT_TRUE(wait_until([this] { return fake_.released == 1; }));
  tell_sleep(false);
  EXPECT_EQ(gone_, 1) << "it woke up";
  EXPECT_TRUE(wait_until([this] { return fake_.inhibited.size() == 2; }));
  settle();
  tell_sleep(true);
  EXPECT_EQ(gone_, 2);
  EXPECT_EQ(fake_.released, 1);
  logind_->let_sleep();
  EXPECT_TRUE(wait_until([this] { return fake_.released == 2; }));
}

}  // namespace
}  // namespace troth::desktop

#include "logind_test.moc"
