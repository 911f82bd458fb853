// What a notice says, on a session bus of its own, to a service that only writes it down.
#include "client/desktop/models/notices.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QProcess>
#include <fstream>

#include "tests/desktop/two_windows.h"

namespace troth::desktop {
namespace {

using namespace Qt::StringLiterals;

const QString kPath = u"/org/freedesktop/Notifications"_s;
const QString kService = u"org.freedesktop.Notifications"_s;
// A bus that starts nobody.
constexpr auto kAlone =
    "<busconfig><type>session</type><policy context='default'><allow user='*'/><allow own='*'/>"
    "<allow send_destination='*'/><allow receive_sender='*'/></policy>";

}  // namespace

// Shows nothing; `said` has all that was asked of it.
class Shown : public QObject {
  Q_OBJECT
  Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

 public:
  std::vector<QVariantList> said;
  std::vector<uint> closed;

 public slots:
  uint Notify(const QString& program, uint instead, const QString& icon, const QString& title,
              const QString& text, const QStringList& actions, const QVariantMap& hints,
              int expires) {
    said.push_back({program, instead, icon, title, text, actions, hints, expires});
    return instead == 0 ? ++last_ : instead;
  }
  QStringList GetCapabilities() { return {}; }
  void CloseNotification(uint id) {
    closed.push_back(id);
    emit NotificationClosed(id, 3);
  }

 signals:
  void ActionInvoked(uint id, const QString& action);
  void NotificationClosed(uint id, uint reason);

 private:
  uint last_ = 6;
};

namespace {

// What is said of whatever comes: nothing of it.
QVariantList the_same(uint instead) {
  return {u"Troth"_s,
          instead,
          u"troth"_s,
          u"Troth"_s,
          u"There is something new."_s,
          QStringList{u"default"_s, u"Open"_s},
          QVariantMap{{u"desktop-entry"_s, u"troth"_s}},
          -1};
}

class NoticesTest : public DeskTest {
 protected:
  NoticesTest() {
    const std::string rules = (folder_ / "bus.conf").string();
    std::ofstream(rules) << kAlone << "<listen>unix:path=" << (folder_ / "bus").string()
                         << "</listen></busconfig>";
    daemon_.start(u"dbus-daemon"_s, {u"--config-file="_s + QString::fromStdString(rules),
                                     u"--nofork"_s, u"--print-address"_s});
    EXPECT_TRUE(wait_until([this] { return daemon_.canReadLine(); }))
        << daemon_.errorString().toStdString() << daemon_.readAllStandardError().toStdString();
    bus_address_ = QString::fromUtf8(daemon_.readLine().trimmed());
  }
  ~NoticesTest() override {
    notices_.reset();
    for (const QString& name : {kDesktop, kWindow}) QDBusConnection::disconnectFromBus(name);
    daemon_.terminate();
    wait_until([this] { return daemon_.state() == QProcess::NotRunning; });
  }

  void have_a_desktop() {
    QDBusConnection bus = QDBusConnection::connectToBus(bus_address_, kDesktop);
    const auto all = QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals;
    ASSERT_TRUE(bus.registerObject(kPath, &shown_, all));
    ASSERT_TRUE(bus.registerService(kService));
  }
  Notices& notices() {
    if (!notices_)
      notices_ = std::make_unique<Notices>(QDBusConnection::connectToBus(bus_address_, kWindow));
    return *notices_;
  }
  // Told of so often, one after the other's answer.
  void say(std::size_t times) {
    ASSERT_TRUE(wait_until([&] { return shown_.said.size() == times; })) << shown_.said.size();
  }
  // Whatever was asked of the desktop before is done.
  void settle() {
    const QDBusConnection bus = QDBusConnection::connectToBus(bus_address_, kWindow);
    QDBusPendingCallWatcher asked(bus.asyncCall(
        QDBusMessage::createMethodCall(kService, kPath, kService, u"GetCapabilities"_s)));
    EXPECT_TRUE(wait_until([&] { return asked.isFinished(); }));
  }

  const QString kDesktop = u"the desktop"_s;
  const QString kWindow = u"the window"_s;
  QProcess daemon_;
  QString bus_address_;
  Shown shown_;
  std::unique_ptr<Notices> notices_;
};

TEST_F(NoticesTest, WhateverComesTheNoticeIsTheSameAndSaysNothingOfIt) {
  have_a_desktop();
  notices().follow(mara_->desk());
  agree();
  jonas_->ask("pause", {{"reason", "A hard day."}});
  EXPECT_TRUE(mara_->hears(u"Jonas has paused everything."_s));
  settle();
  ASSERT_FALSE(shown_.said.empty());
  for (std::size_t i = 0; i < shown_.said.size(); ++i)
    EXPECT_EQ(shown_.said[i], the_same(i == 0 ? 0 : 7)) << "one takes the place of the other";
}

TEST_F(NoticesTest, LockedThereIsNone) {
  have_a_desktop();
  notices().follow(mara_->desk());
  agree();
  jonas_->ask("ask_talk", {{"text", "About my mother."}});
  EXPECT_TRUE(mara_->hears(u"Jonas"_s));
  settle();
  mara_->ask("lock");
  EXPECT_TRUE(wait_until([&] { return !shown_.closed.empty(); }));
  EXPECT_EQ(shown_.closed.back(), 7U);
  const std::size_t said = shown_.said.size();
  jonas_->ask("pause");
  settle();
  EXPECT_EQ(shown_.said.size(), said);
}

TEST_F(NoticesTest, ItIsWantedFirstAndNobodyLooksAtTheWindow) {
  have_a_desktop();
  notices().tell();
  notices().set_wanted(true);
  notices().set_looked_at(true);
  notices().tell();
  settle();
  EXPECT_TRUE(shown_.said.empty());
  notices().set_looked_at(false);
  notices().tell();
  say(1);
  settle();
  notices().set_looked_at(true);
  EXPECT_TRUE(wait_until([&] { return shown_.closed == std::vector<uint>{7}; }));
}

TEST_F(NoticesTest, WhatIsTakenBackBeforeItsNumberIsKnownGoesAsSoonAsThatIs) {
  have_a_desktop();
  notices().set_wanted(true);
  notices().tell();
  notices().take_back();
  EXPECT_TRUE(wait_until([&] { return shown_.closed == std::vector<uint>{7}; }));
}

TEST_F(NoticesTest, AClickOnItAsksForTheWindowAndOnAnotherProgramsDoesNot) {
  have_a_desktop();
  int chosen = 0;
  QObject::connect(&notices(), &Notices::chosen, &notices(), [&] { ++chosen; });
  notices().set_wanted(true);
  notices().tell();
  say(1);
  settle();
  emit shown_.ActionInvoked(8, u"default"_s);
  emit shown_.ActionInvoked(7, u"other"_s);
  emit shown_.ActionInvoked(7, u"default"_s);
  EXPECT_TRUE(wait_until([&] { return chosen > 0; }));
  settle();
  EXPECT_EQ(chosen, 1);
}

TEST_F(NoticesTest, WhereNobodyShowsNoticesNothingHappens) {
  notices().set_wanted(true);
  notices().tell();
  notices().take_back();
  settle();
  have_a_desktop();
  notices().tell();
  say(1);
  EXPECT_EQ(shown_.said[0], the_same(0));
}

}  // namespace
}  // namespace troth::desktop

#include "notices_test.moc"
