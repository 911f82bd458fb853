#include "tests/desktop/mock/desk.h"

#include <QFile>
#include <QJSEngine>
#include <QJsonArray>
#include <QJsonDocument>
#include <QQmlEngine>

namespace troth::desktop {
namespace {

// What is asked about one thing, and the argument that names it.
const QMap<QString, QString> kAboutOne = {
    {"proposal", "id"},  {"clause", "id"},   {"decision", "id"},      {"review", "id"},
    {"thread", "about"}, {"snapshot", "at"}, {"difference", "before"}};

QString text_of(const QString& resource) {
  QFile file(resource);
  if (!file.open(QIODevice::ReadOnly)) qFatal("%s is missing", qPrintable(resource));
  return QString::fromUtf8(file.readAll());
}

// What only the desktop asks, and the program has no command for.
QJsonValue of_the_desktop(const QString& what, const QVariantMap& arguments) {
  if (what == "strength") {
    const auto bits = std::min<qsizetype>(arguments["passphrase"].toString().size() * 3, 99);
    return QJsonObject{
        {"bits", static_cast<int>(bits)},
        {"words", bits < 40 ? "It can be guessed in a day." : "It holds for years."}};
  }
  if (what == "make") {
    QJsonArray words;
    for (const char* word :
         {"lantern", "orchard", "copper", "harbour", "maple",  "signal", "winter", "basket",
          "canyon",  "thread",  "pepper", "valley",  "bridge", "candle", "meadow", "pencil",
          "river",   "saddle",  "timber", "velvet",  "wagon",  "yellow", "anchor", "button"})
      words.append(QString(word));
    return QJsonObject{{"recovery_words", words}};
  }
  if (what == "invite")
    return QJsonObject{{"invite",
                        "troth:"
                        "AQBF6pGxjX5w6DyOPqW3luoZr37NbX4KcKpd9OnKvQNHaR1beIck2KL24oWphouHgO6kBHThP2"
                        "dWwBzEgcsMzCJk0"}};
  return QJsonObject{};
}

}  // namespace

Desk::Desk(QObject* parent) : QObject(parent) { set_state("full"); }

void Desk::set_state(const QString& state) {
  state_ = state;
  QFile file(":/mock/answers/" + state + ".json");
  if (!file.open(QIODevice::ReadOnly)) qFatal("no answers for %s", qPrintable(state));
  answers_ = QJsonDocument::fromJson(file.readAll()).object();
  emit changed();
}

QJsonValue Desk::answer_of(const QString& what, const QVariantMap& arguments) const {
  const auto by_id = kAboutOne.find(what);
  if (by_id != kAboutOne.end()) return answers_[what].toObject()[arguments[*by_id].toString()];
  if (what == "help_consent") return QJsonObject{{"page", text_of(":/mock/consent.md")}};
  if (what == "document") return answers_["template"];
  const QJsonValue found = answers_[what];
  return found.isUndefined() ? of_the_desktop(what, arguments) : found;
}

QJsonValue Desk::refusal_of(const QString& what) const {
  if (refuses_.contains(what)) return QJsonValue::fromVariant(refuses_[what]);
  return answers_["refusals"].toObject()[what];
}

void Desk::ask(const QString& what, const QVariant& arguments, const QJSValue& callback) {
  QVariant plain = arguments;
  if (plain.canConvert<QJSValue>()) plain = plain.value<QJSValue>().toVariant();
  const QVariantMap map = plain.toMap();
  asked_.append(QVariantMap{{"what", what}, {"arguments", map}});
  emit askedChanged();
  const QJsonValue refusal = refusal_of(what);
  const QJsonValue answer = refusal.isObject() ? QJsonValue() : answer_of(what, map);
  QMetaObject::invokeMethod(
      this,
      [this, callback, answer, refusal] {
        QJSEngine* engine = qjsEngine(this);
        callback.call({engine->toScriptValue(answer), engine->toScriptValue(refusal)});
      },
      Qt::QueuedConnection);
}

}  // namespace troth::desktop
