#include "client/desktop/models/logind.h"

#include <QCoreApplication>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <utility>

namespace troth::desktop {
namespace {

const QString kService = QStringLiteral("org.freedesktop.login1");
const QString kPath = QStringLiteral("/org/freedesktop/login1");
const QString kManager = QStringLiteral("org.freedesktop.login1.Manager");
const QString kSession = QStringLiteral("org.freedesktop.login1.Session");

}  // namespace

Logind::Logind(QDBusConnection bus, QObject* parent) : QObject(parent), bus_(std::move(bus)) {
  bus_.connect(kService, kPath, kManager, QStringLiteral("PrepareForSleep"), this,
               SLOT(on_sleep(bool)));
  hold_sleep();
  find_session();
}

QDBusMessage Logind::call(const QString& method, const QVariantList& arguments) const {
  QDBusMessage message = QDBusMessage::createMethodCall(kService, kPath, kManager, method);
  message.setArguments(arguments);
  return message;
}

// Signals come from the session's own path, never from the names by which it can be asked
// ("self", "auto"). A program that the person's service manager started is in no session.
void Logind::find_session() {
  const QString id = qEnvironmentVariable("XDG_SESSION_ID");
  const auto pid = static_cast<uint>(QCoreApplication::applicationPid());
  const auto asked = id.isEmpty() ? call(QStringLiteral("GetSessionByPID"), {pid})
                                  : call(QStringLiteral("GetSession"), {id});
  auto* watcher = new QDBusPendingCallWatcher(bus_.asyncCall(asked), this);
  connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
    const QDBusPendingReply<QDBusObjectPath> found = *watcher;
    listen_to(found.isError() ? QString() : found.value().path());
    watcher->deleteLater();
  });
}

void Logind::listen_to(const QString& session) {
  bus_.connect(kService, session, kSession, QStringLiteral("Lock"), this, SLOT(on_lock()));
  // Desktops that lock the screen by themselves only say so.
  bus_.connect(kService, session, QStringLiteral("org.freedesktop.DBus.Properties"),
               QStringLiteral("PropertiesChanged"), this,
               SLOT(on_properties(QString, QVariantMap, QStringList)));
}

void Logind::hold_sleep() {
  const auto asked =
      call(QStringLiteral("Inhibit"), {QStringLiteral("sleep"), QStringLiteral("Troth"),
                                       QStringLiteral("It locks first."), QStringLiteral("delay")});
  auto* watcher = new QDBusPendingCallWatcher(bus_.asyncCall(asked), this);
  connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
    const QDBusPendingReply<QDBusUnixFileDescriptor> held = *watcher;
    if (!held.isError() && !sleeps_) held_ = held.value();
    watcher->deleteLater();
  });
}

void Logind::let_sleep() {
  if (sleeps_) held_ = {};
}

void Logind::on_sleep(bool begins) {
  if (begins == std::exchange(sleeps_, begins)) return;
  if (begins)
    emit gone();
  else
    hold_sleep();
}

void Logind::on_lock() { emit gone(); }

void Logind::on_properties(const QString& interface, const QVariantMap& changed,
                           const QStringList& /*gone*/) {
  if (interface == kSession && changed.value(QStringLiteral("LockedHint")).toBool()) emit gone();
}

}  // namespace troth::desktop
