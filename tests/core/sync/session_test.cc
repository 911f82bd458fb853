#include "core/sync/session.h"

#include <gtest/gtest.h>

#include "core/base/sizes.h"
#include "core/sync/envelope.h"
#include "tests/core/sync/vectors.h"
#include "tests/support/sessions.h"

namespace troth::sync {
namespace {

using test::kStartMs;
using test::SessionEnd;
using test::SessionTable;

TEST(Session, AMessageReachesTheOtherAndIsAnswered) {
  SessionTable table(1);
  ASSERT_TRUE(table.establish(table.mara, table.jonas));
  EXPECT_EQ(table.read(table.jonas, table.send(table.mara, "hello")), "hello");
  EXPECT_EQ(table.read(table.mara, table.send(table.jonas, "and back")), "and back");
  EXPECT_EQ(table.read(table.jonas, table.send(table.mara, "again")), "again");
}

TEST(Session, HasItsKnownBytes) {
  SessionTable table(2);
  const test::Vectors vectors("session.json");
  ASSERT_TRUE(table.establish(table.mara, table.jonas));
  const Bytes first = table.send(table.mara, "Mara writes.");
  vectors.expect("init", ByteView(first).subspan(2, kSessionInitSize));
  vectors.expect("first", first);
  ASSERT_EQ(table.read(table.jonas, first), "Mara writes.");
  const Bytes next = table.send(table.jonas, "Jonas answers.");
  vectors.expect("next", next);
  const MailboxId mailbox{table.random.array<32>()};
  const auto envelope = seal_envelope(table.mara.roots.current(), mailbox, first, table.random);
  vectors.expect("envelope_hash", crypto::generic_hash(*envelope).view());
  vectors.expect("envelope_key", envelope_key(table.mara.roots.current(), mailbox).view());
  vectors.expect("door", door_key(table.mara.roots.current(), mailbox).public_key().view());
}

TEST(Session, TheInitTravelsUntilTheFirstAnswer) {
  SessionTable table(3);
  ASSERT_TRUE(table.establish(table.mara, table.jonas));
  const Bytes one = table.send(table.mara, "1");
  const Bytes two = table.send(table.mara, "2");
  EXPECT_EQ(one[1], 1);
  EXPECT_EQ(two[1], 1);
  ASSERT_EQ(table.read(table.jonas, two), "2");  // and in either order
  ASSERT_EQ(table.read(table.jonas, one), "1");
  const Bytes answer = table.send(table.jonas, "3");
  EXPECT_EQ(answer[1], 2);
  ASSERT_EQ(table.read(table.mara, answer), "3");
  EXPECT_EQ(table.send(table.mara, "4")[1], 2);
}

TEST(Session, AReplayedMessageIsReadOnce) {
  SessionTable table(4);
  ASSERT_TRUE(table.establish(table.mara, table.jonas));
  const Bytes message = table.send(table.mara, "once");
  EXPECT_EQ(table.read(table.jonas, message), "once");
  EXPECT_EQ(table.read(table.jonas, message), "message_key_gone");
}

TEST(Session, AnyFlippedByteIsRefusedAndChangesNothing) {
  SessionTable table(5);
  ASSERT_TRUE(table.establish(table.mara, table.jonas));
  const Bytes message = table.send(table.mara, "whole");
  const crypto::Secret before = table.jonas.sessions->serialize();
  for (std::size_t at = 0; at < message.size(); ++at) {
    Bytes changed = message;
    changed[at] ^= 1;
    const auto parsed = parse_message(changed);
    if (!parsed || !std::holds_alternative<SessionMessage>(*parsed)) continue;
    EXPECT_FALSE(table.open(table.jonas, changed)) << at;
    EXPECT_TRUE(equal(table.jonas.sessions->serialize().view(), before.view())) << at;
  }
  EXPECT_EQ(table.read(table.jonas, message), "whole");
}

TEST(Session, AMessageIsOnlyForWhomItWasSealed) {
  SessionTable table(6);
  ASSERT_TRUE(table.establish(table.mara, table.jonas));
  const Bytes message = table.send(table.mara, "for Jonas");
  // Back to the one who sent it: the session is known, the direction is not.
  EXPECT_NE(table.read(table.mara, message), "for Jonas");
  auto third = table.make_end(table.mara.roots.current().secret);
  third.sessions = std::make_unique<Sessions>(table.pair, third.keys.id, table.mara.identity);
  EXPECT_EQ(table.read(third, message), "session_signature_wrong");
}

TEST(Session, ASessionOfAnotherInitiatorIsNotRecognized) {
  SessionTable table(7);
  ASSERT_TRUE(table.establish(table.mara, table.jonas));
  const auto message = SessionTable::parsed(table.send(table.mara, "x"));
  const auto stranger = table.make_end();
  const Sessions others(table.pair, table.jonas.keys.id, stranger.identity);
  EXPECT_FALSE(others.recognizes(message, table.jonas.own()));
  EXPECT_TRUE(table.jonas.sessions->recognizes(message, table.jonas.own()));
}

TEST(Session, AnUnknownSessionIsRefused) {
  SessionTable table(8);
  ASSERT_TRUE(table.establish(table.mara, table.jonas));
  ASSERT_EQ(table.read(table.jonas, table.send(table.mara, "1")), "1");
  ASSERT_EQ(table.read(table.mara, table.send(table.jonas, "2")), "2");
  const Bytes message = table.send(table.mara, "3");  // type 2
  table.jonas.sessions =
      std::make_unique<Sessions>(table.pair, table.jonas.keys.id, table.mara.identity);
  EXPECT_EQ(table.read(table.jonas, message), "session_unknown");
  EXPECT_FALSE(table.jonas.sessions->recognizes(SessionTable::parsed(message), table.jonas.own()));
}

TEST(Session, AReplayedInitOfALowerOrEqualNumberIsStale) {
  SessionTable table(9);
  ASSERT_TRUE(table.establish(table.mara, table.jonas));
  const Bytes old = table.send(table.mara, "old");
  for (int i = 0; i < 5; ++i) {  // until the first one is no longer open
    ASSERT_TRUE(table.establish(table.mara, table.jonas));
    ASSERT_EQ(table.read(table.jonas, table.send(table.mara, "new")), "new");
  }
  EXPECT_EQ(table.read(table.jonas, old), "session_stale");
  EXPECT_EQ(table.jonas.sessions->highest_theirs(), 6U);
}

TEST(Session, TheHighestNumberIsStoredOnlyOnceTheMessageOpened) {
  SessionTable table(10);
  ASSERT_TRUE(table.establish(table.mara, table.jonas));
  Bytes message = table.send(table.mara, "x");
  message.back() ^= 1;
  EXPECT_EQ(table.read(table.jonas, message), "ratchet_not_open");
  EXPECT_EQ(table.jonas.sessions->highest_theirs(), 0U);
  message.back() ^= 1;
  EXPECT_EQ(table.read(table.jonas, message), "x");
}

TEST(Session, AnEpochThatNoRootHasIsRefused) {
  SessionTable table(11);
  table.mara.roots.rotate(kStartMs, table.random);
  ASSERT_TRUE(table.establish(table.mara, table.jonas));
  EXPECT_EQ(table.read(table.jonas, table.send(table.mara, "x")), "root_epoch_unknown");
}

TEST(Session, WithoutThePairsRootNothingOpens) {
  SessionTable table(12);
  table.mara.roots = PairRoots::first(table.pair, table.random.secret(32));
  ASSERT_TRUE(table.establish(table.mara, table.jonas));
  EXPECT_EQ(table.read(table.jonas, table.send(table.mara, "x")), "ratchet_not_open");
}

TEST(Session, APrekeyThatIsGoneIsRefused) {
  SessionTable table(13);
  ASSERT_TRUE(table.establish(table.mara, table.jonas));
  const Bytes message = table.send(table.mara, "x");
  table.jonas.prekeys = Prekeys(table.jonas.keys.id);
  EXPECT_EQ(table.read(table.jonas, message), "session_prekey_gone");
}

TEST(Session, AWeakPrekeyIsRefused) {
  SessionTable table(14);
  const auto weak = ledger::Prekey{1, DhPublicKey{}, kStartMs};
  EXPECT_EQ(table.mara.sessions
                ->establish(table.mara.own(), table.mara.roots.current(), weak,
                            SessionReason::first, kStartMs, table.random)
                .error()
                .code,
            Code::weak_key);
  EXPECT_FALSE(table.mara.sessions->can_send());
}

TEST(Session, WithoutASessionNothingIsSealed) {
  SessionTable table(15);
  EXPECT_EQ(table.mara.sessions->seal({}, kStartMs, table.random).error().code, Code::session_none);
}

TEST(Session, TheNumberIsOneAboveTheHighestInEitherDirection) {
  SessionTable table(16);
  ASSERT_EQ(*table.establish(table.mara, table.jonas), 1U);
  ASSERT_EQ(table.read(table.jonas, table.send(table.mara, "x")), "x");
  EXPECT_EQ(*table.establish(table.jonas, table.mara), 2U);
  ASSERT_EQ(table.read(table.mara, table.send(table.jonas, "y")), "y");
  EXPECT_EQ(*table.establish(table.mara, table.jonas), 3U);
  ASSERT_TRUE(table.jonas.sessions->on_held(40));
  EXPECT_EQ(*table.establish(table.jonas, table.mara), 41U);
}

TEST(Session, NumbersBeyondTheBoundAreRefused) {
  SessionTable table(17);
  table.mara.sessions->go_above(sizes::kSessionSeq);
  EXPECT_EQ(table.mara.sessions->on_held(sizes::kSessionSeq + 1).error().code,
            Code::session_seq_too_large);
  EXPECT_EQ(table.establish(table.mara, table.jonas).error().code, Code::session_seq_too_large);
}

TEST(Session, AHeldNumberFarAboveAllThatThereWereIsRefusedAndTakesNoneAway) {
  SessionTable table(29);
  for (const auto seq : {sizes::kSessionJump + 1, sizes::kSessionSeq - 1, sizes::kSessionSeq})
    EXPECT_EQ(table.mara.sessions->on_held(seq).error().code, Code::session_seq_too_large);
  EXPECT_EQ(*table.establish(table.mara, table.jonas), 1U);
  ASSERT_TRUE(table.mara.sessions->on_held(sizes::kSessionJump));
  EXPECT_EQ(*table.establish(table.mara, table.jonas), sizes::kSessionJump + 1);
}

TEST(Session, AJumpOfTheNumberIsFollowedToItsBoundAndLocksNoLaterSessionOut) {
  SessionTable table(30);
  auto beyond = table.mara.sessions->clone();
  table.mara.sessions->go_above(sizes::kSessionJump);
  ASSERT_TRUE(table.establish(table.mara, table.jonas));
  EXPECT_EQ(table.read(table.jonas, table.send(table.mara, "far")), "session_seq_too_large");
  EXPECT_EQ(table.jonas.sessions->highest_theirs(), 0U);

  table.mara.sessions = std::make_unique<Sessions>(std::move(beyond));
  ASSERT_TRUE(table.establish(table.mara, table.jonas));
  EXPECT_EQ(table.read(table.jonas, table.send(table.mara, "the next")), "the next");
  table.mara.sessions->go_above(sizes::kSessionJump);
  ASSERT_TRUE(table.establish(table.mara, table.jonas));
  EXPECT_EQ(table.read(table.jonas, table.send(table.mara, "at the bound")), "at the bound");
}

TEST(Session, OneWhoseKeysMayBeOldIsReplacedByOneAboveAllKnownNumbers) {
  SessionTable table(31);
  ASSERT_TRUE(table.establish(table.mara, table.jonas));
  const auto due = [&](std::uint64_t old) {
    return table.mara.sessions->due(table.mara.roots.current(), kStartMs, old);
  };
  EXPECT_EQ(due(0), std::nullopt);
  EXPECT_EQ(due(1), SessionReason::by_hand);
  table.mara.sessions->go_above(7);
  EXPECT_EQ(*table.establish(table.mara, table.jonas, kStartMs, SessionReason::by_hand), 8U);
  EXPECT_EQ(due(7), std::nullopt);
}

TEST(Session, WhenBothBeginAtOnceBothUseTheSameOneInTheEnd) {
  SessionTable table(18);
  ASSERT_TRUE(table.establish(table.mara, table.jonas));
  ASSERT_TRUE(table.establish(table.jonas, table.mara));
  const Bytes from_mara = table.send(table.mara, "m");
  const Bytes from_jonas = table.send(table.jonas, "j");
  ASSERT_EQ(table.read(table.jonas, from_mara), "m");
  ASSERT_EQ(table.read(table.mara, from_jonas), "j");
  const auto next_mara = SessionTable::parsed(table.send(table.mara, "m2"));
  const auto next_jonas = SessionTable::parsed(table.send(table.jonas, "j2"));
  EXPECT_EQ(next_mara.session, next_jonas.session);
}

TEST(Session, FourStayOpenForReceiving) {
  SessionTable table(19);
  std::vector<Bytes> held;
  for (int i = 0; i < 5; ++i) {
    ASSERT_TRUE(table.establish(table.mara, table.jonas));
    ASSERT_EQ(table.read(table.jonas, table.send(table.mara, "open")), "open");
    held.push_back(table.send(table.mara, "later"));
  }
  EXPECT_EQ(table.read(table.jonas, held[0]), "session_stale");
  for (int i = 1; i < 5; ++i)
    EXPECT_EQ(table.read(table.jonas, held[static_cast<std::size_t>(i)]), "later") << i;
}

TEST(Session, AReplacedSessionIsUsedByBothFromThenOn) {
  SessionTable table(20);
  ASSERT_TRUE(table.establish(table.mara, table.jonas));
  ASSERT_EQ(table.read(table.jonas, table.send(table.mara, "1")), "1");
  ASSERT_EQ(table.read(table.mara, table.send(table.jonas, "2")), "2");
  ASSERT_TRUE(table.establish(table.jonas, table.mara, kStartMs, SessionReason::by_hand));
  const Bytes init = table.send(table.jonas, "3");
  const Bytes crossing = table.send(table.mara, "4");  // in the old one
  ASSERT_EQ(table.read(table.mara, init), "3");
  EXPECT_EQ(table.read(table.jonas, crossing), "4");
  EXPECT_EQ(SessionTable::parsed(table.send(table.mara, "5")).session,
            SessionTable::parsed(init).session);
}

TEST(Session, OneIsDueWhereThereIsNone) {
  SessionTable table(21);
  EXPECT_EQ(table.mara.sessions->due(table.mara.roots.current(), kStartMs), SessionReason::first);
  ASSERT_TRUE(table.establish(table.mara, table.jonas));
  EXPECT_EQ(table.mara.sessions->due(table.mara.roots.current(), kStartMs), std::nullopt);
}

TEST(Session, OneIsDueAfterARotation) {
  SessionTable table(22);
  ASSERT_TRUE(table.establish(table.mara, table.jonas));
  const Root& next = table.mara.roots.rotate(kStartMs, table.random);
  EXPECT_EQ(table.mara.sessions->due(next, kStartMs), SessionReason::rotation);
}

TEST(Session, OneIsDueAfterAHundredUnansweredMessagesOrFourteenDays) {
  SessionTable table(23);
  const auto due = [&](TimeMs now) {
    return table.mara.sessions->due(table.mara.roots.current(), now);
  };
  ASSERT_TRUE(table.establish(table.mara, table.jonas));
  table.send(table.mara, "1");
  EXPECT_EQ(due(kStartMs + kUnansweredMs - 1), std::nullopt);
  EXPECT_EQ(due(kStartMs + kUnansweredMs), SessionReason::unanswered);
  for (int i = 0; i < 98; ++i) table.send(table.mara, "more");
  EXPECT_EQ(due(kStartMs), std::nullopt);
  const Bytes hundredth = table.send(table.mara, "100");
  EXPECT_EQ(due(kStartMs), SessionReason::unanswered);
  ASSERT_EQ(table.read(table.jonas, hundredth), "100");
  ASSERT_EQ(table.read(table.mara, table.send(table.jonas, "here")), "here");
  EXPECT_EQ(due(kStartMs + 100 * kDayMs), std::nullopt);
}

TEST(Session, ResetsForWantOfAnAnswerBackOffToSixtyDays) {
  SessionTable table(24);
  TimeMs now = kStartMs;
  std::vector<TimeMs> waits;
  ASSERT_TRUE(table.establish(table.mara, table.jonas, now));
  for (int i = 0; i < 5; ++i) {
    table.send(table.mara, "?", now);
    const TimeMs from = now;
    while (table.mara.sessions->due(table.mara.roots.current(), now) == std::nullopt) now += kDayMs;
    waits.push_back((now - from) / kDayMs);
    ASSERT_TRUE(table.establish(table.mara, table.jonas, now, SessionReason::unanswered));
  }
  EXPECT_EQ(waits, (std::vector<TimeMs>{14, 28, 56, 60, 60}));
}

TEST(Session, AJumpIsFollowedAndALateMessageStillOpens) {
  SessionTable table(25);
  ASSERT_TRUE(table.establish(table.mara, table.jonas));
  ASSERT_EQ(table.read(table.jonas, table.send(table.mara, "0")), "0");
  const Bytes late = table.send(table.mara, "late");
  for (int i = 0; i < 200; ++i) table.send(table.mara, "lost");
  EXPECT_EQ(table.read(table.jonas, table.send(table.mara, "newest")), "newest");
  EXPECT_EQ(table.read(table.jonas, late), "late");
}

TEST(Session, AStoredStateGoesOnWhereItWas) {
  SessionTable table(26);
  ASSERT_TRUE(table.establish(table.mara, table.jonas));
  const Bytes first = table.send(table.mara, "1");
  table.mara.sessions = std::make_unique<Sessions>(table.mara.sessions->clone());
  ASSERT_EQ(table.read(table.jonas, first), "1");
  table.jonas.sessions = std::make_unique<Sessions>(table.jonas.sessions->clone());
  EXPECT_EQ(table.read(table.jonas, table.send(table.mara, "2")), "2");
  EXPECT_EQ(table.read(table.mara, table.send(table.jonas, "3")), "3");
  EXPECT_TRUE(equal(table.mara.sessions->serialize().view(),
                    table.mara.sessions->clone().serialize().view()));
}

TEST(Session, ACloneThatIsThrownAwayLeavesTheMessageReadable) {
  SessionTable table(27);
  ASSERT_TRUE(table.establish(table.mara, table.jonas));
  const Bytes message = table.send(table.mara, "x");
  auto clone = table.jonas.sessions->clone();
  ASSERT_TRUE(clone.open(SessionTable::parsed(message), table.jonas.own(), kStartMs, table.random));
  EXPECT_EQ(table.read(table.jonas, message), "x");
}

TEST(Session, DamagedStatesAreRefused) {
  SessionTable table(28);
  ASSERT_TRUE(table.establish(table.mara, table.jonas));
  const crypto::Secret state = table.mara.sessions->serialize();
  for (std::size_t size = 0; size < state.size(); ++size)
    EXPECT_EQ(Sessions::parse(state.view().first(size)).error().code, Code::sync_state_damaged);
}

}  // namespace
}  // namespace troth::sync
