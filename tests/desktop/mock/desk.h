// The Desk of the tests: answers what the real program answered (answers/STATE.json, made by
// `take`), signs nothing, and remembers what it was asked. On the thread of the window; it answers
// on the next turn of the event loop, as the real one answers later.
#pragma once

#include <QtQml/qqmlregistration.h>
#include <QJSValue>
#include <QJsonObject>
#include <QObject>
#include <QStringList>
#include <QVariantList>

namespace troth::desktop {

class Desk : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_SINGLETON
  Q_PROPERTY(QString stage MEMBER stage_ NOTIFY stageChanged)
  Q_PROPERTY(bool isBusy MEMBER is_busy_ NOTIFY stageChanged)
  Q_PROPERTY(QString doing MEMBER doing_ NOTIFY stageChanged)
  Q_PROPERTY(QString link MEMBER link_ NOTIFY stageChanged)
  Q_PROPERTY(bool isClosing MEMBER is_closing_ NOTIFY stageChanged)
  Q_PROPERTY(bool staysOpen MEMBER stays_open_ NOTIFY stageChanged)
  // Which file the answers come from: alone, empty, full, void, paused.
  Q_PROPERTY(QString state READ state WRITE set_state NOTIFY changed)
  // What is refused from now on: {what: {code, message}}.
  Q_PROPERTY(QVariantMap refuses MEMBER refuses_ NOTIFY stageChanged)
  // What is answered from now on in the place of what the program answered: {what: answer}.
  Q_PROPERTY(QVariantMap says MEMBER says_ NOTIFY changed)
  // Every kind of entry that there is, and every stage of a proposal, as the program names them.
  Q_PROPERTY(QStringList kinds READ kinds CONSTANT)
  Q_PROPERTY(QStringList stages READ stages CONSTANT)
  // Every {what, arguments} that it was asked, oldest first.
  Q_PROPERTY(QVariantList asked MEMBER asked_ NOTIFY askedChanged)

 public:
  explicit Desk(QObject* parent = nullptr);
  Q_INVOKABLE void ask(const QString& what, const QVariant& arguments, const QJSValue& callback);
  [[nodiscard]] QString state() const { return state_; }
  void set_state(const QString& state);
  [[nodiscard]] static QStringList kinds();
  [[nodiscard]] static QStringList stages();

 signals:
  void changed();
  void stageChanged();
  void askedChanged();
  void arrived(const QString& sentence);

 private:
  [[nodiscard]] QJsonValue answer_of(const QString& what, const QVariantMap& arguments) const;
  [[nodiscard]] QJsonValue refusal_of(const QString& what) const;

  QString stage_ = "open";
  bool is_busy_ = false;
  bool is_closing_ = false;
  bool stays_open_ = false;
  QString doing_;
  QString link_ = "Up to date";
  QString state_;
  QVariantMap refuses_;
  QVariantMap says_;
  QVariantList asked_;
  QJsonObject answers_;
};

}  // namespace troth::desktop
