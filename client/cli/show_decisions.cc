#include "client/cli/show_decisions.h"

#include <cctype>
#include <tuple>

#include "client/cli/called.h"
#include "client/cli/indents.h"
#include "client/cli/show_comments.h"

namespace troth::cli {
namespace {

using practice::Decision;
using vault::DecisionView;

constexpr std::size_t kInStatus = 5;

std::string first_line(const std::string& text) {
  const std::size_t end = text.find('\n');
  return end == std::string::npos ? text : text.substr(0, end) + " …";
}

std::string who(const vault::RemarkView& remark) {
  return remark.by == vault::Side::mine ? "You" : remark.by_name;
}

std::string due_text(TimeMs due_ms, const Look& look) { return look.calendar.day(due_ms - 1); }

// "Waits for your answer", or for whose.
std::string whose_answer(const DecisionView& decision) {
  if (decision.decides.empty())
    return "Nobody decides in this area as it stands; either of you may answer";
  return "Waits for " + (decision.waits_for_me ? "your" : decision.decides + "'s") + " answer";
}

// The answers that stand: both, where two crossed.
void add_standing(Page& page, const DecisionView& decision, const Look& look) {
  for (const auto& given : decision.answers) {
    if (!given.stands) continue;
    page.line(who(given.answer) + " answered on " + look.calendar.day(given.answer.written_ms) +
                  ": " + first_line(given.answer.text),
              kBehindId);
    if (const std::string mark = given.mark ? mark_sentence(*given.mark) : ""; !mark.empty())
      page.line(mark, kBehindId);
  }
}

void add_remarks(Page& page, std::string_view said, const std::vector<vault::RemarkView>& remarks,
                 const Look& look) {
  for (const auto& remark : remarks) {
    page.empty_line().line(who(remark) + std::string(said) +
                           look.calendar.minute(remark.written_ms) +
                           (remark.text.empty() ? "." : ":"));
    if (!remark.text.empty()) page.line(remark.text, 2);
  }
}

void add_answer(Page& page, const vault::AnswerView& given, const Look& look) {
  page.empty_line().line(who(given.answer) + " answered on " +
                         look.calendar.minute(given.answer.written_ms) +
                         (given.stands ? ":" : ", which does not stand:"));
  page.line(given.answer.text, 2);
  if (!given.is_of_this_area)
    page.line("It names another area than the question, and so answers nothing.");
  if (const std::string mark = given.mark ? mark_sentence(*given.mark) : ""; !mark.empty())
    page.line(mark);
}

void add_if_answered_now(Page& page, const DecisionView& decision) {
  if (!decision.if_answered_now) return;
  const std::string mark = mark_sentence(*decision.if_answered_now);
  page.line(mark.empty() ? "An answer of yours now would be inside the agreement."
                         : "An answer of yours now would be marked: " + mark);
}

}  // namespace

std::string mark_sentence(const vault::MarkView& mark) {
  if (mark.mark.empty()) return mark.why;
  std::string out = mark.mark + ".";
  out.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(out.front())));
  return mark.why.empty() ? out : out + " " + mark.why;
}

std::string waiting_sentence(const DecisionView& decision, const Look& look, TimeMs now) {
  const bool is_past = decision.due_ms != 0 && decision.due_ms <= now;
  std::string out = decision.stage == Decision::Stage::reopened ? "Reopened. " : "";
  out += whose_answer(decision);
  if (decision.due_ms != 0 && !is_past) out += ", by " + due_text(decision.due_ms, look);
  out += ".";
  if (is_past) out += " It was asked for by " + due_text(decision.due_ms, look) + ".";
  if (decision.view_wanted_of_me) out += " Your view is wanted first.";
  if (decision.view_wanted_of_partner)
    out += " " + look.names.people().partner_name + " has not given a view.";
  return out;
}

std::string decisions_text(const std::vector<DecisionView>& decisions, const Look& look,
                           TimeMs now) {
  if (decisions.empty()) return "No question waits for an answer.\n";
  Page page(look.width);
  for (const auto& decision : decisions) {
    page.item(short_id(decision.question.entry),
              first_line(decision.question.text) + " (" + decision.area + ")");
    page.line(who(decision.question) + " asked on " +
                  look.calendar.day(decision.question.written_ms) + ".",
              kBehindId);
    if (decision.stage == Decision::Stage::answered)
      add_standing(page, decision, look);
    else
      page.line(waiting_sentence(decision, look, now), kBehindId);
    add_comments(page, decision.comments, short_id(decision.question.entry), kBehindId);
  }
  return page.text();
}

std::string questions_text(const std::vector<DecisionView>& decisions, const Look& look,
                           TimeMs now) {
  if (decisions.empty()) return {};
  Page page(look.width);
  for (std::size_t i = 0; i < decisions.size() && i < kInStatus; ++i) {
    const auto& [question, area] = std::tie(decisions[i].question, decisions[i].area);
    page.item(short_id(question.entry),
              who(question) + " asked (" + area + "): “" + first_line(question.text) + "” " +
                  waiting_sentence(decisions[i], look, now),
              0);
  }
  page.line(decisions.size() > kInStatus ? "More, and how to answer: troth decisions"
                                         : "To answer: troth decision show ID");
  return "\n" + page.text();
}

std::string decision_text(const DecisionView& decision, const Look& look, TimeMs now) {
  Page page(look.width);
  const std::string id = short_id(decision.question.entry);
  page.line(who(decision.question) + " asked on " +
            look.calendar.minute(decision.question.written_ms) + " (" + decision.area + "):");
  page.line(decision.question.text, 2);
  add_remarks(page, " gave a view on ", decision.views, look);
  for (const auto& given : decision.answers) add_answer(page, given, look);
  add_remarks(page, " reopened it on ", decision.reopenings, look);
  page.empty_line();
  if (decision.stage == Decision::Stage::answered) {
    page.line("It is answered. To have it answered anew: troth decision reopen " + id);
  } else {
    page.line(waiting_sentence(decision, look, now));
    add_if_answered_now(page, decision);
    if (decision.view_wanted_of_me)
      page.line("To give it: troth decision view " + id + " --text …");
    if (decision.waits_for_me || decision.decides.empty())
      page.line("To answer: troth decision answer " + id + " --text …");
  }
  add_comments(page, decision.comments, id);
  return page.text();
}

}  // namespace troth::cli
