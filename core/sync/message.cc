#include "core/sync/message.h"

#include "core/base/bytes.h"
#include "core/base/sizes.h"
#include "core/crypto/secret_writer.h"
#include "core/sync/strict.h"
#include "proto/sync.pb.h"

namespace troth::sync {
namespace {

constexpr std::uint8_t kMessageVersion = 1;
constexpr std::uint8_t kSuite = 1;
enum Type : std::uint8_t { kFirst = 1, kNext = 2, kHello = 3 };

template <class Field>
Bytes bytes_in(const Field& field) {
  return copy_of(bytes_of(field.SerializeAsString()));
}

Result<Message> parse_session_message(Reader reader, Type type) {
  SessionMessage out;
  if (type == kFirst) {
    const ByteView init = reader.raw(kSessionInitSize);
    if (!reader.ok()) return refuse(Code::message_malformed);
    TROTH_ASSIGN(out.init, parse_session_init(init));
  }
  out.session = crypto::read_id<SessionId>(reader);
  out.header.key = crypto::read_id<DhPublicKey>(reader);
  out.header.previous_count = reader.u32();
  out.header.number = reader.u32();
  if (!reader.ok()) return refuse(Code::message_malformed);
  out.sealed = copy_of(reader.rest());
  return out;
}

bool write_body(const Hello& hello, wire::HelloBody& body) {
  body.set_pair_id(hello.pair.string());
  body.set_from(hello.from.string());
  body.set_to(hello.to.string());
  body.set_hello_seq(hello.hello_seq);
  body.set_epoch(hello.epoch);
  body.set_write_pk(hello.write_key.string());
  bool is_whole = parse_whole(hello.prekey, *body.mutable_prekey());
  for (const Bytes& certificate : hello.certificates)
    is_whole = parse_whole(certificate, *body.add_certificates()) && is_whole;
  for (const Bytes& entry : hello.entries)
    is_whole = parse_whole(entry, *body.add_entries()) && is_whole;
  return is_whole;
}

Bytes write_hello(const Hello& hello) {
  wire::Hello out;
  out.set_body(string_of(hello.body));
  out.set_signature(hello.signature.string());
  return Writer().u8(kMessageVersion).u8(kHello).raw(bytes_of(out.SerializeAsString())).take();
}

bool read_body(const wire::HelloBody& body, Hello& out) {
  const auto read = [](auto& id, const std::string& field) {
    const auto value = std::remove_reference_t<decltype(id)>::from(field);
    if (value) id = *value;
    return value.has_value();
  };
  out.hello_seq = body.hello_seq();
  out.epoch = body.epoch();
  out.prekey = bytes_in(body.prekey());
  for (const auto& certificate : body.certificates())
    out.certificates.push_back(bytes_in(certificate));
  for (const auto& entry : body.entries()) out.entries.push_back(bytes_in(entry));
  return read(out.pair, body.pair_id()) && read(out.from, body.from()) && read(out.to, body.to()) &&
         read(out.write_key, body.write_pk()) && out.certificates.size() <= sizes::kCertificates;
}

// Strictly: what is read must give the same bytes when it is written again.
Result<Message> parse_hello(ByteView message) {
  wire::Hello in;
  wire::HelloBody body;
  Hello out;
  if (!parse_whole(message.subspan(2), in) || !parse_whole(bytes_of(in.body()), body) ||
      !read_body(body, out))
    return refuse(Code::message_malformed);
  const auto signature = Signature::from(in.signature());
  wire::HelloBody again;
  if (!signature || !write_body(out, again) || again.SerializeAsString() != in.body())
    return refuse(Code::message_malformed);
  out.body = copy_of(bytes_of(in.body()));
  out.signature = *signature;
  if (!equal(write_hello(out), message)) return refuse(Code::message_malformed);
  return out;
}

}  // namespace

Bytes encode(const SessionInit& init) {
  return Writer()
      .u8(kSuite)
      .u32(init.root_epoch)
      .u64(init.session_seq)
      .raw(init.ephemeral.view())
      .u32(init.prekey_id)
      .raw(init.signature.view())
      .take();
}

Result<SessionInit> parse_session_init(ByteView bytes) {
  if (bytes.size() != kSessionInitSize) return refuse(Code::message_malformed);
  Reader reader(bytes);
  if (reader.u8() != kSuite) return refuse(Code::message_newer);
  SessionInit out;
  out.root_epoch = reader.u32();
  out.session_seq = reader.u64();
  out.ephemeral = crypto::read_id<DhPublicKey>(reader);
  out.prekey_id = reader.u32();
  out.signature = crypto::read_id<Signature>(reader);
  return out;
}

Bytes encode(const SessionMessage& message) {
  return Writer()
      .raw(message_head(message.init, message.session))
      .raw(crypto::encode(message.header))
      .raw(message.sealed)
      .take();
}

Bytes message_head(const std::optional<SessionInit>& init, const SessionId& session) {
  Writer out;
  out.u8(kMessageVersion).u8(init ? kFirst : kNext);
  if (init) out.raw(encode(*init));
  return out.raw(session.view()).take();
}

Result<Message> parse_message(ByteView bytes) {
  Reader reader(bytes);
  const auto version = reader.u8();
  const auto type = reader.u8();
  if (!reader.ok()) return refuse(Code::message_malformed);
  if (version != kMessageVersion) return refuse(Code::message_newer);
  if (type == kFirst || type == kNext)
    return parse_session_message(reader, static_cast<Type>(type));
  if (type == kHello) return parse_hello(bytes);
  return refuse(Code::message_newer);
}

Result<Bytes> sign_hello(Hello& hello, const crypto::SigningKey& key) {
  wire::HelloBody body;
  if (!write_body(hello, body)) return refuse(Code::message_malformed);
  hello.body = copy_of(bytes_of(body.SerializeAsString()));
  hello.signature = key.sign(crypto::label::kHello, hello.body);
  return write_hello(hello);
}

Status verify(const Hello& hello, const SignPublicKey& key, const PairId& pair,
              const DeviceId& self, std::uint64_t highest) {
  if (hello.pair != pair || hello.to != self ||
      !crypto::verify(key, crypto::label::kHello, hello.body, hello.signature))
    return refuse(Code::hello_signature_wrong);
  if (hello.hello_seq <= highest) return refuse(Code::hello_replayed);
  return {};
}

}  // namespace troth::sync
