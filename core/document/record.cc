#include "core/document/record.h"

#include "core/document/clause_name.h"

namespace troth::document {

std::string_view name_of(RecordedEntry::Standing standing) {
  switch (standing) {
    case RecordedEntry::Standing::counts:
      return "counts";
    case RecordedEntry::Standing::unconfirmed:
      return "unconfirmed";
    case RecordedEntry::Standing::beyond_a_cut:
      return "beyond_a_cut";
  }
  return "counts";
}

void Record::add(RecordedEntry entry) {
  if (const auto* proposal = std::get_if<agreement::Proposal>(&entry.says)) {
    const auto name = [this](const PartnerId& partner) { return name_of(partner); };
    for (const agreement::ClauseChange& change : proposal->changes)
      if (change.content) clause_names_[change.clause] = name_of_clause(*change.content, name);
  }
  at_[entry.hash] = entries_.size();
  entries_.push_back(std::move(entry));
}

void Record::judge(const EntryHash& answer, const agreement::Verdict& verdict) {
  if (const auto at = at_.find(answer); at != at_.end()) entries_[at->second].verdict = verdict;
}

const RecordedEntry* Record::find(const EntryHash& entry) const {
  const auto at = at_.find(entry);
  return at == at_.end() ? nullptr : &entries_[at->second];
}

const agreement::Proposal* Record::proposal(const EntryHash& entry) const {
  const RecordedEntry* found = find(entry);
  return found == nullptr ? nullptr : std::get_if<agreement::Proposal>(&found->says);
}

const agreement::Restriction* Record::restriction(const EntryHash& entry) const {
  const RecordedEntry* found = find(entry);
  return found == nullptr ? nullptr : std::get_if<agreement::Restriction>(&found->says);
}

const agreement::ClauseContent* Record::content(const agreement::ClauseState& clause) const {
  if (!clause.exists || !clause.origin) return nullptr;
  const agreement::Proposal* set_by = proposal(clause.origin->proposal);
  return set_by == nullptr ? nullptr : agreement::content_in(*set_by, clause.id);
}

std::string Record::name_of(const PartnerId& partner) const {
  if (partner == by.exporter.id) return by.exporter.name;
  if (partner == by.other.id) return by.other.name;
  return "somebody else";
}

std::string Record::name_of(const ClauseId& clause) const {
  const auto found = clause_names_.find(clause);
  return found == clause_names_.end() ? clause.hex().substr(0, 10) : found->second;
}

}  // namespace troth::document
