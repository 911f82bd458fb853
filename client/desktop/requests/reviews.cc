#include "client/views/json_reviews.h"

#include <array>

#include "client/desktop/requests/parts.h"
#include "client/desktop/requests/request.h"

namespace troth::desktop {
namespace {

using After = host::Session::After;

constexpr std::size_t kReviewsShown = 100;

Result<Answer> agenda_of(const Asked& asked, const vault::AgendaView& agenda) {
  TROTH_ASSIGN(const auto called, views::called_in(asked.profile));
  return views::json_of(agenda, called.names);
}

Result<Answer> agenda(const Asked& asked) {
  TROTH_ASSIGN(const auto found, asked.profile.reviews().agenda());
  return agenda_of(asked, found);
}

Result<Answer> review(const Asked& asked) {
  TROTH_ASSIGN(const auto found, asked.profile.reviews().find(asked.arguments.text("id")));
  return agenda_of(asked, found);
}

Result<Answer> reviews(const Asked& asked) {
  const std::size_t most = asked.arguments.count("most", kReviewsShown);
  TROTH_ASSIGN(const auto found, asked.profile.reviews().history(most));
  TROTH_ASSIGN(const auto called, views::called_in(asked.profile));
  return views::json_list(found, called.names);
}

Result<Answer> open_review(const Asked& asked) {
  TROTH_ASSIGN(const auto entry, asked.profile.reviewing().open(asked.arguments.text("text")));
  return signed_answer(entry);
}

Result<Answer> add_item(const Asked& asked) {
  TROTH_ASSIGN(const auto entry, asked.profile.reviewing().add_item(asked.arguments.text("text")));
  return signed_answer(entry);
}

Result<Answer> minutes_sheet(const Asked& asked) {
  TROTH_ASSIGN(const auto toml, asked.profile.reviewing().sheet());
  TROTH_ASSIGN(Json sheet, parts_json(toml));
  sheet["toml"] = toml;
  return sheet;
}

Result<Answer> write_minutes(const Asked& asked) {
  const auto file = written(asked.arguments);
  auto entry = asked.profile.reviewing().write_minutes(file.toml);
  if (!entry) {
    if (asked.arguments.has("parts")) file.concern_of(entry.error());  // nobody has seen its lines
    return std::unexpected(std::move(entry.error()));
  }
  return signed_answer(*entry);
}

Result<Answer> sign_minutes(const Asked& asked) {
  TROTH_ASSIGN(const auto minutes, asked.profile.reviews().minutes(asked.arguments.text("id")));
  TROTH_ASSIGN(const auto entry, asked.profile.reviewing().sign_minutes(minutes.entry.hex()));
  TROTH_ASSIGN(const auto called, views::called_in(asked.profile));
  return Json{{"id", entry.hex()}, {"minutes", views::json_of(minutes, called.names)}};
}

Result<Answer> actions(const Asked& asked) {
  const auto which = asked.arguments.flag("all") ? vault::Which::all : vault::Which::open;
  TROTH_ASSIGN(const auto found, asked.profile.reviews().actions(which));
  TROTH_ASSIGN(const auto called, views::called_in(asked.profile));
  return views::json_list(found, called.names);
}

Result<Answer> lessons(const Asked& asked) {
  TROTH_ASSIGN(const auto found, asked.profile.reviews().lessons());
  return views::json_of(found);
}

Result<Answer> mark_done(const Asked& asked) {
  TROTH_ASSIGN(const auto entry,
               asked.profile.reviewing().mark_done(asked.arguments.text("action")));
  return signed_answer(entry);
}

}  // namespace

std::span<const Request> review_requests() {
  static constexpr std::array kRequests = {
      Request{"agenda", After::nothing, agenda},
      Request{"review", After::nothing, review},
      Request{"reviews", After::nothing, reviews},
      Request{"open_review", After::signed_, open_review},
      Request{"add_item", After::signed_, add_item},
      Request{"minutes_sheet", After::nothing, minutes_sheet},
      Request{"write_minutes", After::signed_, write_minutes},
      Request{"sign_minutes", After::signed_, sign_minutes},
      Request{"actions", After::nothing, actions},
      Request{"lessons", After::nothing, lessons},
      Request{"mark_done", After::signed_, mark_done},
  };
  return kRequests;
}

}  // namespace troth::desktop
