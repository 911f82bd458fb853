#include "client/views/profile_json.h"

#include "client/views/json_decisions.h"
#include "client/views/json_practice.h"
#include "client/views/json_reviews.h"

namespace troth::views {
namespace {

constexpr std::size_t kQuestionsRead = 20;

Status add_practice(const host::Profile& profile, Json& json) {
  TROTH_ASSIGN(const auto talks, profile.talks().list(vault::Which::open));
  TROTH_ASSIGN(const auto moments, profile.moments().list(vault::Which::open));
  TROTH_ASSIGN(const auto questions, profile.decisions().open(kQuestionsRead));
  json["questions"] = json_list(questions);
  json["talks"] = json_of(talks);
  json["moments"] = json_of(moments);
  return {};
}

}  // namespace

Result<Called> called_in(const host::Profile& profile) {
  TROTH_ASSIGN(auto people, profile.queries().people());
  if (!people.partner) return Called{Names(std::move(people), {}), calendar_of("UTC")};
  TROTH_ASSIGN(const auto agreement, profile.queries().agreement());
  return Called{Names(std::move(people), agreement.clauses), calendar_of(agreement.time_zone)};
}

Result<Json> status_json(const host::Profile& profile, const std::filesystem::path& place) {
  TROTH_ASSIGN(const auto status, profile.queries().status());
  TROTH_ASSIGN(const auto called, called_in(profile));
  TROTH_ASSIGN(const auto due, profile.check_ins().due());
  TROTH_ASSIGN(const auto review, profile.reviews().reminder());
  Json json = json_of(status, called.names);
  json["profile"] = place.string();
  json["questions"] = json["talks"] = json["moments"] = Json::array();
  if (status.people.partner) TROTH_TRY(add_practice(profile, json));
  json["check_in_due"] = json_of_due(due);
  json["review"] = json_of(review);
  return json;
}

Result<Json> proposal_json(const host::Profile& profile, std::string_view id) {
  TROTH_ASSIGN(const auto proposal, profile.queries().proposal(id));
  TROTH_ASSIGN(const auto called, called_in(profile));
  TROTH_ASSIGN(const auto thread, profile.comments().thread(proposal.state.entry.hex()));
  Json json = json_of(proposal, called.names);
  json["comments"] = json_of(thread)["comments"];
  return json;
}

}  // namespace troth::views
