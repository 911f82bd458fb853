#include "core/net/frame.h"

#include <algorithm>

#include "core/base/check.h"
#include "core/crypto/noise.h"

namespace troth::net {
namespace {

constexpr std::size_t kLengthBytes = 2;
// `e` and the tag of an empty payload, of either side (Noise rev 34, 7.5, NK).
constexpr std::array<std::size_t, 1> kHandshakeLengths{32 + crypto::kNoiseTag};

constexpr auto kSealedLengths = [] {
  auto lengths = kFrameSizes;
  for (auto& length : lengths) length += crypto::kNoiseTag;
  return lengths;
}();
static_assert(kSealedLengths.back() <= crypto::kNoiseLargestMessage);

std::size_t frame_size_for(std::size_t body_size) {
  return *std::ranges::lower_bound(kFrameSizes, body_size + kLengthBytes);
}

}  // namespace

Bytes pad_frame(ByteView body) {
  CHECK(body.size() <= kLargestBody);
  const std::size_t size = frame_size_for(body.size());
  Bytes frame;
  frame.reserve(size);
  frame.push_back(static_cast<std::uint8_t>(body.size()));
  frame.push_back(static_cast<std::uint8_t>(body.size() >> 8));
  frame.insert(frame.end(), body.begin(), body.end());
  frame.resize(size);
  return frame;
}

Result<Bytes> unpad_frame(ByteView frame) {
  Reader reader(frame);
  const ByteView body = reader.raw(reader.u16());
  const bool is_whole = reader.ok() && body.size() <= kLargestBody;
  if (!is_whole || frame.size() != frame_size_for(body.size()))
    return refuse(Code::frame_malformed);
  if (std::ranges::any_of(reader.rest(), [](auto byte) { return byte != 0; }))
    return refuse(Code::frame_malformed);
  return copy_of(body);
}

std::span<std::uint8_t> MessageAssembler::space() { return std::span(bytes_).subspan(filled_); }

Status MessageAssembler::filled(std::size_t count) {
  CHECK(count <= bytes_.size() - filled_);
  filled_ += count;
  if (filled_ != kLengthBytes || bytes_.size() != kLengthBytes) return {};
  const std::size_t length = Reader(bytes_).u16();
  if (std::ranges::find(lengths_, length) == lengths_.end()) return refuse(Code::frame_malformed);
  bytes_.resize(kLengthBytes + length);
  return {};
}

bool MessageAssembler::is_whole() const {
  return filled_ > kLengthBytes && filled_ == bytes_.size();
}

Bytes MessageAssembler::take() {
  CHECK(is_whole());
  Bytes message(bytes_.begin() + kLengthBytes, bytes_.end());
  bytes_.assign(kLengthBytes, 0);
  filled_ = 0;
  return message;
}

std::span<const std::size_t> sealed_frame_lengths() { return kSealedLengths; }
std::span<const std::size_t> handshake_lengths() { return kHandshakeLengths; }

Bytes with_length(ByteView message) {
  CHECK(message.size() <= crypto::kNoiseLargestMessage);
  return Writer().u16(static_cast<std::uint16_t>(message.size())).raw(message).take();
}

}  // namespace troth::net
