// What logind tells over the system's bus: that the computer is about to sleep, which then
// waits for let_sleep() (as long as logind lets it, some seconds), and that the screen was
// locked, in the session that this program runs in. Where nobody can say which one that is,
// a lock of any is heard; where there is no logind, nothing. Lives on the main thread and
// never waits there.
#pragma once

#include <QDBusConnection>
#include <QDBusUnixFileDescriptor>
#include <QObject>
#include <QStringList>
#include <QVariantMap>

class QDBusMessage;

namespace troth::desktop {

class Logind : public QObject {
  Q_OBJECT

 public:
  explicit Logind(QDBusConnection bus = QDBusConnection::systemBus(), QObject* parent = nullptr);

 public slots:
  // What is to be done before it sleeps is done.
  void let_sleep();

 signals:
  // Sleep begins, or the screen was locked.
  void gone();

 private slots:
  void on_sleep(bool begins);
  void on_lock();
  void on_properties(const QString& interface, const QVariantMap& changed, const QStringList& gone);

 private:
  [[nodiscard]] QDBusMessage call(const QString& method, const QVariantList& arguments) const;
  void find_session();
  // Of that path; of any, where it is empty.
  void listen_to(const QString& session);
  void hold_sleep();

  QDBusConnection bus_;
  QDBusUnixFileDescriptor held_;  // as long as it is open, sleep waits
  bool sleeps_ = false;
};

}  // namespace troth::desktop
