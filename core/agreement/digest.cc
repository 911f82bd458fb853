#include "core/agreement/digest.h"

#include "core/crypto/hash.h"

namespace troth::agreement {
namespace {

Bytes joined(std::span<const EntryHash> hashes) {
  Writer out;
  for (const EntryHash& hash : hashes) out.raw(hash.view());
  return out.take();
}

}  // namespace

Bytes clause_leaf(const ClauseId& clause, const Standing& standing) {
  const ByteView current = standing.current ? standing.current->view() : ByteView{};
  return Writer().raw(clause.view()).lv(current).lv(joined(standing.voids)).take();
}

Bytes restriction_leaf(const EntryHash& restriction, std::span<const EntryHash> lifted_by) {
  return Writer().raw(restriction.view()).lv(joined(lifted_by)).take();
}

Hash digest_of(std::span<const ByteView> leaves) {
  return crypto::hash(crypto::label::kAgreement, leaves);
}

}  // namespace troth::agreement
