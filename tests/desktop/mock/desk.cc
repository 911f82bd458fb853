#include "tests/desktop/mock/desk.h"

#include <QFile>
#include <QJSEngine>
#include <QJsonArray>
#include <QJsonDocument>
#include <QQmlEngine>

#include "core/agreement/agreement.h"
#include "core/base/sizes.h"
#include "core/base/text.h"
#include "core/document/parts.h"
#include "core/ledger/kind.h"

namespace troth::desktop {
namespace {

constexpr std::uint32_t kMostKinds = 200;  // more than there are

// What is asked about one thing, and the argument that names it.
const QMap<QString, QString> kAboutOne = {
    {"proposal", "id"},  {"clause", "id"},   {"decision", "id"},      {"review", "id"},
    {"thread", "about"}, {"snapshot", "at"}, {"difference", "before"}};

QString text_of(const QString& resource) {
  QFile file(resource);
  if (!file.open(QIODevice::ReadOnly)) qFatal("%s is missing", qPrintable(resource));
  return QString::fromUtf8(file.readAll());
}

QString words(const std::string& text) { return QString::fromStdString(text); }

QJsonValue json_of(const document::Part::Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return words(*text);
  if (const auto* flag = std::get_if<bool>(&value)) return *flag;
  if (const auto* number = std::get_if<std::uint32_t>(&value)) return static_cast<int>(*number);
  QJsonArray list;
  for (const std::string& one : std::get<std::vector<std::string>>(value)) list.append(words(one));
  return list;
}

// The agreement to be changed, as the program answers it: what its template says, without the
// title and the reason that stand there as examples.
QJsonValue parts_of(const QString& toml) {
  const auto parts = document::parts_of(toml.toStdString());
  if (!parts) qFatal("%s", parts.error().message.c_str());
  QJsonArray list;
  for (const document::Part& part : *parts) {
    QJsonObject fields;
    for (const auto& [key, value] : part.fields) fields[words(key)] = json_of(value);
    if (part.table.empty()) fields["title"] = fields["reason"] = "";
    list.append(QJsonObject{{"table", words(part.table)}, {"fields", fields}});
  }
  return QJsonObject{{"parts", list}, {"sheet", "1"}};
}

// What it would change stands in the newest proposal of the story; its limits, in the file.
QJsonValue wording_of(QJsonObject proposal, const QVariantMap& arguments) {
  const auto parts = document::parts_of(arguments["toml"].toString().toStdString());
  QJsonArray limits;
  for (const document::Part& part : parts ? *parts : std::vector<document::Part>()) {
    if (part.table != "limit") continue;
    QJsonObject limit{{"suspends", QJsonArray()}};
    for (const auto& [key, value] : part.fields) limit[words(key)] = json_of(value);
    limits.append(limit);
  }
  proposal["limits"] = limits;
  const QString sheet = arguments["sheet"].toString();
  proposal["sheet"] = sheet.isEmpty() ? "2" : sheet;
  return proposal;
}

// Null where the text is not too long.
QJsonValue refusal_of_paste(const QVariantMap& arguments) {
  const std::string text = arguments["text"].toString().toStdString();
  const std::string name = arguments["name"].toString().toStdString();
  const auto fits = check_text(text, sizes::kText, Lines::many, name);
  if (fits) return QJsonValue::Null;
  return QJsonObject{{"code", "text_too_long"}, {"message", words(fits.error().message)}};
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

QStringList Desk::kinds() {
  QStringList names;
  for (std::uint32_t number = 0; number < kMostKinds; ++number) {
    const auto kind = static_cast<ledger::EntryKind>(number);
    if (ledger::is_known(kind)) names.append(words(std::string(ledger::name_of(kind))));
  }
  return names;
}

QStringList Desk::stages() {
  using Stage = agreement::ProposalState::Stage;
  QStringList names;
  for (const Stage stage : {Stage::open, Stage::accepted, Stage::voided, Stage::declined,
                            Stage::retracted, Stage::countered, Stage::restricted, Stage::outdated})
    names.append(words(std::string(agreement::name_of(stage))));
  return names;
}

QJsonValue Desk::answer_of(const QString& what, const QVariantMap& arguments) const {
  if (says_.contains(what)) return QJsonValue::fromVariant(says_[what]);
  const auto by_id = kAboutOne.find(what);
  if (by_id != kAboutOne.end()) return answers_[what].toObject()[arguments[*by_id].toString()];
  if (what == "help_consent") return QJsonObject{{"page", text_of(":/mock/consent.md")}};
  if (what == "document")
    return QJsonObject{{"toml", answers_["template"]["toml"]}, {"sheet", "1"}};
  if (what == "proposal_toml") return answers_["template"];
  if (what == "document_parts") return parts_of(answers_["template"]["toml"].toString());
  if (what == "wording") return wording_of(answers_["proposals"][0].toObject(), arguments);
  if (what == "propose") return QJsonObject{{"id", answers_["proposals"][0]["id"]}};
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
  const QJsonValue refusal = what == "text_fits" ? refusal_of_paste(map) : refusal_of(what);
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
