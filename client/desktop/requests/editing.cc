// What is changed, as a file or by its parts: each text that is begun is kept with the
// agreement that it was made from, and held against that once it is proposed.
#include <array>

#include "client/desktop/requests/parts.h"
#include "client/desktop/requests/request.h"

namespace troth::desktop {
namespace {

using After = host::Session::After;

constexpr std::size_t kSheetsKept = 16;
constexpr std::string_view kNotKept =
    "What this was begun from is not kept any more; take up what stands now, and read the words "
    "again.";

// Keeps the sheet in the place of the one that was named, until it is proposed or many more were
// begun after it; its name.
std::string kept(const Asked& asked, vault::Sheet sheet) {
  asked.sheets.erase(asked.arguments.text("sheet"));
  const std::string last = asked.sheets.empty() ? "0" : asked.sheets.rbegin()->first;
  std::string name = std::to_string(std::stoull(last) + 1);
  name.insert(0, 12 - std::min<std::size_t>(12, name.size()), '0');  // in order
  asked.sheets.emplace(name, std::move(sheet));
  if (asked.sheets.size() > kSheetsKept) asked.sheets.erase(asked.sheets.begin());
  return name;
}

// The agreement as it stands, or with "id" their proposal for a counter to it.
Result<vault::Sheet> begun(const Asked& asked) {
  if (const auto id = asked.arguments.some("id")) return asked.profile.editing().counter_to(*id);
  return asked.profile.editing().agreement(asked.arguments.text("about"));
}

// What was typed is held against what it was made from; what was made from nothing, against what
// stands now.
Result<vault::Sheet> sheet_of(const Asked& asked) {
  const auto name = asked.arguments.some("sheet");
  if (!name) return begun(asked);
  const auto found = asked.sheets.find(*name);
  if (found == asked.sheets.end())
    return std::unexpected(Error{Code::standing_changed, std::string(kNotKept)});
  return found->second;
}

Result<Answer> document(const Asked& asked) {
  TROTH_ASSIGN(auto sheet, begun(asked));
  Json json{{"toml", sheet.toml}};
  json["sheet"] = kept(asked, std::move(sheet));
  return json;
}

Result<Answer> document_parts(const Asked& asked) {
  TROTH_ASSIGN(auto sheet, begun(asked));
  TROTH_ASSIGN(Json json, parts_json(sheet.toml));
  json["sheet"] = kept(asked, std::move(sheet));
  return json;
}

Result<Answer> toml_of(const Asked& asked) {
  TROTH_ASSIGN(const auto toml, asked.profile.editing().toml_of(asked.arguments.text("id")));
  return Json{{"toml", toml}};
}

Json json_of(const agreement::Restriction& limit) {
  const auto suspends = views::json_each(limit.clauses, [](const auto& id) { return id.hex(); });
  return {{"strength", name_of(limit.strength)}, {"text", limit.text}, {"suspends", suspends}};
}

Json json_of(const vault::Wording& wording, views::Names names) {
  Json json{{"title", ""}, {"reason", ""}, {"changes", Json::array()}};
  json["limits"] =
      views::json_each(wording.limits, [](const auto& limit) { return json_of(limit); });
  if (!wording.proposal) return json;
  names.add(*wording.proposal);
  json["title"] = wording.proposal->title;
  json["reason"] = wording.proposal->reason;
  json["changes"] = views::json_list(wording.changes, names);
  return json;
}

// A refusal, and where among the parts it was written.
Json json_of(const Error& refusal, const std::optional<vault::Concern>& concern) {
  return {{"code", name_of(refusal.code)},
          {"message", refusal.message},
          {"part", concern ? Json(concern->part) : Json(nullptr)},
          {"field", concern ? Json(concern->field) : Json(nullptr)}};
}

// The exact words that propose would sign now of that sheet, or why it would not.
Result<Answer> wording(const Asked& asked) {
  TROTH_ASSIGN(auto sheet, sheet_of(asked));
  const auto file = written(asked.arguments);
  auto found = asked.profile.editing().wording(sheet, file.toml);
  if (!found) {
    const auto concern = file.concern_of(found.error());
    return Json{{"refusal", json_of(found.error(), concern)}};
  }
  TROTH_ASSIGN(const auto called, views::called_in(asked.profile));
  Json json = json_of(*found, called.names);
  const auto name = asked.arguments.some("sheet");
  json["sheet"] = name ? *name : kept(asked, std::move(sheet));
  return json;
}

Answer proposed_answer(const vault::Proposed& proposed) {
  Json limits = Json::array();
  for (const auto& limit : proposed.limits) limits.push_back(limit.hex());
  return Json{{"id", proposed.proposal ? Json(proposed.proposal->hex()) : Json(nullptr)},
              {"limits", limits}};
}

Result<Answer> propose(const Asked& asked) {
  TROTH_ASSIGN(const auto sheet, sheet_of(asked));
  const auto file = written(asked.arguments);
  auto proposed = asked.profile.editing().propose(sheet, file.toml);
  if (!proposed) {
    file.concern_of(proposed.error());
    return std::unexpected(std::move(proposed.error()));
  }
  asked.sheets.erase(asked.arguments.text("sheet"));
  return proposed_answer(*proposed);
}

}  // namespace

std::span<const Request> editing_requests() {
  static constexpr std::array kRequests = {
      Request{"proposal_toml", After::nothing, toml_of},
      Request{"document", After::nothing, document},
      Request{"document_parts", After::nothing, document_parts},
      Request{"wording", After::nothing, wording},
      Request{"propose", After::signed_, propose},
      Request{"counter", After::signed_, propose},
  };
  return kRequests;
}

}  // namespace troth::desktop
