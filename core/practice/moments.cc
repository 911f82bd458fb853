#include "core/practice/moments.h"

#include <unordered_map>

namespace troth::practice {
namespace {

// The words of each closing that can be read.
using Reasons = std::unordered_map<EntryHash, const MomentClosed*>;

Remark closing(const agreement::ClosedBy& by, const Reasons& reasons) {
  const auto words = reasons.find(by.entry);
  return {by.entry, by.partner, by.written_ms,
          words == reasons.end() ? std::string() : words->second->reason};
}

}  // namespace

std::vector<Moment> moments_of(std::span<const Note> notes, const ClosingOf& closing_of) {
  const auto ordered = in_order(notes);
  Reasons reasons;
  for (const auto& [note, says] : saying<MomentClosed>(ordered)) reasons.emplace(note->entry, says);
  std::vector<Moment> out;
  for (const auto& [note, says] : saying<MomentOpened>(ordered)) {
    out.push_back({remark(*note, says->text), says->areas, says->until_ms, {}});
    if (const auto by = closing_of(note->entry)) out.back().closed = closing(*by, reasons);
  }
  return out;
}

std::vector<TalkWish> talks_of(std::span<const Note> notes) {
  const auto ordered = in_order(notes);
  std::unordered_map<EntryHash, const Note*> had;  // the first of each talk
  for (const auto& [note, says] : saying<Talked>(ordered)) had.emplace(says->talk, note);
  std::vector<TalkWish> out;
  for (const auto& [note, says] : saying<Talk>(ordered)) {
    out.push_back({remark(*note, says->text), says->as_equals, {}});
    if (const auto talked = had.find(note->entry); talked != had.end())
      out.back().had = remark(*talked->second, {});
  }
  return out;
}

Status may_be_had(const TalkWish& talk) {
  if (talk.had) return refuse(Code::talk_had);
  return {};
}

}  // namespace troth::practice
