// The frames that a client and the relay exchange (proto/README.md, "The
// relay"): `u16 n | n bytes of Protobuf | zeros`, padded to one of five sizes,
// so that the network sees the size class and nothing finer. Each frame is one
// Noise message behind a u16 length. Here are the padding and the collecting of
// such messages, as machines without I/O; what the Protobuf means is no matter
// of this room. One owner, one thread. Bytes that no one could have sent by the
// protocol are refused (frame_malformed), their length before any memory is taken.
#pragma once

#include <cstddef>
#include <span>

#include "core/base/bytes.h"
#include "core/base/error.h"
#include "core/base/relay_protocol.h"

namespace troth::net {

// The most that `pad_frame` takes.
inline constexpr std::size_t kLargestBody = kFrameSizes.back() - 2;

// The body padded to the smallest frame that holds it. CHECKs kLargestBody.
Bytes pad_frame(ByteView body);
// The body of a padded frame. Refuses another size than the five, a length
// beyond the frame, a frame larger than its body needs, and padding that is not zero.
Result<Bytes> unpad_frame(ByteView frame);

// Collects `u16 length | message` from a stream of bytes, one message at a time.
class MessageAssembler {
 public:
  // Only messages of these lengths are taken; the span must outlive the assembler.
  explicit MessageAssembler(std::span<const std::size_t> lengths) : lengths_(lengths) {}

  // Where the next bytes belong: the caller writes some of them there, then calls
  // `filled`. Empty once the message is whole.
  std::span<std::uint8_t> space();
  // The first `count` bytes of `space` have been written.
  Status filled(std::size_t count);
  // True while nothing of the next message has come.
  [[nodiscard]] bool is_empty() const { return filled_ == 0; }
  [[nodiscard]] bool is_whole() const;
  // The message, without its length; the next one may follow. CHECKs is_whole.
  Bytes take();

 private:
  std::span<const std::size_t> lengths_;
  Bytes bytes_{0, 0};       // the two bytes of the length, then the message
  std::size_t filled_ = 0;  // of bytes_
};

// The lengths of sealed frames, and of both handshake messages.
std::span<const std::size_t> sealed_frame_lengths();
std::span<const std::size_t> handshake_lengths();

// `u16 length | message`. CHECKs that the length fits.
Bytes with_length(ByteView message);

}  // namespace troth::net
