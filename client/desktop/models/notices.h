// Tells the desktop that something is new, and never what: a notice says "Troth", and
// the same sentence whatever it was (org.freedesktop.Notifications, Desktop
// Notifications 1.2). One notice at a time, which a later one takes the place of; it
// goes when the window is looked at or locked. Where nobody shows notices nothing
// happens. Lives on the main thread, which never waits for the bus.
#pragma once

#include <QDBusConnection>
#include <QObject>
#include <QString>
#include <QVariantMap>

class QDBusPendingCallWatcher;

namespace troth::desktop {

class Desk;

class Notices : public QObject {
  Q_OBJECT

 public:
  explicit Notices(QDBusConnection bus = QDBusConnection::sessionBus(), QObject* parent = nullptr);

  // Tells of whatever comes to that window while nobody looks at it; it must outlive this.
  void follow(Desk& desk);

 public slots:
  // Whether the person wants any; not until it was said.
  void set_wanted(bool wanted);
  // Somebody sits before the window and sees for themselves.
  void set_looked_at(bool looked_at);
  void tell();
  void take_back();

 signals:
  // The notice was clicked: the window is wanted.
  void chosen();

 private slots:
  void on_chosen(uint id, const QString& action);
  void on_closed(uint id, uint reason);

 private:
  void on_shown(QDBusPendingCallWatcher* call);

  QDBusConnection bus_;
  uint shown_ = 0;         // the notice that is there; 0: none
  bool is_asked_ = false;  // for one, whose number has not come yet
  bool goes_ = false;      // as soon as its number is known
  bool is_wanted_ = false;
  bool is_looked_at_ = false;
};

}  // namespace troth::desktop
