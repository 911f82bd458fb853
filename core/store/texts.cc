#include "core/store/texts.h"

#include <array>
#include <variant>

#include "core/store/content.h"

namespace troth::store {
namespace {

using ledger::EntryKind;

constexpr auto kSubjects = std::to_array(
    {Subject::journal, Subject::proposal, Subject::pause, Subject::ending, Subject::withdrawal,
     Subject::limit, Subject::check_in, Subject::comment, Subject::decision, Subject::observance,
     Subject::moment, Subject::talk, Subject::review});

// The texts of one entry, a line each.
class Lines {
 public:
  void add(std::string_view text) {
    if (text.empty()) return;
    if (!all_.empty()) all_ += '\n';
    all_ += text;
  }
  std::string take() { return std::move(all_); }

 private:
  std::string all_;
};

struct AddTexts {
  Lines& lines;
  void operator()(const agreement::Preamble& it) const { lines.add(it.text); }
  void operator()(const agreement::Role& it) const { lines.add(it.title); }
  void operator()(const agreement::Area& it) const {
    lines.add(it.name);
    lines.add(it.about);
  }
  void operator()(const agreement::Standard& it) const {
    lines.add(it.text);
    lines.add(it.if_missed);
  }
  void operator()(const agreement::Expectation& it) const { lines.add(it.text); }
  void operator()(const agreement::Rhythm& it) const {
    for (const std::string& dimension : it.dimensions) lines.add(dimension);
  }
  void operator()(const agreement::Term&) const {}
};

// Of what is signed for its own sake there is nothing to read.
struct AddTextsOfEntry {
  Lines& lines;
  void operator()(const agreement::Proposal& it) const {
    lines.add(it.title);
    lines.add(it.reason);
    for (const agreement::ClauseChange& change : it.changes)
      if (change.content) std::visit(AddTexts{lines}, change.content->body);
  }
  void operator()(const agreement::Restriction& it) const {
    lines.add(it.text);
    lines.add(it.reason);
  }
  void operator()(const agreement::No& it) const { lines.add(it.reason); }
  void operator()(const practice::Content& it) const {
    for (const std::string& text : practice::texts_of(it)) lines.add(text);
  }
  template <class Wordless>
  void operator()(const Wordless&) const {}
};

}  // namespace

std::span<const Subject> subjects() { return kSubjects; }

std::string_view name_of(Subject subject) {
  switch (subject) {
    case Subject::journal:
      return "journal";
    case Subject::proposal:
      return "proposal";
    case Subject::pause:
      return "pause";
    case Subject::ending:
      return "ending";
    case Subject::withdrawal:
      return "withdrawal";
    case Subject::limit:
      return "limit";
    case Subject::check_in:
      return "check-in";
    case Subject::comment:
      return "comment";
    case Subject::decision:
      return "decision";
    case Subject::observance:
      return "observance";
    case Subject::moment:
      return "moment";
    case Subject::talk:
      return "talk";
    case Subject::review:
      break;
  }
  return "review";
}

std::optional<Subject> subject_of(EntryKind kind) {
  switch (kind) {
    case EntryKind::pause:
      return Subject::pause;
    case EntryKind::end:
      return Subject::ending;
    case EntryKind::withdraw:
      return Subject::withdrawal;
    case EntryKind::limit:
      return Subject::limit;
    case EntryKind::propose:
    case EntryKind::decline:
    case EntryKind::retract:
      return Subject::proposal;
    case EntryKind::check_in:
    case EntryKind::opening:
    case EntryKind::open_by_hand:
      return Subject::check_in;
    case EntryKind::comment:
      return Subject::comment;
    case EntryKind::question:
    case EntryKind::view:
    case EntryKind::answer:
    case EntryKind::reopened:
      return Subject::decision;
    case EntryKind::observance:
      return Subject::observance;
    case EntryKind::moment_opened:
    case EntryKind::moment_closed:
      return Subject::moment;
    case EntryKind::talk:
      return Subject::talk;
    case EntryKind::review_opened:
    case EntryKind::agenda_item:
    case EntryKind::minutes:
      return Subject::review;
    default:
      return std::nullopt;
  }
}

EntryHash known_by(const ledger::Entry& entry) {
  const EntryKind kind = entry.header().kind;
  if (kind != EntryKind::decline && kind != EntryKind::retract) return entry.hash();
  const auto no = agreement::decode_no(entry.payload());
  return no ? no->proposal : entry.hash();
}

std::string text_of(const ledger::Entry& entry, const Reading& reading) {
  const EntryKind kind = entry.header().kind;
  if (!subject_of(kind)) return {};
  Lines lines;
  const auto content =
      content_of(kind, entry.payload(), agreement_pair(reading.pair, reading.chains));
  if (content) std::visit(AddTextsOfEntry{lines}, *content);
  return lines.take();
}

}  // namespace troth::store
