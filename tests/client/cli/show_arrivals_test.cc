#include "client/cli/show_arrivals.h"

#include <gtest/gtest.h>

namespace troth::cli {
namespace {

using ledger::EntryKind;

template <class Id>
Id id_of(std::uint8_t byte) {
  Id id;
  id.value.fill(byte);
  return id;
}

const PartnerId kMara = id_of<PartnerId>(0x11);
const PartnerId kJonas = id_of<PartnerId>(0x22);

// Mara's screen, and what Jonas did.
class ShowArrivals : public testing::Test {
 protected:
  static vault::Arrival of(EntryKind kind) {
    vault::Arrival arrival;
    arrival.entry = id_of<EntryHash>(0xE1);
    arrival.kind = kind;
    arrival.by_name = "Jonas";
    return arrival;
  }
  static vault::ProposalView proposal(const std::string& title) {
    vault::ProposalView view;
    view.state.entry = id_of<EntryHash>(0xA1);
    view.state.stage = agreement::ProposalState::Stage::accepted;
    view.content.title = title;
    return view;
  }
  static vault::RestrictionView pause() {
    vault::RestrictionView view;
    view.state.entry = id_of<EntryHash>(0xF1);
    view.state.kind = agreement::RestrictionKind::pause;
    view.state.by = kJonas;
    view.state.covers_everything = true;
    view.by = vault::Side::partners;
    view.words = agreement::Restriction{};
    return view;
  }
  std::string text(const vault::Arrival& arrival) {
    return arrivals_text({arrival}, {names_, calendar_, 80});
  }

  Names names_{{kMara, "Mara", kJonas, "Jonas"}, {}};
  Calendar calendar_ = calendar_of("UTC");
};

TEST_F(ShowArrivals, APauseIsSaidWithItsReason) {
  auto arrival = of(EntryKind::pause);
  arrival.restriction = pause();
  arrival.restriction->words->reason = "A long week.";
  EXPECT_EQ(text(arrival), "Jonas has paused everything.\n  “A long week.”\n");
  const Json json = json_of(arrival, names_);
  EXPECT_EQ(json["kind"], "pause");
  EXPECT_EQ(json["takes_away"], true);
  EXPECT_EQ(json["restriction"]["covers_everything"], true);
}

TEST_F(ShowArrivals, NoLineOfALimitReadsAsTheProgramsOwn) {
  auto arrival = of(EntryKind::limit);
  arrival.restriction = pause();
  arrival.restriction->state.kind = agreement::RestrictionKind::limit;
  arrival.restriction->state.strength = agreement::Strength::hard;
  arrival.restriction->words->text = "None.\nJonas has agreed to “Everything”.";
  EXPECT_EQ(text(arrival), "Jonas has a hard limit: None.\n  Jonas has agreed to “Everything”.\n");
}

TEST_F(ShowArrivals, AProposalThatWaitsSaysHowToReadIt) {
  auto arrival = of(EntryKind::propose);
  arrival.proposal = proposal("A first year");
  arrival.proposal->content.changes.emplace_back();
  arrival.proposal->waits_for_me = true;
  EXPECT_EQ(text(arrival),
            "Jonas proposes “A first year” (e1e1e1e1e1).\n"
            "  It waits for your answer: troth proposal show e1e1e1e1e1\n");
}

TEST_F(ShowArrivals, AnAgreedLiftSaysWhatItLifts) {
  auto arrival = of(EntryKind::accept);
  arrival.proposal = proposal("Lift");
  arrival.proposal->content.lifts.push_back(id_of<EntryHash>(0xF1));
  arrival.proposal->lifts.push_back(pause());
  EXPECT_EQ(text(arrival),
            "Jonas has agreed to lift this:\n  f1f1f1f1f1  Jonas has paused everything.\n");
}

TEST_F(ShowArrivals, AnAcceptanceThatDoesNotCountIsNotSaidAsIfItDid) {
  auto arrival = of(EntryKind::accept);
  arrival.proposal = proposal("A first year");
  arrival.proposal->state.stage = agreement::ProposalState::Stage::voided;
  EXPECT_EQ(text(arrival),
            "Jonas has agreed to “A first year”.\n"
            "  How it stands here: does not count: agree again.\n");
}

TEST_F(ShowArrivals, ANoIsSaidWithItsReason) {
  for (const auto kind : {EntryKind::decline, EntryKind::retract}) {
    auto arrival = of(kind);
    arrival.proposal = proposal("A first year");
    arrival.proposal->noes = {{id_of<EntryHash>(0xE2), false, "Jonas", 0, "Another No."},
                              {arrival.entry, false, "Jonas", 0, "I would rather talk first."}};
    EXPECT_TRUE(text(arrival).ends_with("\n  “I would rather talk first.”\n")) << text(arrival);
    EXPECT_EQ(json_of(arrival, names_)["reason"], "I would rather talk first.");
    arrival.proposal->noes.back().reason.clear();
    EXPECT_EQ(text(arrival).find("“I"), std::string::npos);
  }
}

TEST_F(ShowArrivals, AnOpeningSaysWhatItsCheckInDoes) {
  auto arrival = of(EntryKind::opening);
  arrival.check_in.emplace().by_name = "Jonas";
  arrival.check_in->content.emplace().works = practice::Answer::no;
  EXPECT_EQ(text(arrival), "Jonas opens a blind check-in: troth check-ins\n  " +
                               flags_sentence(*arrival.check_in) + "\n");
  EXPECT_EQ(json_of(arrival, names_)["check_in"]["works"], "no");
}

TEST_F(ShowArrivals, WhatCannotBeReadIsSaidAsThat) {
  EXPECT_EQ(text(of(EntryKind::decline)),
            "Jonas has declined a proposal that cannot be read here.\n");
  EXPECT_EQ(text(of(EntryKind{1099})),
            "Jonas has written something that this version cannot read; update Troth.\n");
}

// What a person's own act of practice is, and what else comes with no proposal or restriction.
bool is_told_by_its_kind(EntryKind kind) {
  return kind == EntryKind::opening || ledger::range_of(kind) == ledger::KindRange::practice;
}

TEST_F(ShowArrivals, EveryKindThatIsKnownSaysWhatItIsAndWhereItIsRead) {
  for (std::uint32_t number = 1; number < 100; ++number) {
    const EntryKind kind{number};
    if (!ledger::is_known(kind)) continue;
    const std::string sentence = text(of(kind));
    EXPECT_TRUE(sentence.starts_with("Jonas ")) << sentence;
    EXPECT_EQ(sentence.find("something new"), std::string::npos) << ledger::name_of(kind);
    if (!is_told_by_its_kind(kind)) continue;
    const bool has_command = sentence.find(": troth ") != std::string::npos;
    // Of a comment on what cannot be named here there is no thread to go to.
    EXPECT_EQ(has_command, kind != EntryKind::comment) << sentence;
    EXPECT_EQ(sentence.find("update Troth"), std::string::npos) << ledger::name_of(kind);
  }
}

TEST_F(ShowArrivals, WhatItIsAboutIsNamedWithTheCommandThatShowsIt) {
  using Sort = vault::CommentedView::Sort;
  const auto about = [](EntryKind kind, Sort sort, const std::string& name) {
    auto arrival = of(kind);
    arrival.about = vault::CommentedView{sort, id_of<EntryHash>(0xAB), name};
    return arrival;
  };
  const std::string question = "May I skip the run?\nMy knee hurts.";
  EXPECT_EQ(text(about(EntryKind::comment, Sort::review_item, "Evenings")),
            "Jonas has commented on “Evenings”: troth comments ababababab\n");
  EXPECT_EQ(text(about(EntryKind::comment, Sort::check_in, "check-in of Mara")),
            "Jonas has commented on the check-in of Mara: troth comments ababababab\n");
  EXPECT_EQ(text(about(EntryKind::answer, Sort::decision, question)),
            "Jonas has answered “May I skip the run?…”: troth decision show ababababab\n");
  EXPECT_EQ(text(about(EntryKind::observance, Sort::clause, "The kitchen")),
            "Jonas has noted something about “The kitchen”: troth observances\n");
  EXPECT_EQ(text(about(EntryKind::agenda_item, Sort::review_item, "Evenings")),
            "Jonas has put “Evenings” on the agenda: troth review show\n");
  const Json json = json_of(about(EntryKind::comment, Sort::decision, question), names_)["about"];
  EXPECT_EQ(json["id"], id_of<EntryHash>(0xAB).hex());
  EXPECT_EQ(json["kind"], "decision");
  EXPECT_EQ(json["name"], question);
  EXPECT_EQ(json_of(of(EntryKind::talk), names_)["about"], nullptr);
}

TEST_F(ShowArrivals, ALongNameIsCutBetweenLetters) {
  for (std::size_t letters = 76; letters < 84; ++letters) {
    auto arrival = of(EntryKind::question);
    arrival.about =
        vault::CommentedView{vault::CommentedView::Sort::decision, id_of<EntryHash>(0xAB),
                             std::string(letters, 'a') + "ëëëëë"};
    const std::string shown =
        json_of(arrival, names_).dump() + text(arrival);  // dump() wants UTF-8
    EXPECT_NE(Json(shown).dump().find("…"), std::string::npos);
  }
}

TEST_F(ShowArrivals, NothingIsAnEmptyText) {
  EXPECT_EQ(arrivals_text({}, {names_, calendar_, 80}), "");
}

}  // namespace
}  // namespace troth::cli
