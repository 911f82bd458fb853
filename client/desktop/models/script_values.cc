#include "client/desktop/models/script_values.h"

#include <QJSValueIterator>
#include <algorithm>
#include <cmath>

namespace troth::desktop {
namespace {

constexpr int kDeepest = 16;
constexpr double kExact = 9'007'199'254'740'992.0;  // 2^53
constexpr auto kRecoveryWords = "recovery_words";

QString text_of(std::string_view text) {
  return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString text_of(ByteView bytes) {
  return QString::fromUtf8(reinterpret_cast<const char*>(bytes.data()),
                           static_cast<qsizetype>(bytes.size()));
}

Json json_of(const QJSValue& value, int deep) {
  if (value.isBool()) return value.toBool();
  if (value.isString()) return value.toString().toStdString();
  if (value.isNumber()) {
    const double number = value.toNumber();
    const bool is_whole = std::abs(number) <= kExact && std::trunc(number) == number;
    return is_whole ? Json(static_cast<std::int64_t>(number)) : Json(number);
  }
  if (deep == kDeepest || value.isCallable()) return nullptr;
  if (value.isArray()) {
    Json out = Json::array();
    const auto length = value.property(QStringLiteral("length")).toUInt();
    for (quint32 i = 0; i < length; ++i) out.push_back(json_of(value.property(i), deep + 1));
    return out;
  }
  if (!value.isObject()) return nullptr;
  Json out = Json::object();
  for (QJSValueIterator each(value); each.hasNext();) {
    each.next();
    out[each.name().toStdString()] = json_of(each.value(), deep + 1);
  }
  return out;
}

QJSValue list_of_words(QJSEngine& engine, ByteView words) {
  QJSValue out = engine.newArray();
  quint32 count = 0;
  while (!words.empty()) {
    const auto end = std::ranges::find(words, std::uint8_t{' '});
    const auto size = static_cast<std::size_t>(end - words.begin());
    out.setProperty(count++, text_of(words.first(size)));
    words = words.subspan(std::min(size + 1, words.size()));
  }
  return out;
}

}  // namespace

QJSValue script_value(QJSEngine& engine, const Json& json) {
  if (json.is_boolean()) return json.get<bool>();
  if (json.is_number()) return json.get<double>();
  if (json.is_string()) return text_of(json.get_ref<const std::string&>());
  if (json.is_array()) {
    QJSValue out = engine.newArray(static_cast<uint>(json.size()));
    quint32 i = 0;
    for (const Json& one : json) out.setProperty(i++, script_value(engine, one));
    return out;
  }
  if (!json.is_object()) return QJSValue::NullValue;
  QJSValue out = engine.newObject();
  for (const auto& [name, value] : json.items())
    out.setProperty(text_of(name), script_value(engine, value));
  return out;
}

QJSValue script_value(QJSEngine& engine, const Error& error) {
  return script_value(engine, Json{{"code", name_of(error.code)}, {"message", error.message}});
}

QJSValue script_value(QJSEngine& engine, const Answer& answer) {
  QJSValue out = script_value(engine, answer.json);
  if (answer.secret_name.empty()) return out;
  const ByteView secret = answer.secret.view();
  out.setProperty(text_of(answer.secret_name), answer.secret_name == kRecoveryWords
                                                   ? list_of_words(engine, secret)
                                                   : QJSValue(text_of(secret)));
  return out;
}

crypto::Secret secret_of(const QString& text) {
  QByteArray bytes = text.toUtf8();
  auto* data = reinterpret_cast<std::uint8_t*>(bytes.data());
  const auto size = static_cast<std::size_t>(bytes.size());
  auto secret = crypto::Secret::copy_of({data, size});
  crypto::wipe({data, size});
  return secret;
}

Arguments arguments_of(const QJSValue& value) {
  Json values = Json::object();
  std::map<std::string, crypto::Secret, std::less<>> secrets;
  if (!value.isObject()) return {};
  for (QJSValueIterator each(value); each.hasNext();) {
    each.next();
    std::string name = each.name().toStdString();
    if (Arguments::is_secret(name))
      secrets.insert_or_assign(std::move(name), secret_of(each.value().toString()));
    else
      values[name] = json_of(each.value(), 0);
  }
  return {std::move(values), std::move(secrets)};
}

}  // namespace troth::desktop
