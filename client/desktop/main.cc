// `troth-desktop`: wires the profile, the pages and the window's engine together.
#include <QApplication>
#include <QCommandLineParser>
#include <QPalette>
#include <QQmlApplicationEngine>
#include <QQuickWindow>
#include <chrono>
#include <csignal>
#include <cstdio>

#include "client/desktop/models/away.h"
#include "client/desktop/models/desk.h"
#include "client/desktop/models/logind.h"
#include "client/desktop/models/notices.h"
#include "client/desktop/style/style.h"
#include "client/host/paths.h"
#include "core/vault/process.h"

namespace {

constexpr int kMiddleGrey = 128;
constexpr auto kMain = "qrc:/qt/qml/Troth/Pages/Main.qml";

troth::TimeMs now() {
  const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::floor<std::chrono::milliseconds>(since_epoch).count();
}

int fail(const troth::Error& error) {
  std::fprintf(stderr, "%s\n", error.message.c_str());
  return 1;
}

// The folder that --profile names, or the usual one.
troth::Result<std::filesystem::path> profile_place(const QCommandLineParser& options) {
  const QString named = options.value(QStringLiteral("profile"));
  if (!named.isEmpty()) return std::filesystem::path(named.toStdString());
  return troth::host::default_profile();
}

}  // namespace

int main(int count, char** values) {
  using namespace troth;
  std::signal(SIGPIPE, SIG_IGN);
  if (const Status prepared = vault::prepare_process(); !prepared) return fail(prepared.error());

  // Drawn by the processor: it looks the same on every machine. QT_QUICK_BACKEND
  // chooses another.
  if (!qEnvironmentVariableIsSet("QT_QUICK_BACKEND"))
    QQuickWindow::setGraphicsApi(QSGRendererInterface::Software);
  QApplication application(count, values);
  QApplication::setApplicationName(QStringLiteral("troth-desktop"));
  QApplication::setApplicationDisplayName(QStringLiteral("Troth"));
  QApplication::setApplicationVersion(QStringLiteral(TROTH_VERSION));
  QApplication::setDesktopFileName(QStringLiteral("troth"));

  QCommandLineParser options;
  options.setApplicationDescription(QStringLiteral("The window of one partner."));
  options.addHelpOption();
  options.addVersionOption();
  options.addOption({QStringLiteral("profile"),
                     QStringLiteral("The profile's folder ($XDG_DATA_HOME/troth by default)."),
                     QStringLiteral("DIR")});
  options.process(application);
  const auto place = profile_place(options);
  if (!place) return fail(place.error());

  if (!desktop::use_style()) {
    std::fputs("The fonts in this program cannot be read; install it anew.\n", stderr);
    return 1;
  }
  desktop::Desk desk(*place, now);
  desktop::Away away;
  QObject::connect(&desk, &desktop::Desk::locksAfter, &away, &desktop::Away::set_minutes);
  QObject::connect(&away, &desktop::Away::gone, &desk, &desktop::Desk::lock);
  desktop::Logind logind;
  QObject::connect(&logind, &desktop::Logind::gone, &desk, &desktop::Desk::lock);
  QObject::connect(&desk, &desktop::Desk::closed, &logind, &desktop::Logind::let_sleep);
  desktop::Notices notices;
  notices.follow(desk);
  QQmlApplicationEngine engine;
  desktop::install_style(engine);
  desk.serve(engine);
  // Until it is open, and knows what was chosen, it looks as the system does.
  const int appearance = qmlTypeId("Troth.Style", 1, 0, "Appearance");
  if (auto* look = engine.singletonInstance<QObject*>(appearance))
    look->setProperty("dark", QApplication::palette().window().color().lightness() < kMiddleGrey);
  engine.load(QUrl(QString::fromLatin1(kMain)));
  if (engine.rootObjects().isEmpty()) return 1;
  auto* window = qobject_cast<QQuickWindow*>(engine.rootObjects().constFirst());
  QObject::connect(&notices, &desktop::Notices::chosen, window, [window] {
    window->show();
    window->raise();
    window->requestActivate();
  });
  return QApplication::exec();
}
