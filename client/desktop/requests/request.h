// One thing that a page can ask or do, as a function of the open profile and the
// arguments; the answer is shaped as `troth --json` gives it (client/README.md). One
// file a subject, one row a request. On the session's thread. Fails with the codes
// and sentences of core/vault.
#pragma once

#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "client/desktop/requests/arguments.h"
#include "client/host/session.h"
#include "client/views/profile_json.h"
#include "core/vault/editing.h"

namespace troth::desktop {

struct Answer {
  Answer(Json value) : json(std::move(value)) {}  // NOLINT: an answer is its JSON
  // With a secret under that name, apart from the JSON until it is shown.
  Answer(std::string name, crypto::Secret value)
      : secret_name(std::move(name)), secret(std::move(value)) {}

  Json json = Json::object();
  std::string secret_name;
  crypto::Secret secret;
};

// The texts that are being edited, each with the agreement that it was made from: by
// a name that goes with it to the page, and comes back with what was typed.
using Sheets = std::map<std::string, vault::Sheet>;

struct Asked {
  host::Profile& profile;
  const std::filesystem::path& directory;
  TimeMs now;
  Arguments& arguments;
  Sheets& sheets;
};

struct Request {
  std::string_view what;
  host::Session::After after;  // where it succeeds
  Result<Answer> (*carry_out)(const Asked&);
};

// `what` by its name; nothing where there is none.
const Request* find_request(std::string_view what);

// {"id": ...}, of whatever was signed.
template <class Id>
Answer signed_answer(const Id& id) {
  return Json{{"id", id.hex()}};
}

std::span<const Request> agreement_requests();
std::span<const Request> proposal_requests();
std::span<const Request> editing_requests();
std::span<const Request> restriction_requests();
std::span<const Request> check_in_requests();
std::span<const Request> decision_requests();
std::span<const Request> practice_requests();
std::span<const Request> review_requests();
std::span<const Request> reading_requests();
std::span<const Request> private_requests();
std::span<const Request> pairing_requests();
std::span<const Request> leaving_requests();

}  // namespace troth::desktop
