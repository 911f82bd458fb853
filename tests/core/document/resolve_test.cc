#include "core/document/resolve.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "core/document/template.h"
#include "core/document/toml.h"

namespace troth::document {
namespace {

using namespace std::chrono_literals;
using agreement::Area;
using agreement::ClauseContent;
using agreement::Reach;
using agreement::Restriction;
using agreement::RestrictionKind;
using agreement::Role;
using agreement::Standard;

template <class Id>
Id id_of(std::uint8_t byte) {
  Id id;
  id.value.fill(byte);
  return id;
}

const PartnerId kMara = id_of<PartnerId>(0x11);
const PartnerId kJonas = id_of<PartnerId>(0x22);
const PairId kPairId = id_of<PairId>(0x33);
const ClauseId kHousehold = agreement::area_id(kPairId, "Household");
const ClauseId kDishes = id_of<ClauseId>(0xD1);
const ClauseId kQuiet = id_of<ClauseId>(0xE1);
const EntryHash kLimit = id_of<EntryHash>(0xF1);
const EntryHash kFirst = id_of<EntryHash>(0x01);

TimeMs amsterdam(CivilDate date) { return TimeZone::find("Europe/Amsterdam")->start_of(date); }

// Mara's ground: two roles, an area with a standard, an expectation, a rhythm,
// a term, and a limit of Jonas's.
class Resolve : public testing::Test {
 protected:
  Resolve() {
    ground_.pair = {kPairId, {kMara, {}}, {kJonas, {}}};
    ground_.me = kMara;
    stand(agreement::role_id(kPairId, kMara), {0, Role{kMara, "Dominant", true}});
    stand(agreement::role_id(kPairId, kJonas), {0, Role{kJonas, "submissive", false}});
    stand(kHousehold,
          {amsterdam(2027y / 5 / 21), Area{"Household", "", {}, Reach::discuss, {}, {}}});
    std::get<Area>(ground_.contents[kHousehold].body).when = agreement::When::always;
    stand(kDishes, {0, Standard{kHousehold, {kJonas}, "The dishes", Standard::Every::day, ""}});
    stand(kQuiet,
          {0, agreement::Expectation{kMara, agreement::Expectation::Sort::desire, "Quiet"}});
    agreement::Rhythm rhythm = default_rhythm();
    rhythm.time_zone = "Europe/Amsterdam";
    stand(agreement::rhythm_id(kPairId), {0, rhythm});
    stand(agreement::term_id(kPairId),
          {0, agreement::Term{amsterdam(2026y / 11 / 20), amsterdam(2027y / 5 / 21), 24, 0}});
    agreement::RestrictionState limit;
    limit.entry = kLimit;
    limit.kind = RestrictionKind::limit;
    limit.by = kJonas;
    ground_.restrictions.push_back(limit);
    Restriction words;
    words.kind = RestrictionKind::limit;
    words.text = "Nothing that touches\nmy work";
    ground_.words[kLimit] = words;
  }

  void stand(const ClauseId& id, const ClauseContent& content) {
    agreement::ClauseState state;
    state.id = id;
    state.kind = agreement::kind_of(content);
    state.standing = {kFirst, {}};
    state.exists = state.in_force = true;
    ground_.clauses.push_back(state);
    ground_.contents[id] = content;
  }

  agreement::ClauseState& state(const ClauseId& id) {
    return *std::ranges::find(ground_.clauses, id, &agreement::ClauseState::id);
  }

  Result<Resolved> resolve_file(const std::string& tables) {
    TROTH_ASSIGN(const Draft draft, parse("title = \"A change\"\nreason = \"Because\"\n" + tables));
    std::uint8_t next = 0xA0;
    return resolve(draft, ground_, [next]() mutable { return id_of<ClauseId>(next++); });
  }

  // The one change that a file asks for.
  agreement::ClauseChange only_change(const std::string& tables) {
    const Result<Resolved> resolved = resolve_file(tables);
    if (!resolved || !resolved->proposal || resolved->proposal->changes.size() != 1) {
      ADD_FAILURE() << (resolved ? "not one change" : resolved.error().message);
      return {};
    }
    return resolved->proposal->changes[0];
  }

  void expect_refusal(const std::string& tables, Code code, std::string_view beginning) {
    const Result<Resolved> resolved = resolve_file(tables);
    ASSERT_FALSE(resolved) << tables;
    EXPECT_EQ(name_of(resolved.error().code), name_of(code)) << tables;
    EXPECT_TRUE(resolved.error().message.starts_with(beginning)) << resolved.error().message;
  }

  Ground ground_;
};

std::string amend(std::string_view table, const ClauseId& id) {
  return "[[" + std::string(table) + "]]\nid = \"" + id.hex().substr(0, 8) + "\"\n";
}

TEST_F(Resolve, AmendingKeepsWhatItLeavesOutAndNamesTheStanding) {
  state(kHousehold).standing = {kFirst, {id_of<EntryHash>(0x02)}};
  const auto change = only_change(amend("area", kHousehold) + "reach = \"outside\"\n");
  EXPECT_EQ(change.clause, kHousehold);
  EXPECT_EQ(change.standing, state(kHousehold).standing);
  ClauseContent expected = ground_.contents[kHousehold];
  std::get<Area>(expected.body).reach = Reach::outside;
  EXPECT_EQ(change.content, expected);
}

TEST_F(Resolve, UntilMeansThroughTheEndOfThatDayInTheAgreedTimeZone) {
  EXPECT_EQ(only_change(amend("standard", kDishes) + "until = 2027-07-01\n").content->until_ms,
            amsterdam(2027y / 7 / 2));
  EXPECT_EQ(only_change(amend("area", kHousehold) + "until = \"none\"\n").content->until_ms, 0);
}

TEST_F(Resolve, StartsIsTheFirstInstantOfItsDayAndRenewByTheEndOfIts) {
  const auto change = only_change("[term]\nstarts = 2027-01-01\nrenew_by = 2027-12-31\n");
  const auto& term = std::get<agreement::Term>(change.content->body);
  EXPECT_EQ(term.starts_ms, amsterdam(2027y / 1 / 1));
  EXPECT_EQ(term.renew_by_ms, amsterdam(2028y / 1 / 1));
}

TEST_F(Resolve, ATimeZoneInTheFileHoldsForItsDates) {
  const auto resolved = resolve_file("[rhythm]\ntime_zone = \"UTC\"\n" +
                                     amend("standard", kDishes) + "until = 2027-07-01\n");
  ASSERT_TRUE(resolved);
  const auto* content = content_in(*resolved->proposal, kDishes);
  ASSERT_NE(content, nullptr);
  EXPECT_EQ(content->until_ms, TimeZone{}.start_of(2027y / 7 / 2));
}

TEST_F(Resolve, BeforeARhythmIsAgreedDatesAreInUtc) {
  ground_.contents.erase(agreement::rhythm_id(kPairId));
  EXPECT_EQ(only_change(amend("standard", kDishes) + "until = 2027-07-01\n").content->until_ms,
            TimeZone{}.start_of(2027y / 7 / 2));
}

TEST_F(Resolve, MeAndPartnerAreWhoeverWritesTheFile) {
  ground_.me = kJonas;
  const auto change = only_change("[[expectation]]\nowner = \"partner\"\ntext = \"Calm\"\n");
  EXPECT_EQ(std::get<agreement::Expectation>(change.content->body).owner, kMara);
  const auto both = only_change(amend("standard", kDishes) + "applies_to = \"both\"\n");
  EXPECT_EQ(std::get<Standard>(both.content->body).applies_to, (std::vector{kMara, kJonas}));
}

TEST_F(Resolve, WhatIsNewStandsAtNothing) {
  const auto change = only_change("[[expectation]]\nowner = \"me\"\ntext = \"Calm\"\n");
  EXPECT_EQ(change.clause, id_of<ClauseId>(0xA0));
  EXPECT_EQ(change.standing, agreement::Standing{});
}

TEST_F(Resolve, AnAreaThatWasRemovedIsNamedAsItStands) {
  const ClauseId garden = agreement::area_id(kPairId, "Garden");
  agreement::ClauseState removed;
  removed.id = garden;
  removed.standing = {id_of<EntryHash>(0x07), {}};
  ground_.clauses.push_back(removed);
  const auto change = only_change("[[area]]\nname = \"Garden\"\nreach = \"consult\"\n");
  EXPECT_EQ(change.clause, garden);
  EXPECT_EQ(change.standing, removed.standing);
}

TEST_F(Resolve, AStandardMayBeInAnAreaOfTheSameFile) {
  const auto resolved = resolve_file(
      "[[standard]]\narea = \"Garden\"\napplies_to = \"me\"\ntext = \"Water\"\n"
      "[[area]]\nname = \"Garden\"\nreach = \"consult\"\n");
  ASSERT_TRUE(resolved) << resolved.error().message;
  const auto* content = content_in(*resolved->proposal, id_of<ClauseId>(0xA0));
  EXPECT_EQ(std::get<Standard>(content->body).area, agreement::area_id(kPairId, "Garden"));
}

TEST_F(Resolve, ARenamedAreaKeepsItsIdAndItsStandardsFindItByTheNewName) {
  const auto resolved =
      resolve_file(amend("area", kHousehold) + "name = \"Home\"\n" +
                   "[[standard]]\narea = \"Home\"\napplies_to = \"me\"\ntext = \"a\"\n");
  ASSERT_TRUE(resolved) << resolved.error().message;
  EXPECT_EQ(std::get<Standard>(content_in(*resolved->proposal, id_of<ClauseId>(0xA0))->body).area,
            kHousehold);
  expect_refusal(amend("area", kHousehold) + "name = \"Home\"\n" +
                     "[[standard]]\narea = \"Household\"\napplies_to = \"me\"\ntext = \"a\"\n",
                 Code::document_unknown_area, "Line 6, column 1: 'Household'");
}

TEST_F(Resolve, ClausesAreRemovedByTheirIds) {
  const auto change = only_change("remove = [\"d1d1\"]\n");
  EXPECT_EQ(change.clause, kDishes);
  EXPECT_FALSE(change.content);
}

TEST_F(Resolve, AnEmptyPreambleIsNone) {
  expect_refusal("preamble = \"\"\n", Code::document_nothing_to_change, "The file");
  stand(agreement::preamble_id(kPairId), {0, agreement::Preamble{"We"}});
  EXPECT_FALSE(only_change("preamble = \"\"\n").content);
  EXPECT_EQ(std::get<agreement::Preamble>(only_change("preamble = \"Us\"\n").content->body).text,
            "Us");
}

TEST_F(Resolve, LimitsAreSignedFirstAndNeverPartOfTheProposal) {
  const auto resolved = resolve_file(
      "[[limit]]\nowner = \"me\"\nstrength = \"soft\"\ntext = \"No shouting\"\n"
      "suspends = [\"d1d1\", \"d1\"]\n");
  ASSERT_TRUE(resolved) << resolved.error().message;
  EXPECT_FALSE(resolved->proposal);
  ASSERT_EQ(resolved->limits.size(), 1U);
  EXPECT_EQ(resolved->limits[0].kind, RestrictionKind::limit);
  EXPECT_EQ(resolved->limits[0].strength, agreement::Strength::soft);
  EXPECT_EQ(resolved->limits[0].clauses, std::vector{kDishes});
}

TEST_F(Resolve, RestrictionsAreLiftedByTheirIds) {
  const auto resolved = resolve_file("lift = [\"f1f1\", \"F1\"]\n");
  ASSERT_TRUE(resolved) << resolved.error().message;
  EXPECT_EQ(resolved->proposal->lifts, std::vector{kLimit});
  ground_.restrictions[0].lifted = true;
  expect_refusal("lift = [\"f1f1\"]\n", Code::document_id_unknown, "Line 3, column 9: 'f1f1'");
}

TEST_F(Resolve, ALimitIsNeitherAmendedNorRemoved) {
  expect_refusal("remove = [\"f1f1\"]\n", Code::document_limit_removed,
                 "Line 3, column 11: 'f1f1'");
  expect_refusal("[[standard]]\nid = \"f1f1\"\ntext = \"a\"\n", Code::document_limit_amended,
                 "Line 4, column 6: 'f1f1'");
}

TEST_F(Resolve, IdsThatFitNothingSeveralOrAnotherKindAreRefused) {
  stand(id_of<ClauseId>(0xD2), ground_.contents[kDishes]);
  expect_refusal("remove = [\"d\"]\n", Code::document_id_ambiguous,
                 "Line 3, column 11: 'd' begins several ids: d1, d2");
  expect_refusal("remove = [\"00\"]\n", Code::document_id_unknown, "Line 3, column 11: '00'");
  expect_refusal(amend("area", kDishes), Code::document_id_of_another_kind, "Line 4, column 6");
  expect_refusal(
      "[[limit]]\nowner = \"me\"\nstrength = \"hard\"\ntext = \"a\"\nsuspends = [\"f1\"]\n",
      Code::document_id_unknown, "Line 7, column 13");
}

TEST_F(Resolve, AClauseIsChangedOnce) {
  expect_refusal("remove = [\"d1\"]\n" + amend("standard", kDishes) + "text = \"a\"\n",
                 Code::document_clause_twice, "Line 4");
  expect_refusal("[[role]]\npartner = \"me\"\n[[role]]\npartner = \"me\"\n",
                 Code::document_clause_twice, "Line 5");
  expect_refusal("remove = [\"d1\", \"d1\"]\n", Code::document_clause_twice, "Line 3");
}

TEST_F(Resolve, AnAreaWithANameThatIsTakenIsRefused) {
  const std::string garden = "[[area]]\nname = \"Garden\"\nreach = \"consult\"\n";
  expect_refusal("[[area]]\nname = \"Household\"\nreach = \"consult\"\n", Code::document_area_twice,
                 "Line 3, column 1: 'Household'");
  expect_refusal(garden + garden, Code::document_area_twice, "Line 6");
  expect_refusal(garden + amend("area", kHousehold) + "name = \"Garden\"\n",
                 Code::document_area_twice, "Line 6");
}

TEST_F(Resolve, AnUnknownAreaIsRefusedWithItsLine) {
  expect_refusal("[[standard]]\narea = \"Attic\"\napplies_to = \"me\"\ntext = \"a\"\n",
                 Code::document_unknown_area, "Line 3, column 1: 'Attic'");
  expect_refusal("remove = [\"" + kHousehold.hex() + "\"]\n" +
                     "[[standard]]\narea = \"Household\"\napplies_to = \"me\"\ntext = \"a\"\n",
                 Code::document_unknown_area, "Line 4");
}

TEST_F(Resolve, ExactlyOneLeads) {
  expect_refusal("[[role]]\npartner = \"partner\"\nleads = true\n", Code::document_leader_count,
                 "After this proposal both of you");
  expect_refusal("[[role]]\npartner = \"me\"\nleads = false\n", Code::document_leader_count,
                 "After this proposal nobody");
  const auto resolved = resolve_file(
      "[[role]]\npartner = \"partner\"\nleads = true\n[[role]]\npartner = \"me\"\nleads = false\n");
  ASSERT_TRUE(resolved) << resolved.error().message;
  EXPECT_EQ(resolved->proposal->changes.size(), 2U);
}

TEST_F(Resolve, ANewRoleNeedsATitle) {
  ground_.contents.erase(agreement::role_id(kPairId, kJonas));
  expect_refusal("[[role]]\npartner = \"partner\"\n", Code::document_missing,
                 "Line 3, column 1: 'title'");
}

TEST_F(Resolve, WhatTheAgreementRefusesNamesTheLine) {
  expect_refusal("[term]\nstarts = 2028-01-01\n", Code::term_lapses_before_it_starts, "Line 3");
  expect_refusal(amend("area", kHousehold) + "when = [\"Mon 18:00-20:00\", \"Mon 18:00-20:00\"]\n",
                 Code::window_twice, "Line 3");
}

TEST_F(Resolve, AFileThatChangesNothingIsRefused) {
  expect_refusal("", Code::document_nothing_to_change, "The file changes nothing");
  expect_refusal(amend("area", kHousehold) + "reach = \"discuss\"\n",
                 Code::document_nothing_to_change, "The file changes nothing");
}

TEST_F(Resolve, NamingAClauseOnHoldAgreesItAgain) {
  state(kDishes).on_hold = true;
  EXPECT_EQ(only_change(amend("standard", kDishes)).content, ground_.contents[kDishes]);
}

TEST_F(Resolve, WhatStandsIsADraftThatChangesNothing) {
  const Result<Draft> draft = draft_of(ground_);
  ASSERT_TRUE(draft);
  EXPECT_EQ(draft->areas[0].until, Date{2027y / 5 / 20});
  EXPECT_EQ(draft->term->starts, Date{2026y / 11 / 20});
  EXPECT_EQ(draft->term->renew_by, Date{2027y / 5 / 20});
  Draft titled = *draft;
  titled.title = titled.reason = "a";
  EXPECT_EQ(*parse(write(titled)), titled);
  EXPECT_EQ(resolve(titled, ground_, [] { return ClauseId{}; }).error().code,
            Code::document_nothing_to_change);
}

TEST_F(Resolve, AnInstantThatStartsNoDayIsWrittenExactly) {
  EXPECT_TRUE(rc::check([this] {
    const TimeMs until = *rc::gen::inRange<TimeMs>(1, 253402300800000);
    ground_.contents[kDishes].until_ms = until;
    Draft draft = *draft_of(ground_);
    draft.title = draft.reason = "a";
    const auto resolved = resolve(*parse(write(draft)), ground_, [] { return ClauseId{}; });
    RC_ASSERT(!resolved);
    RC_ASSERT(resolved.error().code == Code::document_nothing_to_change);
  }));
}

TEST_F(Resolve, AnUnknownAgreedTimeZoneIsRefusedNotGuessed) {
  std::get<agreement::Rhythm>(ground_.contents[agreement::rhythm_id(kPairId)].body).time_zone =
      "Mars/Olympus";
  EXPECT_EQ(draft_of(ground_).error().code, Code::document_time_zone_unknown);
  expect_refusal(amend("standard", kDishes) + "until = 2027-07-01\n",
                 Code::document_time_zone_unknown, "Mars/Olympus");
}

// The template's example tables, without what makes them comments.
std::string uncommented(const std::string& toml) {
  std::string out;
  for (std::size_t at = 0; at < toml.size();) {
    const std::size_t end = toml.find('\n', at);
    std::string line = toml.substr(at, end - at);
    if (line.size() > 1 && line[0] == '#' && line[1] != ' ') line.erase(0, 1);
    if (const auto dots = line.find("\"...\""); dots != std::string::npos)
      line.replace(dots, 5, "\"Ours\"");
    out += line + "\n";
    at = end + 1;
  }
  return out;
}

TEST_F(Resolve, TheTemplateIsReadAndChangesNothing) {
  const Result<std::string> toml = template_for(ground_);
  ASSERT_TRUE(toml);
  const Result<Draft> draft = parse(*toml);
  ASSERT_TRUE(draft) << draft.error().message;
  EXPECT_EQ(resolve(*draft, ground_, [] { return ClauseId{}; }).error().code,
            Code::document_nothing_to_change);
  EXPECT_NE(toml->find("f1f1f1f1  my partner's, hard: Nothing that touches my work"),
            std::string::npos);
}

TEST_F(Resolve, TheTemplateOfNothingAgreedIsAnExampleToUncomment) {
  ground_.clauses.clear();
  ground_.contents.clear();
  ground_.restrictions.clear();
  const Result<std::string> toml = template_for(ground_);
  ASSERT_TRUE(toml);
  EXPECT_EQ(resolve(*parse(*toml), ground_, [] { return ClauseId{}; }).error().code,
            Code::document_nothing_to_change);
  const Result<Draft> example = parse(uncommented(*toml));
  ASSERT_TRUE(example) << example.error().message << *toml;
  std::uint8_t next = 0xA0;
  const auto resolved =
      resolve(*example, ground_, [next]() mutable { return id_of<ClauseId>(next++); });
  ASSERT_TRUE(resolved) << resolved.error().message;
  EXPECT_EQ(resolved->proposal->changes.size(), 7U);
  EXPECT_EQ(resolved->limits.size(), 1U);
}

TEST(ShortIds, AreEightDigitsOrAsManyAsTellThemApart) {
  EXPECT_EQ(short_id("aaaaaaaabbbb", {"aaaaaaaabbbb", "cccccccccccc"}), "aaaaaaaa");
  EXPECT_EQ(short_id("aaaaaaaabbbb", {"aaaaaaaabbbc", "aaaaaaaabbbb"}), "aaaaaaaabbbb");
}

}  // namespace
}  // namespace troth::document
