// The write-once slots that pairing goes through.
#include <gmock/gmock.h>

#include "tests/sync-server/test_relay.h"

namespace troth::relay {
namespace {

using wire::Refused;

constexpr std::string_view kInvite = "sixteen bytes id";
constexpr std::string_view kCode = "493817";

const Told kNotYet = refusal(Refused::NOT_YET);

Told told(std::string_view message) {
  return {true, Refused::REASON_UNSPECIFIED, copy_of(bytes_of(message))};
}

class Rendezvous : public testing::Test {
 protected:
  Told open(std::uint32_t kind, std::string_view id, std::string_view message = "M1") {
    return inviter.ask(open_rendezvous(kind, id, message, fresh.public_key()));
  }

  TestRelay relay;
  crypto::SigningKey mara = crypto::SigningKey::generate(relay.random);
  crypto::SigningKey fresh = crypto::SigningKey::generate(relay.random);
  TestClient& inviter = relay.owner(mara);
  TestClient& joiner = relay.connect();
};

TEST_F(Rendezvous, CarriesTheMessagesOfBothSides) {
  EXPECT_EQ(open(0, kInvite), kDone);
  EXPECT_EQ(joiner.ask(get_rendezvous(kInvite, 1)), told("M1"));
  EXPECT_EQ(joiner.ask(put_rendezvous(kInvite, 2, "M2")), kDone);
  EXPECT_EQ(inviter.ask(get_rendezvous(kInvite, 2)), told("M2"));
  EXPECT_EQ(inviter.ask(put_rendezvous(kInvite, 3, "M3", &fresh)), kDone);
  EXPECT_EQ(inviter.ask(put_rendezvous(kInvite, 4, "M4", &fresh)), kDone);
  EXPECT_EQ(joiner.ask(get_rendezvous(kInvite, 3)), told("M3"));
  EXPECT_EQ(joiner.ask(get_rendezvous(kInvite, 4)), told("M4"));
}

TEST_F(Rendezvous, OpensForAnOwnerAlone) {
  EXPECT_EQ(joiner.ask(open_rendezvous(0, kInvite, "M1", fresh.public_key())), kNotAllowed);
}

TEST_F(Rendezvous, OpenedAgainWithTheSameBytesIsDone) {
  EXPECT_EQ(open(0, kInvite), kDone);
  EXPECT_EQ(open(0, kInvite), kDone);
  EXPECT_EQ(open(0, kInvite, "another M1"), refusal(Refused::CONFLICT));
}

TEST_F(Rendezvous, OfAnotherOwnerOrKeyIsAConflict) {
  EXPECT_EQ(open(1, kCode), kDone);
  EXPECT_EQ(inviter.ask(open_rendezvous(1, kCode, "M1", mara.public_key())),
            refusal(Refused::CONFLICT));
  TestClient& other = relay.owner(crypto::SigningKey::generate(relay.random));
  EXPECT_EQ(other.ask(open_rendezvous(1, kCode, "M1", fresh.public_key())),
            refusal(Refused::CONFLICT));
}

TEST_F(Rendezvous, TakesTheFirstAnswerAlone) {
  EXPECT_EQ(open(1, kCode), kDone);
  EXPECT_EQ(joiner.ask(put_rendezvous(kCode, 2, "M2")), kDone);
  EXPECT_EQ(joiner.ask(put_rendezvous(kCode, 2, "M2")), kDone) << "the same bytes again";
  TestClient& late = relay.connect();
  EXPECT_EQ(late.ask(put_rendezvous(kCode, 2, "another M2")), refusal(Refused::CONFLICT));
  EXPECT_EQ(inviter.ask(get_rendezvous(kCode, 2)), told("M2"));
}

TEST_F(Rendezvous, TakesTheInvitersMessagesFromItsFreshKeyAlone) {
  EXPECT_EQ(open(1, kCode), kDone);
  const auto other = crypto::SigningKey::generate(relay.random);
  for (const std::uint32_t slot : {3U, 4U}) {
    EXPECT_EQ(joiner.ask(put_rendezvous(kCode, slot, "M3", &other)), kNotAllowed);
    EXPECT_EQ(joiner.ask(put_rendezvous(kCode, slot, "M3")), refusal(Refused::MALFORMED));
    EXPECT_EQ(inviter.ask(get_rendezvous(kCode, slot)), kNotYet);
  }
}

TEST_F(Rendezvous, ASignatureForOneSlotIsNoneForAnother) {
  EXPECT_EQ(open(1, kCode), kDone);
  auto frame = put_rendezvous(kCode, 3, "M3", &fresh);
  frame.mutable_put_rendezvous()->set_slot(4);
  EXPECT_EQ(joiner.ask(frame), kNotAllowed);
}

TEST_F(Rendezvous, ThatIsMissingIsRefusedAsAWrongSignatureIs) {
  EXPECT_EQ(joiner.ask(get_rendezvous(kCode, 1)), kNotAllowed);
  EXPECT_EQ(joiner.ask(put_rendezvous(kCode, 2, "M2")), kNotAllowed);
  EXPECT_EQ(joiner.ask(put_rendezvous(kCode, 3, "M3", &fresh)), kNotAllowed);
}

TEST_F(Rendezvous, IsNamedBySixteenBytesOrSixDigits) {
  for (const std::string_view id : {"", "49381", "4938170", "49381a", "fifteen bytes i"}) {
    EXPECT_EQ(open(1, id), refusal(Refused::MALFORMED)) << id;
    EXPECT_EQ(joiner.ask(get_rendezvous(id, 1)), refusal(Refused::MALFORMED)) << id;
  }
}

TEST_F(Rendezvous, AnInviteHasNotTheNameOfACode) {
  EXPECT_EQ(open(0, kCode), refusal(Refused::MALFORMED));
  EXPECT_EQ(open(1, kInvite), refusal(Refused::MALFORMED));
  EXPECT_EQ(open(2, kInvite), refusal(Refused::MALFORMED));
}

TEST_F(Rendezvous, HasSlotsOneToFour) {
  EXPECT_EQ(open(1, kCode), kDone);
  for (const std::uint32_t slot : {0U, 5U})
    EXPECT_EQ(joiner.ask(get_rendezvous(kCode, slot)), refusal(Refused::MALFORMED));
  for (const std::uint32_t slot : {0U, 1U, 5U})
    EXPECT_EQ(joiner.ask(put_rendezvous(kCode, slot, "M", &fresh)), refusal(Refused::MALFORMED));
}

TEST_F(Rendezvous, TakesMessagesUpToFourKiB) {
  EXPECT_EQ(open(1, kCode, std::string(4097, 'x')), refusal(Refused::MALFORMED));
  EXPECT_EQ(open(1, kCode, ""), refusal(Refused::MALFORMED));
  EXPECT_EQ(open(1, kCode, std::string(4096, 'x')), kDone);
  EXPECT_EQ(joiner.ask(put_rendezvous(kCode, 2, std::string(4097, 'x'))),
            refusal(Refused::MALFORMED));
}

TEST_F(Rendezvous, ByInviteLastsSevenDays) {
  EXPECT_EQ(open(0, kInvite), kDone);
  relay.now += 7 * kDayMs - 1;
  EXPECT_EQ(joiner.ask(get_rendezvous(kInvite, 1)), told("M1"));
  relay.now += 1;
  EXPECT_EQ(joiner.ask(get_rendezvous(kInvite, 1)), kNotAllowed);
}

TEST_F(Rendezvous, ByCodeLastsTenMinutes) {
  EXPECT_EQ(open(1, kCode), kDone);
  relay.now += 10 * kMinuteMs - 1;
  EXPECT_EQ(joiner.ask(get_rendezvous(kCode, 1)), told("M1"));
  relay.now += 1;
  EXPECT_EQ(joiner.ask(get_rendezvous(kCode, 1)), kNotAllowed);
}

TEST_F(Rendezvous, WhoseTimeIsOverLeavesItsNameFree) {
  EXPECT_EQ(open(1, kCode), kDone);
  EXPECT_EQ(joiner.ask(put_rendezvous(kCode, 2, "M2")), kDone);
  relay.now += 10 * kMinuteMs;
  EXPECT_EQ(open(1, kCode, "a new M1"), kDone);
  EXPECT_EQ(joiner.ask(get_rendezvous(kCode, 1)), told("a new M1"));
  EXPECT_EQ(joiner.ask(get_rendezvous(kCode, 2)), kNotYet) << "nothing of the old one is left";
}

TEST_F(Rendezvous, WhoseTimeIsOverIsSwept) {
  EXPECT_EQ(open(1, kCode), kDone);
  relay.now += 10 * kMinuteMs;
  EXPECT_FALSE(*relay.store.sweep(relay.now));
  relay.now -= 10 * kMinuteMs;  // were it still there, it would be found again
  EXPECT_EQ(joiner.ask(get_rendezvous(kCode, 1)), kNotAllowed);
}

TEST_F(Rendezvous, OfOneOwnerAreCounted) {
  for (int i = 0; i < 16; ++i) EXPECT_EQ(open(1, std::to_string(100000 + i)), kDone);
  EXPECT_EQ(open(1, kCode), refusal(Refused::TOO_MANY));
  relay.now += 10 * kMinuteMs;
  EXPECT_EQ(open(1, kCode), kDone);
}

TEST_F(Rendezvous, ARequestWithoutAWaitIsAnsweredAtOnce) {
  EXPECT_EQ(open(1, kCode), kDone);
  EXPECT_EQ(inviter.ask(get_rendezvous(kCode, 2)), kNotYet);
}

TEST_F(Rendezvous, ARequestMayWaitUntilTheSlotIsWritten) {
  EXPECT_EQ(open(1, kCode), kDone);
  EXPECT_EQ(inviter.ask(get_rendezvous(kCode, 2, 25'000)), kNothing);
  const auto waiting = inviter.last_request();
  relay.pass(24'000);
  EXPECT_EQ(inviter.told(waiting), kNothing);
  EXPECT_EQ(joiner.ask(put_rendezvous(kCode, 2, "M2")), kDone);
  EXPECT_EQ(inviter.told(waiting), told("M2"));
}

TEST_F(Rendezvous, ARequestWaitsOnWhenAnotherSlotIsWritten) {
  EXPECT_EQ(open(1, kCode), kDone);
  EXPECT_EQ(joiner.ask(get_rendezvous(kCode, 3, 25'000)), kNothing);
  const auto waiting = joiner.last_request();
  EXPECT_EQ(joiner.ask(put_rendezvous(kCode, 2, "M2")), kDone);
  EXPECT_EQ(joiner.told(waiting), kNothing);
  EXPECT_EQ(inviter.ask(put_rendezvous(kCode, 3, "M3", &fresh)), kDone);
  EXPECT_EQ(joiner.told(waiting), told("M3"));
}

TEST_F(Rendezvous, AWaitEndsAfterItsTimeAndAfterTwentyFiveSecondsAtMost) {
  EXPECT_EQ(open(1, kCode), kDone);
  EXPECT_EQ(inviter.ask(get_rendezvous(kCode, 2, 1000)), kNothing);
  const auto brief = inviter.last_request();
  EXPECT_EQ(inviter.ask(get_rendezvous(kCode, 2, 4'000'000'000)), kNothing);
  const auto endless = inviter.last_request();
  relay.pass(1000);
  EXPECT_EQ(inviter.told(brief), kNotYet);
  EXPECT_EQ(inviter.told(endless), kNothing);
  relay.pass(24'000);
  EXPECT_EQ(inviter.told(endless), kNotYet);
}

TEST_F(Rendezvous, AWaitAtOneThatIsMissingIsRefusedAtOnce) {
  EXPECT_EQ(joiner.ask(get_rendezvous(kCode, 1, 25'000)), kNotAllowed);
}

TEST_F(Rendezvous, WaitsOfOneConnectionAreCounted) {
  EXPECT_EQ(open(1, kCode), kDone);
  for (int i = 0; i < 4; ++i) EXPECT_EQ(inviter.ask(get_rendezvous(kCode, 2, 25'000)), kNothing);
  EXPECT_EQ(inviter.ask(get_rendezvous(kCode, 2, 25'000)), kNotYet);
}

}  // namespace
}  // namespace troth::relay
