#include <algorithm>
#include <map>

#include "core/agreement/difference.h"
#include "core/document/history_practice.h"
#include "core/document/papers.h"
#include "core/document/record_words.h"

namespace troth::document {
namespace {

using agreement::ClauseDifference;
using agreement::ProposalState;
using Sort = ClauseDifference::Sort;

std::string verb_of(Sort sort) {
  switch (sort) {
    case Sort::added:
      return "Adds";
    case Sort::changed:
      return "Changes";
    case Sort::again:
      return "Agrees again to";
    case Sort::removed:
      break;
  }
  return "Removes";
}

class HistoryPaper {
 public:
  explicit HistoryPaper(const Record& record) : record_(record) {
    for (const ProposalState& proposal : record.proposals) {
      proposals_[proposal.entry] = &proposal;
      for (const agreement::AcceptanceState& acceptance : proposal.acceptances)
        acceptances_[acceptance.entry] = &acceptance;
    }
  }

  Paper run() {
    head();
    for (const RecordedEntry& entry : record_.entries())
      if (!is_silent(entry)) write(entry);
    return std::move(paper_);
  }

 private:
  // Opened connections and the like: of no word to anybody, and in record.json.
  static bool is_silent(const RecordedEntry& entry) { return entry.kind_name == "session"; }

  void head() {
    paper_.title("The history of " + record_.by.exporter.name + " and " + record_.by.other.name);
    paper_.line(kNoProof);
    paper_.line(
        "Every entry that either of the two signed, each after those that its author had "
        "seen. The times are what each author's clock said (" +
        record_.by.time_zone + ").");
    const auto silent = std::ranges::count_if(record_.entries(), is_silent);
    if (silent > 0)
      paper_.line(
          "In record.json and not here: entries by which the devices keep their connection (" +
          std::to_string(silent) + ").");
    if (record_.waiting > 0)
      paper_.line("In ledger.troth alone: entries that rest on others that are not here yet (" +
                  std::to_string(record_.waiting) + ").");
  }

  void write(const RecordedEntry& entry) {
    paper_.part(record_.minute(entry.written_ms) + ": " + headline_of(entry));
    if (entry.standing == RecordedEntry::Standing::unconfirmed)
      paper_.line("By a device that the other partner had not confirmed.");
    if (entry.standing == RecordedEntry::Standing::beyond_a_cut)
      paper_.line("By a device that no longer counted.");
    write_words(entry);
    paper_.item("Entry", entry.hash.hex());
  }

  [[nodiscard]] std::string title_of(const EntryHash& entry) const {
    const agreement::Proposal* proposal = record_.proposal(entry);
    return proposal == nullptr ? "a proposal that cannot be read here"
                               : "“" + proposal->title + "”";
  }

  [[nodiscard]] std::string headline_of(const RecordedEntry& entry) const {
    const std::string who = record_.name_of(entry.by);
    if (const auto* proposal = std::get_if<agreement::Proposal>(&entry.says))
      return who + " proposed “" + proposal->title + "”";
    if (const auto* acceptance = std::get_if<agreement::Acceptance>(&entry.says))
      return who + " accepted " + title_of(acceptance->proposal);
    if (const auto* no = std::get_if<agreement::No>(&entry.says))
      return who + (entry.kind_name == "decline" ? " declined " : " took back ") +
             title_of(no->proposal);
    if (const auto* assent = std::get_if<agreement::Assent>(&entry.says))
      return who + " gave their word to the lift agreed in " + title_of(assent->proposal);
    if (const auto* restriction = std::get_if<agreement::Restriction>(&entry.says))
      return sentence_of(record_, entry.by, *restriction);
    if (const auto* said = std::get_if<practice::Content>(&entry.says))
      return practice_headline(record_, entry, *said);
    if (std::holds_alternative<Unreadable>(entry.says))
      return who + " signed something that this version cannot read (" + entry.kind_name + ")";
    return who + wordless(entry.kind_name);
  }

  static std::string wordless(const std::string& kind) {
    if (kind == "paired") return "'s device paired";
    if (kind == "compared") return " compared the nine digits, and they were the same";
    if (kind == "confirmed") return " confirmed a new device of the other";
    if (kind == "revoked") return " revoked a device";
    if (kind == "equivocated")
      return "'s device told of another that signed two entries in one place";
    return ": " + kind;
  }

  void write_words(const RecordedEntry& entry) {
    if (const auto* proposal = std::get_if<agreement::Proposal>(&entry.says)) {
      write_proposal(entry, *proposal);
    } else if (const auto* acceptance = std::get_if<agreement::Acceptance>(&entry.says)) {
      write_acceptance(entry, *acceptance);
    } else if (const auto* no = std::get_if<agreement::No>(&entry.says)) {
      paper_.words(no->reason);
    } else if (const auto* restriction = std::get_if<agreement::Restriction>(&entry.says)) {
      paper_.words(restriction->text).words(restriction->reason);
    } else if (const auto* said = std::get_if<practice::Content>(&entry.says)) {
      write_practice(paper_, record_, entry, *said);
    }
  }

  void write_acceptance(const RecordedEntry& entry, const agreement::Acceptance& acceptance) {
    paper_.item("Version", acceptance.digest.hex());
    const auto state = acceptances_.find(entry.hash);
    if (state == acceptances_.end()) return;
    for (std::string& note : notes_of(record_, *state->second)) paper_.line(std::move(note));
  }

  void write_proposal(const RecordedEntry& entry, const agreement::Proposal& proposal) {
    paper_.words(proposal.reason);
    if (const auto state = proposals_.find(entry.hash); state != proposals_.end())
      paper_.item("Outcome", std::string(words_for(state->second->stage)));
    if (proposal.counters) paper_.item("Answers", title_of(*proposal.counters));
    if (proposal.reaffirms) paper_.item("Reaffirms version", proposal.reaffirms->hex());
    for (const ClauseDifference& change : agreement::difference(before(proposal), proposal))
      write_change(change);
    for (const EntryHash& lifted : proposal.lifts) {
      const RecordedEntry* by = record_.find(lifted);
      const agreement::Restriction* said = record_.restriction(lifted);
      paper_.item("Lifts", by == nullptr || said == nullptr
                               ? lifted.hex()
                               : sentence_of(record_, by->by, *said) + " " + said->text);
    }
  }

  // What stood in what its author had seen: each clause at the version it names.
  [[nodiscard]] agreement::Contents before(const agreement::Proposal& proposal) const {
    agreement::Contents out;
    for (const agreement::ClauseChange& change : proposal.changes) {
      if (!change.standing.current) continue;
      const agreement::Proposal* set_by = record_.proposal(*change.standing.current);
      const agreement::ClauseContent* content =
          set_by == nullptr ? nullptr : agreement::content_in(*set_by, change.clause);
      if (content != nullptr) out.emplace(change.clause, *content);
    }
    return out;
  }

  void write_change(const ClauseDifference& change) {
    const std::string kind(agreement::name_of(change.kind));
    const std::string name = record_.name_of(change.clause);
    paper_.item(verb_of(change.sort), name == kind ? kind : kind + ", " + name);
    for (const agreement::FieldDifference& field : change.fields) {
      const std::string label = label_of(field.field);
      if (change.sort == Sort::changed) write_value(label + " before", field.field, field.before);
      const bool was_all = change.sort == Sort::removed;
      write_value(label, field.field, was_all ? field.before : field.after);
    }
  }

  void write_value(const std::string& label, std::string_view field,
                   const std::vector<std::string>& values) {
    const std::string words = words_of(record_, field, values);
    // What somebody wrote in lines keeps them.
    if (words.find('\n') == std::string::npos) {
      paper_.item(label, words);
    } else {
      paper_.line(label + ":").words(words);
    }
  }

  const Record& record_;
  std::map<EntryHash, const ProposalState*> proposals_;
  std::map<EntryHash, const agreement::AcceptanceState*> acceptances_;
  Paper paper_;
};

}  // namespace

Paper history_paper(const Record& record) { return HistoryPaper(record).run(); }

}  // namespace troth::document
