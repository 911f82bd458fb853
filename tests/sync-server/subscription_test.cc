// What a reader is told, and when.
#include <gmock/gmock.h>

#include "tests/sync-server/test_relay.h"

namespace troth::relay {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using wire::Refused;

class Subscriptions : public testing::Test {
 protected:
  void put_many(int count) {
    for (int i = 0; i < count; ++i) ASSERT_EQ(writer.ask(put(mailbox, ++last_id, 16384)), kDone);
  }

  TestRelay relay;
  crypto::SigningKey mara = crypto::SigningKey::generate(relay.random);
  crypto::SigningKey jonas = crypto::SigningKey::generate(relay.random);
  MailboxId mailbox = mailbox_of(mara.public_key());
  TestClient& owner = relay.owner(mara);
  TestClient& writer = relay.writer(owner, mara, 2, jonas);
  std::uint8_t last_id = 0;
};

TEST_F(Subscriptions, BeginWithTheStateThenWhatWaitedThenDone) {
  put_many(2);
  owner.received.clear();
  EXPECT_EQ(owner.ask(subscribe(mailbox)), kDone);
  ASSERT_EQ(owner.received.size(), 4U);
  EXPECT_TRUE(owner.received[0].has_state());
  EXPECT_EQ(owner.received[1].item().seq(), 1U);
  EXPECT_EQ(owner.received[2].item().seq(), 2U);
  EXPECT_TRUE(owner.received[3].has_done());
}

TEST_F(Subscriptions, OfAnEmptyMailboxAreDoneAtOnce) {
  owner.received.clear();
  EXPECT_EQ(owner.ask(subscribe(mailbox)), kDone);
  ASSERT_EQ(owner.received.size(), 2U);
  EXPECT_EQ(owner.state().next(), 1U);
  EXPECT_EQ(owner.state().acknowledged(), 0U);
}

TEST_F(Subscriptions, BeginAfterWhatTheClientHas) {
  put_many(3);
  EXPECT_EQ(owner.ask(subscribe(mailbox, 2)), kDone);
  EXPECT_THAT(owner.seqs(), ElementsAre(3U));
}

TEST_F(Subscriptions, BringMoreThanOneFetchHolds) {
  put_many(40);
  EXPECT_EQ(owner.ask(subscribe(mailbox)), kDone);
  EXPECT_EQ(owner.seqs().size(), 40U);
  EXPECT_TRUE(std::ranges::is_sorted(owner.seqs()));
}

TEST_F(Subscriptions, ArePushedToEveryReader) {
  TestClient& second = relay.owner(mara);
  EXPECT_EQ(owner.ask(subscribe(mailbox)), kDone);
  EXPECT_EQ(second.ask(subscribe(mailbox)), kDone);
  put_many(1);
  EXPECT_THAT(owner.seqs(), ElementsAre(1U));
  EXPECT_THAT(second.seqs(), ElementsAre(1U));
}

TEST_F(Subscriptions, OnceMoreStartOver) {
  put_many(2);
  EXPECT_EQ(owner.ask(subscribe(mailbox)), kDone);
  EXPECT_EQ(owner.ask(subscribe(mailbox, 1)), kDone);
  EXPECT_THAT(owner.seqs(), ElementsAre(1U, 2U, 2U));
}

TEST_F(Subscriptions, BeyondWhatTheRelayHasShowItsState) {
  put_many(1);
  EXPECT_EQ(owner.ask(subscribe(mailbox, 50)), kDone);
  EXPECT_THAT(owner.seqs(), IsEmpty());
  EXPECT_EQ(owner.state().next(), 2U);
}

TEST_F(Subscriptions, NeedALoginToRead) {
  TestClient& stranger = relay.connect();
  EXPECT_EQ(stranger.ask(subscribe(mailbox)), refusal(Refused::NOT_ALLOWED));
  put_many(1);
  EXPECT_THAT(stranger.received, testing::SizeIs(1));
}

TEST_F(Subscriptions, ThatAnotherReplacedAreRefused) {
  put_many(20);
  owner.reads = false;
  EXPECT_EQ(owner.ask(subscribe(mailbox)), kNothing);
  const auto first = owner.last_request();
  EXPECT_EQ(owner.ask(subscribe(mailbox, 19)), kNothing);
  owner.reads = true;
  relay.settle();
  EXPECT_EQ(owner.told(first), refusal(Refused::CONFLICT));
  EXPECT_EQ(owner.told(owner.last_request()), kDone);
}

TEST_F(Subscriptions, AreCounted) {
  for (int i = 0; i < 8; ++i) {
    const auto key = crypto::SigningKey::generate(relay.random);
    const auto other = mailbox_of(key.public_key());
    EXPECT_EQ(owner.ask(create_by_token(owner.hash(), key, relay.token.view())), kDone);
    EXPECT_EQ(owner.ask(authenticate(owner.hash(), other, Role::read, key)), kDone);
    EXPECT_EQ(owner.ask(subscribe(other)), kDone);
  }
  EXPECT_EQ(owner.ask(subscribe(mailbox)), refusal(Refused::TOO_MANY));
}

TEST_F(Subscriptions, OfAMailboxThatGoesEndTheConnectionWhenNewsShowIt) {
  EXPECT_EQ(owner.ask(subscribe(mailbox)), kDone);
  TestClient& second = relay.owner(mara);
  EXPECT_EQ(second.ask(delete_mailbox(mailbox)), kDone);
  owner.machine.on_news(mailbox);
  relay.settle();
  EXPECT_TRUE(owner.is_finished());
}

class SeveralMailboxes : public Subscriptions {
 protected:
  SeveralMailboxes() {
    for (int i = 0; i < 4; ++i) {
      keys.push_back(crypto::SigningKey::generate(relay.random));
      mailboxes.push_back(mailbox_of(keys.back().public_key()));
      TestClient& other = relay.owner(keys.back());
      const auto write_key = crypto::SigningKey::generate(relay.random);
      TestClient& to = relay.writer(other, keys.back(), 0, write_key);
      for (std::uint8_t id = 1; id <= 20; ++id)
        EXPECT_EQ(to.ask(put(mailboxes.back(), id, 16384)), kDone);
      EXPECT_EQ(owner.ask(authenticate(owner.hash(), mailboxes.back(), Role::read, keys.back())),
                kDone);
    }
  }

  std::vector<crypto::SigningKey> keys;
  std::vector<MailboxId> mailboxes;
};

TEST_F(SeveralMailboxes, CostNoMoreMemoryThanOneWhereTheClientDoesNotRead) {
  owner.reads = false;
  for (const MailboxId& one : mailboxes) EXPECT_EQ(owner.ask(subscribe(one)), kNothing);
  std::size_t size = 0;
  while (const auto frame = owner.machine.take_output()) size += frame->size();
  EXPECT_GT(size, std::size_t{128} * 1024);
  EXPECT_LT(size, std::size_t{192} * 1024);
}

TEST_F(SeveralMailboxes, AreAllFetchedWhole) {
  owner.received.clear();
  owner.reads = false;
  for (const MailboxId& one : mailboxes) owner.ask(subscribe(one));
  owner.reads = true;
  relay.settle();
  EXPECT_EQ(owner.seqs().size(), 80U);
  EXPECT_EQ(owner.told(owner.last_request()), kDone);
}

TEST_F(SeveralMailboxes, AreFetchedOnWhereOneIsGone) {
  EXPECT_EQ(relay.owner(keys[0]).ask(delete_mailbox(mailboxes[0])), kDone);
  owner.reads = false;
  for (const MailboxId& one : mailboxes) owner.ask(subscribe(one));
  owner.reads = true;
  relay.settle();
  EXPECT_EQ(owner.seqs().size(), 60U);
  EXPECT_FALSE(owner.is_finished());
}

}  // namespace
}  // namespace troth::relay
