// Fuzzes the payloads of consent, signed by the partner.
#include <algorithm>
#include <cstdint>

#include "core/agreement/act.h"
#include "core/agreement/proposal.h"
#include "core/agreement/restriction.h"
#include "core/base/bytes.h"
#include "core/base/check.h"

using namespace troth;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView bytes(data, size);
  const agreement::Pair pair{};
  if (const auto proposal = agreement::decode_proposal(bytes, pair))
    CHECK(equal(agreement::encode(*proposal, pair), bytes));
  if (const auto acceptance = agreement::decode_acceptance(bytes))
    CHECK(equal(agreement::encode(*acceptance), bytes));
  using Kind = agreement::RestrictionKind;
  for (const Kind kind : {Kind::pause, Kind::ending, Kind::withdrawal, Kind::limit})
    if (const auto restriction = agreement::decode_restriction(kind, bytes))
      CHECK(equal(agreement::encode(*restriction), bytes));
  if (const auto act = agreement::decode_act(bytes)) CHECK(equal(agreement::encode(*act), bytes));
  return 0;
}
