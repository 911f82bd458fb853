#include <array>

#include "client/desktop/requests/request.h"

namespace troth::desktop {
namespace {

using After = host::Session::After;

constexpr std::size_t kSheetsKept = 16;

Result<Answer> proposals(const Asked& asked) {
  const auto which = asked.arguments.flag("all") ? vault::Which::all : vault::Which::open;
  TROTH_ASSIGN(const auto found, asked.profile.queries().proposals(which));
  TROTH_ASSIGN(const auto called, views::called_in(asked.profile));
  return views::json_list(found, called.names);
}

Result<Answer> proposal(const Asked& asked) {
  TROTH_ASSIGN(Json json, views::proposal_json(asked.profile, asked.arguments.text("id")));
  return json;
}

Result<Answer> toml_of(const Asked& asked) {
  TROTH_ASSIGN(const auto toml, asked.profile.editing().toml_of(asked.arguments.text("id")));
  return Json{{"toml", toml}};
}

// Keeps the sheet until it is proposed, or until many more were begun after it.
Answer kept(const Asked& asked, vault::Sheet sheet) {
  const std::string last = asked.sheets.empty() ? "0" : asked.sheets.rbegin()->first;
  std::string name = std::to_string(std::stoull(last) + 1);
  name.insert(0, 12 - std::min<std::size_t>(12, name.size()), '0');  // in order
  Json json{{"toml", sheet.toml}, {"sheet", name}};
  asked.sheets.emplace(name, std::move(sheet));
  if (asked.sheets.size() > kSheetsKept) asked.sheets.erase(asked.sheets.begin());
  return json;
}

// A text to edit: the agreement, or with "id" their proposal for a counter to it.
Result<Answer> document(const Asked& asked) {
  if (const auto id = asked.arguments.some("id")) {
    TROTH_ASSIGN(auto sheet, asked.profile.editing().counter_to(*id));
    return kept(asked, std::move(sheet));
  }
  TROTH_ASSIGN(auto sheet, asked.profile.editing().agreement(asked.arguments.text("about")));
  return kept(asked, std::move(sheet));
}

Answer proposed_answer(const vault::Proposed& proposed) {
  Json limits = Json::array();
  for (const auto& limit : proposed.limits) limits.push_back(views::short_id(limit));
  return Json{{"id", proposed.proposal ? Json(views::short_id(*proposed.proposal)) : Json(nullptr)},
              {"limits", limits}};
}

// What was typed into a sheet is held against what that was made from.
Result<vault::Proposed> propose_text(const Asked& asked) {
  const auto& arguments = asked.arguments;
  const std::string toml = arguments.text("toml");
  const auto sheet = asked.sheets.find(arguments.text("sheet"));
  if (sheet != asked.sheets.end()) return asked.profile.editing().propose(sheet->second, toml);
  if (const auto counters = arguments.some("id"))
    return asked.profile.commands().counter(*counters, toml);
  return asked.profile.commands().propose(toml, arguments.text("about"));
}

Result<Answer> propose(const Asked& asked) {
  TROTH_ASSIGN(const auto proposed, propose_text(asked));
  asked.sheets.erase(asked.arguments.text("sheet"));
  return proposed_answer(proposed);
}

Result<Answer> accept(const Asked& asked) {
  const std::string id = asked.arguments.text("id");
  TROTH_ASSIGN(const auto proposal, asked.profile.queries().proposal(id));
  TROTH_ASSIGN(const auto entry, asked.profile.commands().accept(id));
  TROTH_ASSIGN(const auto agreement, asked.profile.queries().agreement());
  return Json{{"id", views::short_id(entry)},
              {"proposal", views::short_id(proposal.state.entry)},
              {"title", proposal.content.title},
              {"digest", agreement.digest.hex()},
              {"status", name_of(agreement.status)}};
}

Result<Answer> decline(const Asked& asked) {
  TROTH_ASSIGN(const auto entry, asked.profile.commands().decline(asked.arguments.text("id"),
                                                                  asked.arguments.text("reason")));
  return signed_answer(entry);
}

Result<Answer> retract(const Asked& asked) {
  TROTH_ASSIGN(const auto entry, asked.profile.commands().retract(asked.arguments.text("id"),
                                                                  asked.arguments.text("reason")));
  return signed_answer(entry);
}

constexpr std::array kRequests = {
    Request{"proposals", After::nothing, proposals},
    Request{"proposal", After::nothing, proposal},
    Request{"proposal_toml", After::nothing, toml_of},
    Request{"document", After::nothing, document},
    Request{"propose", After::signed_, propose},
    Request{"counter", After::signed_, propose},
    Request{"accept", After::signed_, accept},
    Request{"decline", After::signed_, decline},
    Request{"retract", After::signed_, retract},
};

}  // namespace

std::span<const Request> proposal_requests() { return kRequests; }

}  // namespace troth::desktop
