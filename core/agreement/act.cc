#include "core/agreement/act.h"

#include "core/agreement/payload.h"
#include "core/crypto/hash.h"

namespace troth::agreement {
namespace {

// act      format u8 (1) | entry 32 | partner 32 | device 32 | line 32 | seq u64 | LV(past)
//          | written u64 | latest u64 | deed u8 (its place in the variant) | the deed
// proposal n u32, n * (clause 16 | opt(current 32) | voids 32 | opt(content)) | n u32, n * lift 32
//          | opt(counters 32) | opt(reaffirms 32)
// content  kind u8 | until u64 | leads u8 | reach u8 | when u8 | opt(partner 32) | opt(area 16)
//          | starts u64 | renew_by u64 | cooling-off u32 | pause's u32
// moment   n u32, n * area 16 | until u64; its end opt(moment 32)
// opt(x)   0 u8, or 1 u8 | x
constexpr std::uint8_t kFormat = 1;

std::uint64_t unsigned_of(TimeMs time) { return static_cast<std::uint64_t>(time); }
TimeMs time_from(Reader& in) { return static_cast<TimeMs>(in.u64()); }

template <class Id>
Id id_from(Reader& in) {
  return Id{in.array<Id::kSize>()};
}

template <class Enum>
Enum enum_from(Reader& in) {
  return static_cast<Enum>(in.u8());
}

template <class Id>
void write_optional(Writer& out, const std::optional<Id>& id) {
  out.u8(id ? 1 : 0);
  if (id) out.raw(id->view());
}

template <class Id>
std::optional<Id> read_optional(Reader& in) {
  if (in.u8() == 0) return std::nullopt;
  return id_from<Id>(in);
}

template <class Id>
void write_list(Writer& out, const std::vector<Id>& ids) {
  out.u32(static_cast<std::uint32_t>(ids.size()));
  for (const Id& id : ids) out.raw(id.view());
}

template <class Id>
std::vector<Id> read_list(Reader& in) {
  std::vector<Id> ids;
  for (std::uint32_t left = in.u32(); left > 0 && in.ok(); --left) ids.push_back(id_from<Id>(in));
  return ids;
}

void write(Writer& out, const ContentFacts& facts) {
  out.u8(static_cast<std::uint8_t>(facts.kind)).u64(unsigned_of(facts.until_ms));
  out.u8(facts.leads ? 1 : 0).u8(static_cast<std::uint8_t>(facts.reach));
  out.u8(static_cast<std::uint8_t>(facts.when));
  write_optional(out, facts.partner);
  write_optional(out, facts.area);
  out.u64(unsigned_of(facts.term.starts_ms)).u64(unsigned_of(facts.term.renew_by_ms));
  out.u32(facts.term.cooling_off_hours).u32(facts.term.pause_cooling_off_hours);
}

void read(Reader& in, ContentFacts& facts) {
  facts.kind = enum_from<ClauseKind>(in);
  facts.until_ms = time_from(in);
  facts.leads = in.u8() != 0;
  facts.reach = enum_from<Reach>(in);
  facts.when = enum_from<When>(in);
  facts.partner = read_optional<PartnerId>(in);
  facts.area = read_optional<ClauseId>(in);
  facts.term.starts_ms = time_from(in);
  facts.term.renew_by_ms = time_from(in);
  facts.term.cooling_off_hours = in.u32();
  facts.term.pause_cooling_off_hours = in.u32();
}

void write(Writer& out, const ProposalFacts& facts) {
  out.u32(static_cast<std::uint32_t>(facts.changes.size()));
  for (const ChangeFacts& change : facts.changes) {
    out.raw(change.clause.view());
    write_optional(out, change.current);
    out.raw(change.voids.view()).u8(change.content ? 1 : 0);
    if (change.content) write(out, *change.content);
  }
  write_list(out, facts.lifts);
  write_optional(out, facts.counters);
  write_optional(out, facts.reaffirms);
}

void read(Reader& in, ProposalFacts& facts) {
  for (std::uint32_t left = in.u32(); left > 0 && in.ok(); --left) {
    ChangeFacts& change = facts.changes.emplace_back();
    change.clause = id_from<ClauseId>(in);
    change.current = read_optional<EntryHash>(in);
    change.voids = id_from<Hash>(in);
    if (in.u8() != 0) read(in, change.content.emplace());
  }
  facts.lifts = read_list<EntryHash>(in);
  facts.counters = read_optional<EntryHash>(in);
  facts.reaffirms = read_optional<Hash>(in);
}

void write(Writer& out, const Acceptance& acceptance) {
  out.raw(acceptance.proposal.view()).raw(acceptance.digest.view()).u32(acceptance.rules_version);
}
void read(Reader& in, Acceptance& acceptance) {
  acceptance.proposal = id_from<EntryHash>(in);
  acceptance.digest = id_from<Hash>(in);
  acceptance.rules_version = in.u32();
}

void write(Writer& out, const NoFacts& no) { out.raw(no.proposal.view()); }
void read(Reader& in, NoFacts& no) { no.proposal = id_from<EntryHash>(in); }

void write(Writer& out, const RestrictionFacts& facts) {
  out.u8(static_cast<std::uint8_t>(facts.kind)).u8(static_cast<std::uint8_t>(facts.strength));
  write_list(out, facts.clauses);
  write_optional(out, facts.tightens);
}
void read(Reader& in, RestrictionFacts& facts) {
  facts.kind = enum_from<RestrictionKind>(in);
  facts.strength = enum_from<Strength>(in);
  facts.clauses = read_list<ClauseId>(in);
  facts.tightens = read_optional<EntryHash>(in);
}

void write(Writer& out, const Confirmed& confirmed) { out.raw(confirmed.device.view()); }
void read(Reader& in, Confirmed& confirmed) { confirmed.device = id_from<DeviceId>(in); }

void write(Writer& out, const Cut& cut) {
  out.raw(cut.device.view()).u64(cut.from_seq).u8(static_cast<std::uint8_t>(cut.why));
}
void read(Reader& in, Cut& cut) {
  cut.device = id_from<DeviceId>(in);
  cut.from_seq = in.u64();
  cut.why = enum_from<Cut::Why>(in);
}

void write(Writer& out, const MomentOpened& opened) {
  write_list(out, opened.areas);
  out.u64(unsigned_of(opened.until_ms));
}
void read(Reader& in, MomentOpened& opened) {
  opened.areas = read_list<ClauseId>(in);
  opened.until_ms = time_from(in);
}

void write(Writer& out, const MomentClosed& closed) { write_optional(out, closed.moment); }
void read(Reader& in, MomentClosed& closed) { closed.moment = read_optional<EntryHash>(in); }

// Deeds that say no more than what they are.
template <class Plain>
  requires std::is_empty_v<Plain>
void write(Writer&, const Plain&) {}
template <class Plain>
  requires std::is_empty_v<Plain>
void read(Reader&, Plain&) {}

template <std::size_t Index = 0>
void read_deed(Reader& in, std::size_t index, Deed& deed) {
  if constexpr (Index < std::variant_size_v<Deed>) {
    if (index != Index) return read_deed<Index + 1>(in, index, deed);
    read(in, deed.emplace<Index>());
  }
}

}  // namespace

ContentFacts facts_of(const ClauseContent& content) {
  ContentFacts facts;
  facts.kind = kind_of(content);
  facts.until_ms = content.until_ms;
  if (const auto* role = std::get_if<Role>(&content.body)) {
    facts.leads = role->leads;
    facts.partner = role->partner;
  } else if (const auto* area = std::get_if<Area>(&content.body)) {
    facts.reach = area->reach;
    facts.when = area->when;
    facts.partner = area->leader;
  } else if (const auto* standard = std::get_if<Standard>(&content.body)) {
    facts.area = standard->area;
  } else if (const auto* expectation = std::get_if<Expectation>(&content.body)) {
    facts.partner = expectation->owner;
  } else if (const auto* term = std::get_if<Term>(&content.body)) {
    facts.term = *term;
  }
  return facts;
}

Hash voids_hash(std::span<const EntryHash> voids) {
  if (voids.empty()) return {};
  Writer all;
  for (const EntryHash& voided : voids) all.raw(voided.view());
  return crypto::generic_hash(all.bytes());
}

ProposalFacts facts_of(const Proposal& proposal) {
  ProposalFacts facts{{}, proposal.lifts, proposal.counters, proposal.reaffirms};
  for (const ClauseChange& change : proposal.changes) {
    ChangeFacts& added = facts.changes.emplace_back();
    added.clause = change.clause;
    added.current = change.standing.current;
    added.voids = voids_hash(change.standing.voids);
    if (change.content) added.content = facts_of(*change.content);
  }
  return facts;
}

RestrictionFacts facts_of(const Restriction& restriction) {
  return {restriction.kind, restriction.clauses, restriction.strength, restriction.tightens};
}

Bytes encode(const Act& act) {
  Writer out;
  out.u8(kFormat).raw(act.entry.view()).raw(act.partner.view()).raw(act.device.view());
  out.raw(act.at.line.view()).u64(act.at.seq).lv(act.past.encode());
  out.u64(unsigned_of(act.written_ms)).u64(unsigned_of(act.latest_ms));
  out.u8(static_cast<std::uint8_t>(act.deed.index()));
  std::visit([&](const auto& deed) { write(out, deed); }, act.deed);
  return out.take();
}

Result<Act> decode_act(ByteView bytes) {
  Reader in(bytes);
  const std::uint8_t format = in.u8();
  Act act;
  act.entry = id_from<EntryHash>(in);
  act.partner = id_from<PartnerId>(in);
  act.device = id_from<DeviceId>(in);
  act.at.line = id_from<DeviceId>(in);
  act.at.seq = in.u64();
  const auto past = Clock::decode(in.lv());
  act.written_ms = time_from(in);
  act.latest_ms = time_from(in);
  const std::size_t deed = in.u8();
  read_deed(in, deed, act.deed);
  const bool is_whole = in.done() && past && format == kFormat;
  if (!is_whole) return refuse(Code::act_malformed);
  act.past = *past;
  if (encode(act) != copy_of(bytes)) return refuse(Code::act_malformed);
  return act;
}

}  // namespace troth::agreement
