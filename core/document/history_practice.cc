#include "core/document/history_practice.h"

#include "core/document/record_words.h"

namespace troth::document {
namespace {

using namespace practice;

std::string period_of(const Record& record, const Period& period) {
  return record.day(period.start_ms) + " to " + record.day(period.end_ms - 1);
}

std::string named(const Record& record, const About& about) {
  if (const auto* clause = std::get_if<ClauseId>(&about)) return record.name_of(*clause);
  return "entry " + std::get<EntryHash>(about).hex();
}

// What each kind is called; the words follow in `Words`.
struct Headline {
  const Record& record;
  const RecordedEntry& entry;

  std::string operator()(const CheckIn& said) const {
    return " checked in, " + period_of(record, said.period);
  }
  std::string operator()(const BlindCheckIn& said) const {
    return " checked in blind, " + period_of(record, said.period);
  }
  std::string operator()(const Opening&) const { return " opened a blind check-in"; }
  std::string operator()(const Comment&) const { return " commented"; }
  std::string operator()(const Question& said) const {
    return " asked, in " + record.name_of(said.area);
  }
  std::string operator()(const DecisionView&) const { return " gave a view on a question"; }
  std::string operator()(const DecisionAnswer& said) const {
    return " answered a question, in " + record.name_of(said.area);
  }
  std::string operator()(const Reopened&) const { return " reopened a question"; }
  std::string operator()(const Observance& said) const {
    return " noted: " + std::string(name_of(said.sort)) + ", about " + record.name_of(said.about);
  }
  std::string operator()(const MomentOpened&) const { return " opened a moment"; }
  std::string operator()(const MomentClosed&) const { return " closed a moment"; }
  std::string operator()(const Talk& said) const {
    return said.as_equals ? " wished to talk, as equals" : " wished to talk";
  }
  std::string operator()(const Talked&) const { return " noted that a talk was had"; }
  std::string operator()(const ReviewOpened&) const { return " opened a review"; }
  std::string operator()(const AgendaItem&) const { return " put something on the agenda"; }
  std::string operator()(const Minutes&) const { return " wrote and signed minutes"; }
  std::string operator()(const MinutesSigned&) const { return " signed minutes"; }
  std::string operator()(const ActionDone&) const { return " noted that an action was done"; }
};

struct Words {
  Paper& paper;
  const Record& record;
  const RecordedEntry& entry;

  void operator()(const CheckIn& said) const {
    for (const Rating& rating : said.ratings)
      paper.item(rating.dimension, std::to_string(rating.value) + " of 5");
    if (said.works) paper.item("Does this still work?", std::string(name_of(*said.works)));
    if (said.feels_right)
      paper.item("Does it still feel right?", std::string(name_of(*said.feels_right)));
    if (said.wants_to_talk) paper.line("“I want to talk.”");
    paper.words(said.text);
  }
  void operator()(const BlindCheckIn&) const {
    paper.line("What it says stands at its opening, if it was opened.");
  }
  void operator()(const Opening& said) const {
    paper.item("Opens", said.check_in.hex());
    const RecordedEntry* committed = record.find(said.check_in);
    const auto* content = committed == nullptr ? nullptr : std::get_if<Content>(&committed->says);
    const auto* check_in = content == nullptr ? nullptr : std::get_if<BlindCheckIn>(content);
    if (check_in == nullptr || committed->by != entry.by ||
        !opens(said, *check_in, record.pair, entry.by)) {
      paper.line("It opens something else than was committed to.");
      return;
    }
    if (const auto read = decode_check_in(said.content)) (*this)(*read);
  }
  void operator()(const Comment& said) const {
    paper.item("About", named(record, said.about)).words(said.text);
  }
  void operator()(const Question& said) const {
    due(said.due_ms);
    paper.words(said.text);
  }
  void operator()(const DecisionView& said) const {
    question(said.question);
    paper.words(said.text);
  }
  void operator()(const DecisionAnswer& said) const {
    question(said.question);
    paper.words(said.text);
    if (!entry.verdict) return;
    paper.line(std::string(agreement::mark_for(*entry.verdict)));
    const PartnerId& other =
        entry.by == record.by.exporter.id ? record.by.other.id : record.by.exporter.id;
    paper.line(
        agreement::words_for(*entry.verdict, record.name_of(entry.by), record.name_of(other)));
  }
  void operator()(const Reopened& said) const {
    question(said.question);
    paper.words(said.reason);
  }
  void operator()(const Observance& said) const {
    if (said.standard) paper.item("Standard", record.name_of(*said.standard));
    if (said.amends_for) paper.item("Amends for", said.amends_for->hex());
    paper.words(said.text);
  }
  void operator()(const MomentOpened& said) const {
    if (!said.areas.empty()) paper.item("In", names_of(record, said.areas));
    if (said.until_ms != 0) paper.item("Until", record.minute(said.until_ms));
    paper.words(said.text);
  }
  void operator()(const MomentClosed& said) const {
    paper.item("Moment", said.moment.hex()).words(said.reason);
  }
  void operator()(const Talk& said) const { paper.words(said.text); }
  void operator()(const Talked& said) const { paper.item("Talk", said.talk.hex()); }
  void operator()(const ReviewOpened& said) const { paper.words(said.text); }
  void operator()(const AgendaItem& said) const {
    if (said.about) paper.item("About", named(record, *said.about));
    paper.words(said.text);
  }
  void operator()(const Minutes& said) const {
    paper.item("Review", said.review.hex()).words(said.text);
    if (!said.lessons.empty()) paper.line("Lessons learned:").words(said.lessons);
    for (const Action& action : said.actions)
      paper.item(
          "Action of " + (action.owner ? record.name_of(*action.owner) : "both"),
          action.text + (action.due_ms == 0 ? "" : " (by " + record.day(action.due_ms - 1) + ")"));
    if (said.next_review_ms != 0) paper.item("Next review", record.minute(said.next_review_ms));
    for (const EntryHash& replaced : said.replaces) paper.item("Replaces", replaced.hex());
  }
  void operator()(const MinutesSigned& said) const { paper.item("Minutes", said.minutes.hex()); }
  void operator()(const ActionDone& said) const {
    paper.item("Minutes", said.minutes.hex() + ", action " + std::to_string(said.number + 1));
  }

 private:
  void due(TimeMs due_ms) const {
    if (due_ms != 0) paper.item("Due", record.day(due_ms - 1));
  }
  void question(const EntryHash& hash) const { paper.item("Question", hash.hex()); }

 public:
  Words(Paper& to, const Record& of, const RecordedEntry& by) : paper(to), record(of), entry(by) {}
};

}  // namespace

std::string practice_headline(const Record& record, const RecordedEntry& entry,
                              const Content& content) {
  return record.name_of(entry.by) + std::visit(Headline{record, entry}, content);
}

void write_practice(Paper& paper, const Record& record, const RecordedEntry& entry,
                    const Content& content) {
  std::visit(Words(paper, record, entry), content);
}

}  // namespace troth::document
