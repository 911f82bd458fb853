#include "tests/core/vault/couple.h"

#include <cstdlib>

#include "core/net/relay_address.h"
#include "core/vault/blind_check_ins.h"
#include "core/vault/dispatch.h"
#include "core/vault/process.h"
#include "core/vault/state.h"

namespace troth::vault {

const char* const kFirstProposal = R"(
title = "A first half year"
reason = "So that both of us know where we stand."
[[role]]
partner = "me"
title = "submissive"
[[role]]
partner = "partner"
title = "Dominant"
leads = true
[[area]]
name = "Household"
reach = "delegate"
[[area]]
name = "Work"
reach = "consult"
[[standard]]
area = "Household"
applies_to = "me"
text = "The kitchen is clean before we go to bed."
every = "day"
[rhythm]
check_in = "day"
time_zone = "Europe/Amsterdam"
)";

void copy_files(const std::filesystem::path& from, const std::filesystem::path& to,
                std::initializer_list<const char*> names) {
  std::filesystem::create_directories(to);
  for (const char* name : names) {
    std::filesystem::remove(to / name);
    if (std::filesystem::exists(from / name)) std::filesystem::copy(from / name, to / name);
  }
}

crypto::Secret secret_text(std::string_view text) {
  return crypto::Secret::copy_of(bytes_of(text));
}

CheckInAnswers saying(std::string text) {
  CheckInAnswers answers;
  answers.text = std::move(text);
  return answers;
}

CheckInAnswers rating(std::string dimension, std::uint32_t value) {
  CheckInAnswers answers;
  answers.ratings.push_back({std::move(dimension), value});
  return answers;
}

CheckInAnswers wishing_to_talk() {
  CheckInAnswers answers;
  answers.wants_to_talk = true;
  return answers;
}

Person::Person(std::filesystem::path directory, std::string name, crypto::Random& random,
               TimeMs& now)
    : directory_(std::move(directory)), name_(std::move(name)), random_(random), now_(now) {}

void Person::create(const std::string& relay_address) {
  NewProfile profile{name_, crypto::kLowCost, secret_text(relay_address)};
  auto created =
      must(Vault::create(directory_, secret_text(name_ + " is awake"), profile, now_, random_));
  EXPECT_GT(created.recovery_words.size(), 60U);
  vault_ = std::make_unique<Vault>(std::move(created.vault));
}

void Person::open() {
  vault_ = std::make_unique<Vault>(
      must(Vault::open(directory_, secret_text(name_ + " is awake"), random_)));
}

std::vector<Error> Person::prepare() {
  must(ensure_paired_entry(state(), now_));
  must(open_what_is_answered(state(), now_));
  std::vector<Error> troubles;
  must(fill_outbox(state(), now_, troubles));
  return troubles;
}

std::vector<Bytes> Person::take_outbox() {
  std::vector<Bytes> envelopes;
  for (const auto& item : must(state().store().outbox().oldest(1000))) {
    envelopes.push_back(item.envelope);
    must(on_posted(state(), item.id, now_));
  }
  return envelopes;
}

Result<Taken> Person::receive(const Bytes& envelope) {
  return take_in(state(), {++seq_, envelope, 0}, now_);
}

Couple::Couple(crypto::Random* random)
    : folder_([] {
        std::string name = (std::filesystem::temp_directory_path() / "troth-XXXXXX").string();
        CHECK(mkdtemp(name.data()) != nullptr);
        return name;
      }()),
      random_(random == nullptr ? system_random_ : *random),
      mara_(folder_ / "mara", "Mara", random_, now_),
      jonas_(folder_ / "jonas", "Jonas", random_, now_) {
  must(prepare_process());
}

Couple::~Couple() {
  mara_.close();
  jonas_.close();
  std::filesystem::remove_all(folder_);
}

crypto::Secret Couple::begin_pairing() {
  net::RelayAddress address{{"127.0.0.1", 7424, {}}, random_.secret(kRelayToken)};
  address.place.key = crypto::DhKey::generate(random_).public_key();
  const crypto::Secret text = net::format_relay_address(address);
  mara_.create(string_of(text.view()));
  jonas_.create("");
  const auto invite = must(mara_.commands().invite());
  must(jonas_.commands().join(invite));
  return invite.clone();
}

void Couple::exchange_pairing() {
  begin_pairing();
  std::map<std::uint8_t, Bytes> slots;
  auto inviter = *must(UnfinishedPairing::find(mara_.state()));
  auto joiner = *must(UnfinishedPairing::find(jonas_.state()));
  const auto turn = [&](UnfinishedPairing& side, Person& person) {
    const auto step = side.next_step();
    using Do = sync::RendezvousStep::Do;
    if (step.what == Do::nothing) return;
    Bytes got;
    if (step.what == Do::open) slots[1] = step.message;
    if (step.what == Do::put) slots[step.slot] = step.message;
    if (step.what == Do::get) {
      if (!slots.contains(step.slot)) return;
      got = slots[step.slot];
    }
    must(side.on_step_done(person.state(), step, got, now_));
  };
  for (int round = 0; round < 8; ++round) {
    turn(inviter, mara_);
    turn(joiner, jonas_);
  }
}

void Couple::pair() {
  exchange_pairing();
  const auto digits = must(mara_.queries().pairing()).digits;
  ASSERT_EQ(digits, must(jonas_.queries().pairing()).digits);
  must(mara_.commands().confirm(digits));
  must(jonas_.commands().confirm(digits));
  sync();
}

void Couple::agree() {
  pair();
  must(mara_.commands().propose(kFirstProposal));
  sync();
  must(jonas_.commands().accept(waiting(jonas_)));
  sync();
}

void Couple::deliver(Person& from, Person& to) {
  from.prepare();
  for (const Bytes& envelope : from.take_outbox()) {
    const auto taken = must(to.receive(envelope));
    for (const Error& trouble : taken.troubles) ADD_FAILURE() << trouble.message;
  }
}

void Couple::sync() {
  for (int round = 0; round < 4; ++round) {
    deliver(jonas_, mara_);
    deliver(mara_, jonas_);
  }
}

void Couple::sync_with_losses() {
  const auto hand_over = [](Person& from, Person& to) {
    from.prepare();
    for (const Bytes& envelope : from.take_outbox()) must(to.receive(envelope));
  };
  for (int round = 0; round < 6; ++round) {
    hand_over(jonas_, mara_);
    hand_over(mara_, jonas_);
    now_ += 11 * kMinuteMs;  // an owed frontier is due
  }
}

std::string Couple::waiting(Person& person) {
  std::string found;
  for (const auto& proposal : must(person.queries().proposals(Which::open)))
    if (proposal.waits_for_me) found = proposal.state.entry.hex();
  return found;
}

void Couple::expect_same_agreement() {
  EXPECT_EQ(must(mara_.queries().agreement()).digest, must(jonas_.queries().agreement()).digest);
}

}  // namespace troth::vault
