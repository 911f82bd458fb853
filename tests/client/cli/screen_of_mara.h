// Mara's screen, with an agreement on it: for the tests of what is shown.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "client/cli/called.h"
#include "client/cli/show.h"

namespace troth::cli {

template <class Id>
Id id_of(std::uint8_t byte) {
  Id id;
  id.value.fill(byte);
  return id;
}

inline const PartnerId kMara = id_of<PartnerId>(0x11);
inline const PartnerId kJonas = id_of<PartnerId>(0x22);
inline const ClauseId kHousehold = id_of<ClauseId>(0xA1);
inline const ClauseId kDishes = id_of<ClauseId>(0xD1);
inline const EntryHash kPause = id_of<EntryHash>(0xF1);

// Days count from zero, so that a test reads what it wrote.
inline const Calendar kCalendar = {
    .day = [](TimeMs at) { return "day " + std::to_string(at / kDayMs); },
    .minute = [](TimeMs at) { return "minute " + std::to_string(at / kMinuteMs); }};

class ShowTest : public testing::Test {
 protected:
  ShowTest() {
    agreement_.people = {kMara, "Mara", kJonas, "Jonas"};
    agreement_.status = agreement::AgreementStatus::in_force;
    agreement_.digest = id_of<Hash>(0xAB);
    add(id_of<ClauseId>(0x01), "role of Mara", {0, agreement::Role{kMara, "submissive", false}});
    add(id_of<ClauseId>(0x02), "role of Jonas", {0, agreement::Role{kJonas, "Dominant", true}});
    agreement::Area area;
    area.name = "Household";
    area.about = "Cooking and cleaning";
    area.reach = agreement::Reach::delegate;
    add(kHousehold, "Household", {10 * kDayMs, area});
    add(kDishes, "The dishes",
        {0, agreement::Standard{
                kHousehold, {kMara}, "The dishes", agreement::Standard::Every::day, "We talk"}});
  }

  void add(const ClauseId& id, const std::string& name, const agreement::ClauseContent& content) {
    vault::ClauseView view;
    view.state.id = id;
    view.state.kind = agreement::kind_of(content);
    view.state.exists = view.state.in_force = true;
    view.state.origin = agreement::ClauseState::Origin{
        id_of<EntryHash>(0x31), kJonas, 1000, id_of<EntryHash>(0x32), kMara, 3 * kDayMs, true};
    view.content = content;
    view.name = name;
    agreement_.clauses.push_back(view);
  }

  vault::RestrictionView pause(vault::Side side, const std::string& reason) {
    vault::RestrictionView view;
    view.state.entry = kPause;
    view.state.kind = agreement::RestrictionKind::pause;
    view.state.by = side == vault::Side::mine ? kMara : kJonas;
    view.state.covers_everything = true;
    view.by = side;
    view.words = agreement::Restriction{};
    view.words->reason = reason;
    return view;
  }

  [[nodiscard]] Names names() const { return {agreement_.people, agreement_.clauses}; }

  template <class Render, class View>
  std::string shown(Render render, const View& view) const {
    const Names all = names();
    return render(view, Look{all, kCalendar, 100});
  }

  vault::AgreementView agreement_;
};

}  // namespace troth::cli
