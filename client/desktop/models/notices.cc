#include "client/desktop/models/notices.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QGuiApplication>
#include <QStringList>

#include "client/desktop/models/desk.h"

namespace troth::desktop {
namespace {

constexpr int kAsLongAsUsual = -1;

const QString kService = QStringLiteral("org.freedesktop.Notifications");
const QString kPath = QStringLiteral("/org/freedesktop/Notifications");
const QString kName = QStringLiteral("Troth");
const QString kIcon = QStringLiteral("troth");
const QString kWords = QStringLiteral("There is something new.");
const QString kClicked = QStringLiteral("default");

QDBusMessage call(const QString& method) {
  return QDBusMessage::createMethodCall(kService, kPath, kService, method);
}

}  // namespace

Notices::Notices(QDBusConnection bus, QObject* parent) : QObject(parent), bus_(std::move(bus)) {
  bus_.connect(kService, kPath, kService, QStringLiteral("ActionInvoked"), this,
               SLOT(on_chosen(uint, QString)));
  bus_.connect(kService, kPath, kService, QStringLiteral("NotificationClosed"), this,
               SLOT(on_closed(uint, uint)));
}

void Notices::follow(Desk& desk) {
  connect(&desk, &Desk::wantsNotices, this, &Notices::set_wanted);
  connect(&desk, &Desk::arrived, this, &Notices::tell);
  connect(&desk, &Desk::stageChanged, this, &Notices::take_back);
  connect(qGuiApp, &QGuiApplication::applicationStateChanged, this,
          [this](Qt::ApplicationState now) { set_looked_at(now == Qt::ApplicationActive); });
}

void Notices::set_wanted(bool wanted) {
  is_wanted_ = wanted;
  if (!wanted) take_back();
}

void Notices::set_looked_at(bool looked_at) {
  is_looked_at_ = looked_at;
  if (looked_at) take_back();
}

void Notices::tell() {
  if (!is_wanted_ || is_looked_at_ || is_asked_) return;
  is_asked_ = true;
  goes_ = false;
  QDBusMessage notify = call(QStringLiteral("Notify"));
  const QStringList actions{kClicked, QStringLiteral("Open")};
  const QVariantMap hints{{QStringLiteral("desktop-entry"), kIcon}};
  notify << kName << shown_ << kIcon << kName << kWords << actions << hints << kAsLongAsUsual;
  auto* answer = new QDBusPendingCallWatcher(bus_.asyncCall(notify), this);
  connect(answer, &QDBusPendingCallWatcher::finished, this, &Notices::on_shown);
}

void Notices::on_shown(QDBusPendingCallWatcher* call) {
  const QDBusPendingReply<uint> answer = *call;
  call->deleteLater();
  is_asked_ = false;
  shown_ = answer.isError() ? 0 : answer.value();
  if (goes_) take_back();
}

void Notices::take_back() {
  goes_ = is_asked_;
  if (is_asked_ || shown_ == 0) return;
  bus_.asyncCall(call(QStringLiteral("CloseNotification")) << shown_);
  shown_ = 0;
}

void Notices::on_chosen(uint id, const QString& action) {
  if (id == shown_ && id != 0 && action == kClicked) emit chosen();
}

void Notices::on_closed(uint id, uint /*reason*/) {
  if (id == shown_) shown_ = 0;
}

}  // namespace troth::desktop
