// Proposals that are raised from something: the line that their reason ends with, and
// what the agenda makes of it.
#include "core/vault/raising.h"

#include "core/vault/comments.h"
#include "core/vault/editing.h"
#include "tests/core/vault/reviewing_couple.h"

namespace troth::vault {
namespace {

using Stage = agreement::ProposalState::Stage;

constexpr const char* kLess = R"(title = "Less"
reason = "It was much."
[[expectation]]
owner = "me"
text = "More rest"
)";

class RaisingTest : public ReviewingCouple {
 protected:
  void SetUp() override {
    agree();
    item_ = must(reviewing(mara_).add_item("The late evenings\nand what they cost"));
    sync();
  }
  std::string id() { return item_.hex().substr(0, 6); }
  std::vector<RaisedProposal> raised(Person& person) {
    const auto all = must(reviews(person).agenda()).raised;
    const auto found = all.find(item_);
    return found == all.end() ? std::vector<RaisedProposal>() : found->second;
  }

  EntryHash item_;
};

TEST_F(RaisingTest, TheReasonEndsWithALineAndBothSeeItBesideTheItem) {
  const EntryHash proposal = *must(jonas_.commands().propose(kLess, id())).proposal;
  sync();
  EXPECT_EQ(must(mara_.queries().proposal(proposal.hex())).content.reason,
            "It was much.\n\nAbout The late evenings (" + item_.hex().substr(0, 10) + ")");
  for (Person* person : {&mara_, &jonas_}) {
    ASSERT_EQ(raised(*person).size(), 1U);
    EXPECT_EQ(raised(*person)[0].entry, proposal);
    EXPECT_EQ(raised(*person)[0].title, "Less");
    EXPECT_EQ(raised(*person)[0].stage, Stage::open);
  }
  must(mara_.commands().accept(proposal.hex()));
  EXPECT_EQ(raised(mara_)[0].stage, Stage::accepted);
}

TEST_F(RaisingTest, AReviewThatIsOverStillShowsIt) {
  must(jonas_.commands().propose(kLess, id()));
  sync();
  review(mara_, jonas_, minutes_saying("We spoke."));
  const auto over = must(reviews(jonas_).history(1))[0];
  const AgendaView view = must(reviews(jonas_).find(over.state.name.hex()));
  ASSERT_EQ(view.raised.size(), 1U);
  EXPECT_EQ(view.raised.at(item_)[0].title, "Less");
}

TEST_F(RaisingTest, OfATextInTheEditorACommentSaysHowTheReasonWillEnd) {
  const Editing editing(jonas_.vault(), now_);
  const std::string line = "About The late evenings (" + item_.hex().substr(0, 10) + ")";
  EXPECT_TRUE(must(editing.agreement(id()))
                  .toml.starts_with("# The reason will end with the line: " + line + "\n"));
  EXPECT_FALSE(must(editing.agreement()).toml.starts_with("# The reason will end"));
}

TEST_F(RaisingTest, WhatCannotBeCommentedOnAndAFileOfLimitsAloneAreRefusedAndNothingIsSigned) {
  const std::size_t before = must(jonas_.queries().restrictions(Which::all)).size();
  EXPECT_EQ(jonas_.commands().propose(kLess, "abcdef").error().code, Code::id_unknown);
  const std::string limits =
      "title = \"T\"\nreason = \"R\"\n[[limit]]\nowner = \"me\"\nstrength = \"hard\"\ntext = "
      "\"No.\"\n";
  EXPECT_EQ(jonas_.commands().propose(limits, id()).error().code, Code::usage_wrong);
  EXPECT_EQ(must(jonas_.queries().restrictions(Which::all)).size(), before);
  EXPECT_TRUE(must(jonas_.queries().proposals(Which::open)).empty());
}

TEST_F(RaisingTest, AReasonThatBecomesTooLongIsRefused) {
  const std::string full = "title = \"Less\"\nreason = \"" + std::string(4090, 'a') +
                           "\"\n[[expectation]]\nowner = \"me\"\ntext = \"More rest\"\n";
  must(jonas_.commands().propose(full));
  EXPECT_EQ(jonas_.commands().propose(full, id()).error().code, Code::text_too_long);
}

TEST(LineAbout, IsFoundAtTheEndOfAReasonAndNowhereElse) {
  EXPECT_EQ(digits_in("It was much.\n\nAbout (a) thing (0123456789)"), "0123456789");
  EXPECT_EQ(digits_in("About  (abcdef0123)"), "abcdef0123");
  for (const char* reason :
       {"", "About", "About (0123456789)", "It was much.", "About x (0123456789) y",
        "About x (012345678)", "About x (01234567890)", "About x (0123456789))",
        "About x (012345678g)", "About x (0123456789)\n", "Not About x (0123456789)",
        "about x (0123456789)", "About x(0123456789)"})
    EXPECT_EQ(digits_in(reason), std::nullopt) << reason;
}

}  // namespace
}  // namespace troth::vault
