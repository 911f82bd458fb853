// Plaintext of an envelope: u32 length | message | zeros.
#include "core/sync/envelope.h"

#include <algorithm>
#include <optional>

#include "core/base/bytes.h"
#include "core/crypto/hash.h"
#include "core/crypto/seal.h"

namespace troth::sync {
namespace {

Bytes associated(const MailboxId& mailbox) {
  return Writer()
      .raw(crypto::label_prefix(crypto::label::kEnvelopeSeal))
      .raw(mailbox.view())
      .take();
}

// Nothing where length or filling is not a sender's of ours, in the smallest size.
std::optional<Bytes> unpadded(ByteView text) {
  Reader reader(text);
  const ByteView message = reader.lv();
  const bool is_zero =
      std::ranges::all_of(reader.rest(), [](std::uint8_t byte) { return byte == 0; });
  if (!reader.ok() || !is_zero) return std::nullopt;
  return copy_of(message);
}

}  // namespace

Result<Bytes> seal_envelope(const Root& root, const MailboxId& mailbox, ByteView message,
                            crypto::Random& random) {
  const auto size = std::ranges::lower_bound(kEnvelopeSizes, message.size() + kEnvelopeOverhead);
  if (size == kEnvelopeSizes.end()) return refuse(Code::message_too_large);
  const Bytes text = Writer().lv(message).zeros(*size - kEnvelopeOverhead - message.size()).take();
  return crypto::seal(envelope_key(root, mailbox), associated(mailbox), text, random);
}

Result<Bytes> open_envelope(const PairRoots& roots, const MailboxId& mailbox, ByteView envelope) {
  if (std::ranges::find(kEnvelopeSizes, envelope.size()) == kEnvelopeSizes.end())
    return refuse(Code::envelope_size_wrong);
  for (const Root& root : roots.live()) {
    const auto text = crypto::open(envelope_key(root, mailbox), associated(mailbox), envelope);
    if (!text) continue;
    if (auto message = unpadded(text->view())) return std::move(*message);
  }
  return refuse(Code::envelope_not_open);
}

}  // namespace troth::sync
