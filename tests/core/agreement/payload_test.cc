// What entries of consent may say, and the one form in which they say it.
#include <gtest/gtest.h>

#include <functional>

#include "core/base/sizes.h"
#include "proto/agreement.pb.h"
#include "tests/core/agreement/story.h"

namespace troth::agreement {
namespace {

struct Payloads : testing::Test {
  Proposal proposal(const ClauseId& id, const ClauseContent& content) {
    return {"A title", "A reason", {{id, {}, content}}, {}, {}, {}};
  }
  std::string refusal(const Proposal& of) {
    const Status status = check(of, pair);
    return status ? "none" : std::string(name_of(status.error().code));
  }
  std::string refusal(const ClauseContent& content) {
    const Status status = check(content, pair);
    return status ? "none" : std::string(name_of(status.error().code));
  }
  std::string decoding(const std::string& bytes) {
    const auto decoded = decode_proposal(bytes_of(bytes), pair);
    return decoded ? "none" : std::string(name_of(decoded.error().code));
  }
  // The payload with one thing changed in its Protobuf form.
  std::string changed(const std::function<void(wire::Proposal&)>& change) {
    wire::Proposal message;
    const Bytes bytes = encode(whole, pair);
    EXPECT_TRUE(message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())));
    change(message);
    return message.SerializeAsString();
  }

  Story story;
  Pair pair = story.pair;
  PartnerId mara = story.mara.partner;
  Area area{"Household", "Who cooks", mara, Reach::discuss, When::windows, {{0x1F, 1080, 1380}}};
  Standard standard{
      story.area_named("Household"), {mara}, "Tea at five", Standard::Every::day, "Talk"};
  Rhythm rhythm{Rhythm::Every::week, {"trust", "energy"}, true, Rhythm::Every::month, 6, 1200,
                "Europe/Amsterdam"};
  Proposal whole = [&] {
    Proposal out{"A title",
                 "A reason",
                 {{story.area_named("Household"), {}, ClauseContent{kNow, area}},
                  {test_id<ClauseId>("s"), {}, ClauseContent{0, standard}},
                  {rhythm_id(pair.id), {}, ClauseContent{0, rhythm}},
                  {preamble_id(pair.id), {}, ClauseContent{0, Preamble{"We"}}},
                  {role_id(pair.id, mara), {}, ClauseContent{0, Role{mara, "Dominant", true}}},
                  {term_id(pair.id), {}, ClauseContent{0, Term{kNow, kNow + 1, 3, 4}}},
                  {test_id<ClauseId>("e"),
                   {},
                   ClauseContent{0, Expectation{mara, Expectation::Sort::desire, "Tenderness"}}},
                  {test_id<ClauseId>("gone"),
                   {test_id<EntryHash>("p"), {test_id<EntryHash>("v")}},
                   std::nullopt}},
                 {test_id<EntryHash>("r")},
                 test_id<EntryHash>("c"),
                 {}};
    std::ranges::sort(out.changes, {}, &ClauseChange::clause);
    return out;
  }();
};

TEST_F(Payloads, EveryPayloadIsReadAsItWasWritten) {
  EXPECT_EQ(*decode_proposal(encode(whole, pair), pair), whole);
  const Acceptance acceptance{test_id<EntryHash>("p"), test_id<Hash>("d"), 1};
  EXPECT_EQ(*decode_acceptance(encode(acceptance)), acceptance);
  const No no{test_id<EntryHash>("p"), "Not this"};
  EXPECT_EQ(*decode_no(encode(no)), no);
  for (const Restriction& restriction : std::vector<Restriction>{
           {RestrictionKind::pause, {}, Strength::hard, "", {}, ""},
           {RestrictionKind::pause, {test_id<ClauseId>("a")}, Strength::hard, "", {}, "Ill"},
           {RestrictionKind::ending, {}, Strength::hard, "", {}, "Enough"},
           {RestrictionKind::withdrawal, {test_id<ClauseId>("a")}, Strength::hard, "", {}, ""},
           {RestrictionKind::limit,
            {test_id<ClauseId>("a")},
            Strength::soft,
            "Not my work",
            test_id<EntryHash>("l"),
            ""}}) {
    EXPECT_EQ(*decode_restriction(restriction.kind, encode(restriction)), restriction);
  }
}

TEST_F(Payloads, DamagedOnesAreRefused) {
  const Bytes bytes = encode(whole, pair);
  for (std::size_t cut = 0; cut < bytes.size(); ++cut) {
    const ByteView beginning = ByteView(bytes).first(cut);
    const auto decoded = decode_proposal(beginning, pair);  // may be one that says less
    EXPECT_TRUE(!decoded || equal(encode(*decoded, pair), beginning)) << cut;
  }
  EXPECT_EQ(decoding(std::string(sizes::kPayload + 1, 'x')), "consent_too_long");
  EXPECT_EQ(decoding("\xFF\xFF"), "consent_malformed");
  EXPECT_FALSE(decode_acceptance({}));
  EXPECT_FALSE(decode_no({}));
  EXPECT_FALSE(decode_restriction(RestrictionKind::unreadable, {}));
}

TEST_F(Payloads, OnlyTheCanonicalFormIsTaken) {
  const std::string bytes = string_of(encode(whole, pair));
  EXPECT_EQ(decoding(bytes), "none");
  const std::string title = bytes.substr(0, 9);                       // tag, length, "A title"
  EXPECT_EQ(decoding(bytes.substr(9) + title), "consent_malformed");  // out of order
  EXPECT_EQ(decoding(bytes + std::string("\x2A\x00", 2)), "consent_malformed");  // an empty default
  std::string wide = bytes;
  wide.replace(1, 1, std::string("\x87\x00", 2));  // a length in two bytes
  EXPECT_EQ(decoding(wide), "consent_malformed");
  EXPECT_EQ(decoding(title + bytes), "consent_malformed");  // twice
}

TEST_F(Payloads, AnUnknownFieldMeansANewerVersionWhereverItStands) {
  const std::string unknown("\xA2\x06\x01x", 4);  // field 100
  const std::string bytes = string_of(encode(whole, pair));
  EXPECT_EQ(decoding(bytes + unknown), "consent_newer");
  const auto nested = [&](auto pick) {
    return decoding(changed([&](wire::Proposal& message) {
      for (wire::ClauseChange& change : *message.mutable_changes())
        if (auto* inner = pick(change)) {
          ASSERT_TRUE(inner->MergeFromString(unknown));
          return;
        }
    }));
  };
  EXPECT_EQ(nested([](wire::ClauseChange& c) { return &c; }), "consent_newer");
  EXPECT_EQ(nested([](wire::ClauseChange& c) { return c.mutable_standing(); }), "consent_newer");
  EXPECT_EQ(
      nested([](wire::ClauseChange& c) { return c.has_content() ? c.mutable_content() : nullptr; }),
      "consent_newer");
  EXPECT_EQ(nested([](wire::ClauseChange& c) {
              return c.content().has_area()
                         ? c.mutable_content()->mutable_area()->mutable_windows(0)
                         : nullptr;
            }),
            "consent_newer");
  EXPECT_EQ(nested([](wire::ClauseChange& c) {
              return c.content().has_term() ? c.mutable_content()->mutable_term() : nullptr;
            }),
            "consent_newer");
  // A kind of clause that this version does not know.
  EXPECT_EQ(decoding(changed([&](wire::Proposal& message) {
              wire::ClauseContent content;
              ASSERT_TRUE(content.ParseFromString(unknown));
              *message.mutable_changes(0)->mutable_content() = content;
            })),
            "consent_newer");
  const Restriction pause{RestrictionKind::pause, {}, Strength::hard, "", {}, "Ill"};
  EXPECT_EQ(decode_restriction(RestrictionKind::pause, bytes_of(string_of(encode(pause)) + unknown))
                .error()
                .code,
            Code::consent_newer);
}

TEST_F(Payloads, AFieldOfAWrongTypeIsNoUnknownField) {
  const std::string no = string_of(encode(No{test_id<EntryHash>("p"), ""}));
  EXPECT_EQ(decode_no(bytes_of(no + std::string("\x10\x05", 2))).error().code,
            Code::consent_malformed);  // the reason as a number
}

TEST_F(Payloads, WrongShapesAreRefused) {
  using M = wire::Proposal;
  const auto malformed = std::vector<std::function<void(M&)>>{
      [](M& m) { m.mutable_changes(0)->set_clause("short"); },
      [](M& m) { m.mutable_changes(0)->clear_standing(); },
      [](M& m) { m.mutable_changes(0)->mutable_standing()->set_current("short"); },
      [](M& m) { m.mutable_changes(0)->mutable_standing()->add_voids("short"); },
      [](M& m) { m.mutable_changes(0)->mutable_content()->clear_kind(); },
      [](M& m) { m.mutable_changes()->SwapElements(0, 1); },
      [](M& m) { *m.add_changes() = m.changes(m.changes_size() - 1); },
      [](M& m) { m.add_lifts(m.lifts(0)); },
      [](M& m) { m.set_counters("short"); },
      [](M& m) { m.set_reaffirms("short"); },
  };
  for (std::size_t i = 0; i < malformed.size(); ++i)
    EXPECT_EQ(decoding(changed(malformed[i])), "consent_malformed") << i;
  EXPECT_EQ(decoding(changed([](M& m) { m.set_title("two\nlines"); })), "text_control_character");
  EXPECT_EQ(decoding(changed([](M& m) { m.set_title(""); })), "text_missing");
  EXPECT_EQ(decoding(changed([](M& m) { m.set_reason(std::string(5000, 'x')); })), "text_too_long");
}

TEST_F(Payloads, UnknownChoicesAndForeignPartnersAreRefused) {
  area.reach = static_cast<Reach>(9);
  EXPECT_EQ(refusal(ClauseContent{0, area}), "choice_unknown");
  standard.every = static_cast<Standard::Every>(0);
  EXPECT_EQ(refusal(ClauseContent{0, standard}), "choice_unknown");
  rhythm.check_in = Rhythm::Every::quarter;
  EXPECT_EQ(refusal(ClauseContent{0, rhythm}), "choice_unknown");
  rhythm.check_in = Rhythm::Every::day;
  rhythm.review = Rhythm::Every::day;
  EXPECT_EQ(refusal(ClauseContent{0, rhythm}), "choice_unknown");
  const PartnerId stranger = test_id<PartnerId>("stranger");
  EXPECT_EQ(refusal(ClauseContent{0, Role{stranger, "Dominant", true}}), "partner_unknown");
  standard.every = Standard::Every::day;
  standard.applies_to = {stranger};
  EXPECT_EQ(refusal(ClauseContent{0, standard}), "partner_unknown");
  standard.applies_to = {};
  EXPECT_EQ(refusal(ClauseContent{0, standard}), "standard_applies_to_nobody");
  standard.applies_to = {mara, mara};
  EXPECT_EQ(refusal(ClauseContent{0, standard}), "standard_applies_to_nobody");
}

TEST_F(Payloads, WindowsAreSane) {
  const auto with = [&](When when, std::vector<Window> windows) {
    area.when = when;
    area.windows = std::move(windows);
    return refusal(ClauseContent{0, area});
  };
  EXPECT_EQ(with(When::windows, {{1, 0, 0}}), "none");  // all of Monday
  EXPECT_EQ(with(When::windows, {{0x7F, 1320, 360}}), "none");
  EXPECT_EQ(with(When::windows, {}), "windows_and_when_differ");
  EXPECT_EQ(with(When::always, {{1, 0, 60}}), "windows_and_when_differ");
  EXPECT_EQ(with(When::windows, {{0, 0, 60}}), "window_not_sane");
  EXPECT_EQ(with(When::windows, {{0x80, 0, 60}}), "window_not_sane");
  EXPECT_EQ(with(When::windows, {{1, 1440, 60}}), "window_not_sane");
  EXPECT_EQ(with(When::windows, {{1, 0, 1440}}), "window_not_sane");
  EXPECT_EQ(with(When::windows, {{1, 0, 60}, {1, 0, 60}}), "window_twice");
  EXPECT_EQ(with(When::windows, std::vector<Window>(29, {1, 0, 60})), "too_many_windows");
}

TEST_F(Payloads, RhythmsAndTermsAreSane) {
  rhythm.dimensions = {};
  EXPECT_EQ(refusal(ClauseContent{0, rhythm}), "dimensions_count");
  rhythm.dimensions = {"trust", "trust"};
  EXPECT_EQ(refusal(ClauseContent{0, rhythm}), "dimension_twice");
  rhythm.dimensions = std::vector<std::string>(13, "x");
  EXPECT_EQ(refusal(ClauseContent{0, rhythm}), "dimensions_count");
  rhythm.dimensions = {"trust"};
  rhythm.review_weekday = 7;
  EXPECT_EQ(refusal(ClauseContent{0, rhythm}), "review_time_not_sane");
  EXPECT_EQ(refusal(ClauseContent{-1, Term{}}), "date_out_of_range");
  EXPECT_EQ(refusal(ClauseContent{0, Term{-1, 0, 0, 0}}), "date_out_of_range");
  EXPECT_EQ(refusal(ClauseContent{0, Term{kNow, kNow, 0, 0}}), "term_lapses_before_it_starts");
  EXPECT_EQ(refusal(ClauseContent{0, Term{0, 0, kLongestCoolingOffHours + 1, 0}}),
            "cooling_off_too_long");
}

TEST_F(Payloads, AClauseStandsUnderTheIdThatFollowsFromIt) {
  const ClauseId other = test_id<ClauseId>("other");
  const ClauseContent role{0, Role{mara, "Dominant", true}};
  EXPECT_EQ(refusal(proposal(role_id(pair.id, mara), role)), "none");
  EXPECT_EQ(refusal(proposal(role_id(pair.id, story.jonas.partner), role)), "clause_id_differs");
  EXPECT_EQ(refusal(proposal(other, role)), "clause_id_differs");
  EXPECT_EQ(refusal(proposal(other, {0, Preamble{"We"}})), "clause_id_differs");
  EXPECT_EQ(refusal(proposal(other, {0, rhythm})), "clause_id_differs");
  EXPECT_EQ(refusal(proposal(other, {0, Term{}})), "clause_id_differs");
  EXPECT_EQ(refusal(proposal(other, {0, area})), "clause_id_differs");
  EXPECT_EQ(refusal(proposal(other, {0, standard})), "none");
  EXPECT_EQ(refusal(proposal(term_id(pair.id), {0, standard})), "clause_id_differs");
  Proposal renamed = proposal(other, {0, area});
  renamed.changes.front().standing.current = test_id<EntryHash>("p");
  EXPECT_EQ(refusal(renamed), "none");  // its first name was another
}

TEST_F(Payloads, ProposalsHaveAnEffectAndAnEnd) {
  EXPECT_EQ(refusal({"A", "B", {}, {}, {}, {}}), "proposal_empty");
  Proposal many{"A", "B", {}, {}, {}, {}};
  for (std::uint64_t i = 0; i <= sizes::kChangesPerProposal; ++i)
    many.changes.push_back({test_id<ClauseId>("c", i), {}, std::nullopt});
  std::ranges::sort(many.changes, {}, &ClauseChange::clause);
  EXPECT_EQ(refusal(many), "proposal_too_large");
  many.changes.pop_back();
  EXPECT_EQ(refusal(many), "none");
}

TEST_F(Payloads, AReaffirmationIsOfTheTermOrOfNothing) {
  Proposal reaffirmation{"A", "B", {}, {}, {}, test_id<Hash>("digest")};
  EXPECT_EQ(refusal(reaffirmation), "none");
  reaffirmation.changes.push_back({term_id(pair.id), {}, ClauseContent{0, Term{}}});
  EXPECT_EQ(refusal(reaffirmation), "none");
  reaffirmation.changes.front().content.reset();
  EXPECT_EQ(refusal(reaffirmation), "reaffirmation_changes_more");
  reaffirmation.changes = {{preamble_id(pair.id), {}, ClauseContent{0, Preamble{"We"}}}};
  EXPECT_EQ(refusal(reaffirmation), "reaffirmation_changes_more");
  reaffirmation.changes.clear();
  reaffirmation.lifts = {test_id<EntryHash>("r")};
  EXPECT_EQ(refusal(reaffirmation), "reaffirmation_changes_more");
}

// proto/agreement.proto: field 1, the hash of the proposal.
TEST_F(Payloads, AnAssentIsItsProposalAndNothingElse) {
  const Bytes known =
      *from_hex("0a20000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
  const EntryHash proposal = *EntryHash::from(ByteView(known).subspan(2));
  EXPECT_EQ(encode(Assent{proposal}), known);
  const auto read = decode_assent(known);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->proposal, proposal);

  const auto refused = [](const Bytes& bytes) {
    const auto result = decode_assent(bytes);
    return result ? std::string("none") : std::string(name_of(result.error().code));
  };
  EXPECT_EQ(refused({}), "consent_malformed");
  EXPECT_EQ(refused(Bytes(known.begin(), known.end() - 1)), "consent_malformed");
  Bytes short_id = Bytes(known.begin(), known.end() - 1);
  short_id[1] = 31;
  EXPECT_EQ(refused(short_id), "consent_malformed");
  Bytes twice = known;
  twice.insert(twice.end(), known.begin(), known.end());
  EXPECT_EQ(refused(twice), "consent_malformed");
  Bytes newer = known;
  newer.insert(newer.end(), {0x12, 0x01, 0x01});
  EXPECT_EQ(refused(newer), "consent_newer");
  Bytes wrong_type = {0x08, 0x01};
  EXPECT_EQ(refused(wrong_type), "consent_malformed");
  EXPECT_EQ(refused(Bytes(sizes::kPayload + 1)), "consent_too_long");
}

TEST_F(Payloads, RestrictionsHaveTheirOneForm) {
  const auto refused = [](const Restriction& restriction) {
    const Status status = check(restriction);
    return status ? std::string("none") : std::string(name_of(status.error().code));
  };
  const ClauseId a = test_id<ClauseId>("a");
  const ClauseId b = test_id<ClauseId>("b");
  std::vector<ClauseId> both = {a, b};
  std::ranges::sort(both);
  const std::vector<ClauseId> wrong_order = {both[1], both[0]};
  EXPECT_EQ(refused({RestrictionKind::pause, both, {}, "", {}, ""}), "consent_malformed");
  EXPECT_EQ(refused({RestrictionKind::ending, {a}, {}, "", {}, ""}), "consent_malformed");
  EXPECT_EQ(refused({RestrictionKind::withdrawal, wrong_order, {}, "", {}, ""}),
            "consent_malformed");
  EXPECT_EQ(refused({RestrictionKind::withdrawal, {}, {}, "", {}, ""}), "withdrawal_of_nothing");
  EXPECT_EQ(refused({RestrictionKind::limit, {}, {}, "Not that", {}, ""}), "choice_unknown");
  EXPECT_EQ(refused({RestrictionKind::limit, {}, Strength::hard, " ", {}, ""}), "text_missing");
  EXPECT_EQ(refused({RestrictionKind::limit, {}, Strength::hard, "Not that", {}, "x"}),
            "consent_malformed");
  EXPECT_EQ(refused({RestrictionKind::pause, {}, {}, "", {}, std::string(5000, 'x')}),
            "text_too_long");
  EXPECT_EQ(refused({RestrictionKind::unreadable, {}, {}, "", {}, ""}), "consent_malformed");
}

}  // namespace
}  // namespace troth::agreement
