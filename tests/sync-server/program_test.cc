// The program troth-relay from outside: its commands, its directory, and what
// outlives a kill.
#include "tests/sync-server/program.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <asio/co_spawn.hpp>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <set>

#include "tests/sync-server/stream_client.h"

namespace troth::relay {
namespace {

namespace fs = std::filesystem;
using asio::awaitable;
using testing::HasSubstr;
using testing::IsEmpty;

class Programs : public testing::Test {
 protected:
  Programs() {
    std::string name = (fs::temp_directory_path() / "troth-relay-XXXXXX").string();
    EXPECT_NE(::mkdtemp(name.data()), nullptr);
    folder = name;
    data = folder / "relay";
  }
  ~Programs() override { fs::remove_all(folder); }

  Ended init() const {
    return run_program({"init", "--data", data.string(), "--host", "127.0.0.1", "--port", "4321"});
  }
  Ended run() const {
    return run_program({"run", "--data", data.string(), "--listen", "127.0.0.1:0"});
  }
  // The address that `init` prints.
  net::RelayAddress made() const {
    auto address = net::parse_relay_address(init().output);
    EXPECT_TRUE(address.has_value());
    return std::move(*address);
  }
  static void play(awaitable<void> story) {
    asio::io_context io(1);
    asio::co_spawn(io, std::move(story),
                   [](const std::exception_ptr& exception) { EXPECT_FALSE(exception); });
    io.run();
  }
  static std::string text_of_file(const fs::path& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  static void expect_one_sentence(const Ended& ended, const std::string& part) {
    EXPECT_EQ(ended.status, 1) << ended.errors;
    EXPECT_THAT(ended.errors, HasSubstr(part));
    EXPECT_EQ(std::ranges::count(ended.errors, '\n'), 1) << ended.errors;
    EXPECT_THAT(ended.output, IsEmpty());
  }

  fs::path folder;
  fs::path data;
  crypto::SystemRandom random;
};

TEST_F(Programs, InitMakesTheKeysAndPrintsTheAddressAlone) {
  const Ended ended = init();
  EXPECT_EQ(ended.status, 0);
  EXPECT_THAT(ended.errors, IsEmpty());
  EXPECT_EQ(std::ranges::count(ended.output, '\n'), 1);
  const auto address = net::parse_relay_address(ended.output);
  ASSERT_TRUE(address.has_value());
  EXPECT_EQ(address->place.host, "127.0.0.1");
  EXPECT_EQ(address->place.port, 4321);
  EXPECT_EQ(fs::status(data).permissions(), fs::perms(0700));
  for (const auto& entry : fs::directory_iterator(data))
    EXPECT_EQ(entry.status().permissions(), fs::perms(0600)) << entry.path();
}

TEST_F(Programs, InitNeverOverwritesARelay) {
  EXPECT_EQ(init().status, 0);
  const std::string key = text_of_file(data / "relay.key");
  expect_one_sentence(init(), "There is a relay");
  EXPECT_EQ(text_of_file(data / "relay.key"), key);
}

TEST_F(Programs, InitRefusesADirectoryThatOthersMayRead) {
  fs::create_directory(data);
  fs::permissions(data, fs::perms(0755));
  expect_one_sentence(init(), "chmod go-rwx");
  EXPECT_TRUE(fs::is_empty(data));
}

TEST_F(Programs, ADirectoryMayBeReachedThroughALink) {  // as systemd's StateDirectory is
  fs::create_directory(folder / "private");
  fs::permissions(folder / "private", fs::perms(0700));
  fs::create_directory_symlink(folder / "private", data);
  EXPECT_EQ(init().status, 0);
  RunningRelay relay(data);
  EXPECT_EQ(relay.end_by(SIGTERM), 0);
}

TEST_F(Programs, InitRefusesABadHost) {
  expect_one_sentence(
      run_program({"init", "--data", data.string(), "--host", "a b", "--port", "1"}), "host");
  EXPECT_FALSE(fs::exists(data));
}

TEST_F(Programs, AddressPrintsItAgain) {
  const Ended made_one = init();
  const Ended again = run_program({"address", "--data", data.string()});
  EXPECT_EQ(again.status, 0);
  EXPECT_EQ(again.output, made_one.output);
}

TEST_F(Programs, TwoRelaysHaveTwoKeys) {
  const auto first = made();
  data = folder / "another";
  const auto second = made();
  EXPECT_NE(first.place.key, second.place.key);
  EXPECT_FALSE(equal(first.token.view(), second.token.view()));
}

TEST_F(Programs, WhereThereIsNoRelayItSaysHowToMakeOne) {
  expect_one_sentence(run(), "troth-relay init");
  expect_one_sentence(run_program({"address", "--data", data.string()}), "troth-relay init");
}

TEST_F(Programs, AKeyThatOthersMayReadIsRefused) {
  init();
  fs::permissions(data / "relay.key", fs::perms(0640));
  expect_one_sentence(run(), "relay.key");
}

TEST_F(Programs, ADamagedKeyIsRefused) {
  init();
  const std::string key = text_of_file(data / "relay.key");
  for (const std::string& bad : {key.substr(1), key + "x", std::string(), "X" + key.substr(1)}) {
    std::ofstream(data / "relay.key", std::ios::trunc) << bad;
    expect_one_sentence(run(), "damaged");
  }
}

TEST_F(Programs, ABadConfigIsRefusedWithItsLine) {
  init();
  std::ofstream(data / "config.toml", std::ios::app) << "[mailboxes]\nbites = 3\n";
  expect_one_sentence(run(), "\"bites\" is unknown");
}

TEST_F(Programs, ABadPlaceToListenIsRefused) {
  init();
  expect_one_sentence(run_program({"run", "--data", data.string(), "--listen", "here"}), "here");
}

TEST_F(Programs, WrongUsageExitsWithTwo) {
  for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
           {},
           {"serve"},
           {"run"},
           {"init", "--data", data.string()},
           {"init", "--data", data.string(), "--host", "x", "--port", "0"},
           {"init", "--data", data.string(), "--host", "x", "--port", "65536"},
           {"run", "--data", data.string(), "--loud"}}) {
    const Ended ended = run_program(words);
    EXPECT_EQ(ended.status, 2);
    EXPECT_FALSE(ended.errors.empty());
  }
  EXPECT_FALSE(fs::exists(data));
}

TEST_F(Programs, HelpAndVersionExitWithZero) {
  EXPECT_THAT(run_program({"--version"}).output, HasSubstr("troth-relay 0."));
  EXPECT_THAT(run_program({"--help"}).output, HasSubstr("init"));
  EXPECT_EQ(run_program({"run", "--help"}).status, 0);
}

TEST_F(Programs, ASecondRelayOnTheSameDirectoryIsRefused) {
  init();
  RunningRelay first(data);
  expect_one_sentence(run(), "in use");
}

TEST_F(Programs, SigtermEndsItCleanly) {
  init();
  RunningRelay relay(data);
  EXPECT_EQ(relay.end_by(SIGTERM), 0);
}

TEST_F(Programs, SigtermEndsItWhileClientsAreConnected) {
  auto address = made();
  RunningRelay relay(data);
  address.place.port = relay.port();
  play([&]() -> awaitable<void> {
    auto client = co_await StreamClient::connect(address.place, random);
    auto alive = ping();
    co_await client.expect(std::move(alive), kDone);
    EXPECT_EQ(relay.end_by(SIGTERM), 0);
    co_await client.read_to_end();
  }());
}

// One life of the relay: the writer puts without waiting for answers until the
// relay is killed after `answers` of them; `done` gains the ids that were Done.
struct Pair {
  crypto::SigningKey mara;
  crypto::SigningKey jonas;
  MailboxId mailbox = mailbox_of(mara.public_key());
};

wire::ClientFrame numbered_put(const MailboxId& mailbox, std::uint64_t number) {
  wire::ClientFrame frame = put(mailbox, 0, 4096);
  const Bytes id = Writer().u64(number).u64(number).take();
  frame.mutable_put()->set_envelope_id(string_of(id));
  frame.mutable_put()->mutable_envelope()->replace(0, 16, string_of(id));
  return frame;
}

std::uint64_t number_of(const wire::Item& item) { return Reader(bytes_of(item.envelope())).u64(); }

awaitable<void> set_up(net::RelayAddress& address, crypto::Random& random, const Pair& pair) {
  auto owner = co_await StreamClient::connect(address.place, random);
  auto create = create_by_token(owner.hash(), pair.mara, address.token.view());
  co_await owner.expect(std::move(create), kDone);
  auto log_in = authenticate(owner.hash(), pair.mailbox, Role::read, pair.mara);
  co_await owner.expect(std::move(log_in), kDone);
  auto set = set_writer(pair.mailbox, 0, pair.jonas.public_key());
  co_await owner.expect(std::move(set), kDone);
}

awaitable<void> put_until_killed(net::RelayAddress& address, crypto::Random& random,
                                 const Pair& pair, RunningRelay& relay, std::size_t answers,
                                 std::uint64_t first, std::set<std::uint64_t>& done) {
  constexpr std::uint64_t kAtOnce = 20;
  auto writer = co_await StreamClient::connect(address.place, random);
  auto log_in = authenticate(writer.hash(), pair.mailbox, Role::write, pair.jonas);
  co_await writer.expect(std::move(log_in), kDone);
  for (std::uint64_t i = 0; i < kAtOnce; ++i) {
    auto envelope = numbered_put(pair.mailbox, first + i);
    co_await writer.say(std::move(envelope));
  }
  for (std::size_t i = 0; i < answers; ++i) co_await writer.expect_answer(2 + i);
  relay.end_by(SIGKILL);
  co_await writer.read_to_end();  // what was still on its way counts too
  for (const auto& frame : writer.received)
    if (frame.has_done() && frame.done().request() > 1)
      done.insert(first + frame.done().request() - 2);
}

awaitable<void> fetch_all(net::RelayAddress& address, crypto::Random& random, const Pair& pair,
                          std::set<std::uint64_t>& found) {
  auto owner = co_await StreamClient::connect(address.place, random);
  auto log_in = authenticate(owner.hash(), pair.mailbox, Role::read, pair.mara);
  co_await owner.expect(std::move(log_in), kDone);
  auto subscription = subscribe(pair.mailbox);
  co_await owner.expect(std::move(subscription), kDone);
  for (const auto& frame : owner.received) {
    if (!frame.has_item()) continue;
    EXPECT_TRUE(found.insert(number_of(frame.item())).second) << "twice";
  }
}

TEST_F(Programs, WhatWasDoneOutlivesAKill) {
  auto address = made();
  const Pair pair{crypto::SigningKey::generate(random), crypto::SigningKey::generate(random)};
  {
    RunningRelay relay(data);
    address.place.port = relay.port();
    play(set_up(address, random, pair));
    EXPECT_EQ(relay.end_by(SIGKILL), -SIGKILL);
  }
  std::set<std::uint64_t> done;
  for (std::size_t life = 0; life < 8; ++life) {
    RunningRelay relay(data);
    address.place.port = relay.port();
    play(put_until_killed(address, random, pair, relay, 1 + 2 * life, 100 * life, done));
  }
  EXPECT_GE(done.size(), 8U);
  std::set<std::uint64_t> found;
  RunningRelay relay(data);
  address.place.port = relay.port();
  play(fetch_all(address, random, pair, found));
  EXPECT_TRUE(std::ranges::includes(found, done));
}

TEST_F(Programs, ItsLogHoldsNoAddressAndNoId) {
  auto address = made();
  const Pair pair{crypto::SigningKey::generate(random), crypto::SigningKey::generate(random)};
  RunningRelay relay(data);
  address.place.port = relay.port();
  play(set_up(address, random, pair));
  EXPECT_EQ(relay.end_by(SIGTERM), 0);
  const std::string log = relay.errors();
  EXPECT_THAT(log, HasSubstr("stopped"));
  EXPECT_THAT(log, testing::Not(HasSubstr("127.0.0.1")));
  for (const ByteView id : {pair.mailbox.view(), pair.mara.public_key().view(),
                            address.token.view(), address.place.key.view()})
    EXPECT_THAT(log, testing::Not(HasSubstr(to_hex(id.first(4)))));
}

}  // namespace
}  // namespace troth::relay
