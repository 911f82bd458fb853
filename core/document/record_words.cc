#include "core/document/record_words.h"

#include <algorithm>
#include <charconv>

#include "core/agreement/difference.h"

namespace troth::document {
namespace {

using agreement::RestrictionKind;

template <class Id>
std::optional<Id> id_of(const std::string& hex) {
  const auto bytes = from_hex(hex);
  return bytes ? Id::from(*bytes) : std::nullopt;
}

TimeMs number_of(const std::string& digits) {
  TimeMs value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

std::string word(const Record& record, std::string_view field, const std::string& value) {
  using enum agreement::FieldSort;
  switch (agreement::sort_of(field)) {
    case partner:
    case partners: {
      const auto id = id_of<PartnerId>(value);
      return id ? record.name_of(*id) : value;
    }
    case clause: {
      const auto id = id_of<ClauseId>(value);
      return id ? record.name_of(*id) : value;
    }
    case first_day:
      return record.day(number_of(value));
    case last_day:
      return record.day(number_of(value) - 1);
    case flag:
      return value == "true" ? "yes" : "no";
    default:
      return value;
  }
}

std::string listed(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& one : words) (out += out.empty() ? "" : ", ") += one;
  return out;
}

}  // namespace

std::string words_of(const Record& record, std::string_view field,
                     const std::vector<std::string>& values) {
  if (values.empty()) return "none";
  std::vector<std::string> words;
  for (const std::string& value : values) words.push_back(word(record, field, value));
  return listed(words);
}

std::string label_of(std::string_view field) {
  std::string label(field);
  std::ranges::replace(label, '_', ' ');
  return label;
}

std::string names_of(const Record& record, const std::vector<ClauseId>& clauses) {
  std::vector<std::string> names;
  for (const ClauseId& clause : clauses) names.push_back(record.name_of(clause));
  return listed(names);
}

std::string sentence_of(const Record& record, const PartnerId& by,
                        const agreement::Restriction& restriction) {
  const std::string who = record.name_of(by);
  const std::string named = names_of(record, restriction.clauses);
  switch (restriction.kind) {
    case RestrictionKind::pause:
      return who + " paused " + (named.empty() ? "everything" : named) + ".";
    case RestrictionKind::ending:
      return who + " ended the agreement.";
    case RestrictionKind::withdrawal:
      return who + " withdrew consent to " + named + ".";
    case RestrictionKind::limit:
      return who + (restriction.tightens ? " tightened a limit to a " : " set a ") +
             std::string(name_of(restriction.strength)) + " limit" +
             (named.empty() ? "." : ", which suspends " + named + ".");
    case RestrictionKind::unreadable:
      break;
  }
  return who + " took consent back in words that this version cannot read; it pauses everything.";
}

std::vector<std::string> notes_of(const Record& record,
                                  const agreement::AcceptanceState& acceptance) {
  std::vector<std::string> notes;
  if (acceptance.unsound) notes.push_back(agreement::words_for(*acceptance.unsound));
  for (const agreement::VoidCause& cause : acceptance.void_causes) {
    std::string words =
        agreement::words_for(cause.why, record.name_of(cause.by), record.name_of(acceptance.by));
    if (std::ranges::find(notes, words) == notes.end()) notes.push_back(std::move(words));
  }
  return notes;
}

}  // namespace troth::document
