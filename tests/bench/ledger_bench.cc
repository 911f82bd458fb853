// A first sync's cost: taking an entry should cost little more than the one
// Ed25519 verification that it needs.
#include <benchmark/benchmark.h>

#include "tests/support/pair.h"

namespace troth::ledger {
namespace {

constexpr std::size_t kEntries = 2000;

// Two devices that answer each other, so that every entry names what it had seen.
struct Conversation {
  test::Pair pair{1};
  std::vector<Bytes> entries;

  Conversation() {
    test::Side mara = pair.side(pair.mara.devices[0]);
    test::Side jonas = pair.side(pair.jonas.devices[0]);
    while (entries.size() < kEntries) {
      test::Side& writer = entries.size() % 2 == 0 ? mara : jonas;
      test::Side& reader = entries.size() % 2 == 0 ? jonas : mara;
      const Entry entry = pair.write(writer, EntryKind::check_in, std::string(300, 'x'));
      pair.give(reader, entry);
      entries.push_back(entry.encode());
    }
  }
};

const Conversation& conversation() {
  static const Conversation kConversation;
  return kConversation;
}

void receive_in_order(benchmark::State& state) {
  const Conversation& all = conversation();
  for (auto _ : state) {
    test::MemoryLog log;
    for (const Bytes& entry : all.entries) {
      benchmark::DoNotOptimize(receive(entry, all.pair.ledger(), log));
    }
  }
  state.SetItemsProcessed(state.iterations() * std::int64_t{kEntries});
}
BENCHMARK(receive_in_order)->Unit(benchmark::kMillisecond);

// The floor: nothing but the signatures.
void verify_signatures(benchmark::State& state) {
  const Conversation& all = conversation();
  std::vector<Entry> entries;
  for (const Bytes& entry : all.entries) entries.push_back(*decode_entry(entry));
  for (auto _ : state) {
    for (const Entry& entry : entries) {
      const Device* device = all.pair.chains.find(entry.header().device);
      benchmark::DoNotOptimize(signature_holds(entry.signed_header(), device->sign_pk));
    }
  }
  state.SetItemsProcessed(state.iterations() * std::int64_t{kEntries});
}
BENCHMARK(verify_signatures)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace troth::ledger
