// State, as `serialize` gives it: self 32 | common root 32 | LV(confirmed) | chains | prekey u32 |
// LV(sent) | sent root 32 | sent prekey u32 | sent chains | LV(write key) | n u8 and a relay's
// place | announced after u64 | announced u8 | resend u64 | delay u64 | owed u64 | asked 32 | delay
// u64; chains: n u8 | n * (partner 32 | length u32 | head 32).
#include "core/sync/reconcile.h"

#include <algorithm>
#include <set>

#include "core/crypto/hash.h"
#include "core/sync/stored_place.h"

namespace troth::sync {
namespace {

// The certificates that pairing exchanged: genesis and recovery.
constexpr std::uint32_t kPairedCertificates = 2;
constexpr std::size_t kEntriesAtOnce = 256;
// What an entry costs beside its bytes: a tag and a length of at most three bytes.
constexpr std::size_t kEntryOverhead = 4;

bool may_go(ledger::EntryKind kind, Scope scope) {
  return scope == Scope::everything || kind == ledger::EntryKind::paired ||
         kind == ledger::EntryKind::session;
}

// `difference.they_hold` knows only heads that are here. Of a device whose head
// is ahead of ours they hold what is here too, since each entry names the one before.
Clock held_by(const ledger::Difference& difference, const std::vector<ledger::Line>& lines) {
  Clock out = difference.they_hold;
  for (const ledger::Head& head : difference.we_lack)
    for (const ledger::Line& line : lines)
      if (!line.is_branch() && line.head.device == head.device && line.head.seq < head.seq)
        out.raise(line.tick());
  return out;
}

ledger::ChainHead head_of(const ledger::DeviceChain& chain) {
  return {chain.partner(), chain.length(), chain.head()};
}

std::uint32_t length_in(const std::vector<ledger::ChainHead>& chains, const PartnerId& partner) {
  const auto at = std::ranges::find(chains, partner, &ledger::ChainHead::partner);
  return at == chains.end() ? kPairedCertificates : at->length;
}

SyncMessage with_receipt(const Receipt& receipt) {
  SyncMessage out;
  out.receipt = receipt;
  return out;
}

void write_chains(crypto::SecretWriter& out, const std::vector<ledger::ChainHead>& chains) {
  out.u8(static_cast<std::uint8_t>(chains.size()));
  for (const auto& chain : chains)
    out.raw(chain.partner.view()).u32(chain.length).raw(chain.head.view());
}

std::vector<ledger::ChainHead> read_chains(Reader& in) {
  std::vector<ledger::ChainHead> out;
  for (auto left = in.u8(); left > 0 && in.ok(); --left) {
    auto& chain = out.emplace_back();
    chain.partner = crypto::read_id<PartnerId>(in);
    chain.length = in.u32();
    chain.head = crypto::read_id<CertificateHash>(in);
  }
  return out;
}

}  // namespace

std::uint32_t Reconciliation::held_length(const PartnerId& partner) const {
  return length_in(their_chains_, partner);
}

bool Reconciliation::awaits_confirmation() const {
  const auto holds = [&](const ledger::ChainHead& sent) {
    return held_length(sent.partner) >= sent.length;
  };
  return !confirmed_.contains(sent_) || !std::ranges::all_of(sent_chains_, holds) ||
         sent_root_ != RootId{} || sent_prekey_ > their_prekey_ ||
         (announced_ && (write_key_ || relay_));
}

void Reconciliation::forget_sent() {
  sent_ = confirmed_;
  sent_root_ = {};
  sent_prekey_ = their_prekey_;
  sent_chains_ = their_chains_;
  announced_ = false;
}

const Root& Reconciliation::common_root(const PairRoots& roots) const {
  const Root* common = roots.find(common_root_);
  return common != nullptr ? *common : roots.live().back();
}

void Reconciliation::hear_root(const RootId& theirs, const PairRoots& roots) {
  const Root* named = roots.find(theirs);
  if (named != nullptr && named->epoch >= common_root(roots).epoch) common_root_ = theirs;
  if (common_root_ == sent_root_ || common_root_ == roots.current().id) sent_root_ = {};
}

Result<ledger::Difference> Reconciliation::on_receipt(const Receipt& theirs,
                                                      const LedgerView& ledger,
                                                      const Control& control, TimeMs now,
                                                      crypto::Random& random) {
  TROTH_ASSIGN(const auto lines, ledger.log.lines());
  TROTH_ASSIGN(auto difference, ledger::compare(theirs.frontier, ledger.log, ledger.chains));
  const Clock held = held_by(difference, lines);
  const bool moved = !confirmed_.contains(held) || their_prekey_ < theirs.held_prekey ||
                     their_chains_ != theirs.frontier.chains || common_root_ != theirs.root;
  confirmed_ = held;
  sent_.merge(held);
  their_chains_ = theirs.frontier.chains;
  their_prekey_ = std::min(theirs.held_prekey, control.prekey.prekey.id);
  hear_root(theirs.root, control.roots);
  if (confirmed_.seq_of(self_) > announced_after_) {
    write_key_.reset();
    relay_.reset();
  }
  difference.they_lack_entries = std::ranges::any_of(
      lines, [&](const ledger::Line& line) { return !held.contains(line.tick()); });
  ask_for(difference, now, random);
  if (moved) resend_delay_ms_ = kFirstResendMs;
  if (!awaits_confirmation())
    resend_ms_ = 0;
  else if (resend_ms_ == 0)
    resend_ms_ = now + resend_delay_ms_;
  return difference;
}

// A frontier that names what is not here is asked for by the own frontier: soon
// the first time, then after a back-off, so that two devices that cannot help
// each other do not talk for ever.
void Reconciliation::ask_for(const ledger::Difference& difference, TimeMs now,
                             crypto::Random& random) {
  if (difference.we_lack.empty() && difference.we_lack_certificates.empty()) return;
  Writer lacking;
  for (const ledger::Head& head : difference.we_lack) lacking.raw(head.hash.view());
  for (const PartnerId& partner : difference.we_lack_certificates) lacking.raw(partner.view());
  const Hash digest = crypto::generic_hash(lacking.bytes());
  if (digest != asked_for_) {
    asked_for_ = digest;
    ask_delay_ms_ = kFirstResendMs;
    on_news(now, random);
  } else if (owed_ms_ == 0) {
    owed_ms_ = now + ask_delay_ms_;
    ask_delay_ms_ = std::min(2 * ask_delay_ms_, kLastResendMs);
  }
}

void Reconciliation::on_news(TimeMs now, crypto::Random& random) {
  const TimeMs due = now + static_cast<TimeMs>(random.below(kFrontierDelayMs + 1));
  if (owed_ms_ == 0 || due < owed_ms_) owed_ms_ = due;
}

void Reconciliation::on_posted(TimeMs now) {
  if (resend_ms_ == 0 && awaits_confirmation()) resend_ms_ = now + resend_delay_ms_;
}

void Reconciliation::announce(const SignPublicKey& write_key, std::uint64_t own_seq) {
  write_key_ = write_key;
  announced_after_ = std::max(announced_after_, own_seq);
  announced_ = false;
}

void Reconciliation::announce(const RelayPlace& relay, std::uint64_t own_seq) {
  relay_ = relay;
  announced_after_ = std::max(announced_after_, own_seq);
  announced_ = false;
}

const Root* Reconciliation::rotation_to_tell(const PairRoots& roots) const {
  const Root& common = common_root(roots);
  const Root& current = roots.current();
  if (common.id == current.id) return nullptr;
  const std::uint32_t epoch = std::min(common.epoch + 1, current.epoch);
  const auto at = std::ranges::find(roots.live(), epoch, &Root::epoch);
  const bool is_told = at == roots.live().end() || at->rotation.empty() || at->id == sent_root_;
  return is_told ? nullptr : &*at;
}

bool Reconciliation::add_control(SyncMessage& message, const LedgerView& ledger,
                                 const Control& control) {
  bool added = false;
  for (const ledger::DeviceChain* chain : {&ledger.chains.own, &ledger.chains.other}) {
    const auto from =
        std::max(held_length(chain->partner()), length_in(sent_chains_, chain->partner()));
    for (std::size_t i = from; i < chain->length(); ++i) {
      message.certificates.push_back(chain->certificates()[i].encode());
      added = true;
    }
  }
  sent_chains_ = {head_of(ledger.chains.own), head_of(ledger.chains.other)};
  if (const Root* root = rotation_to_tell(control.roots)) {
    message.rotation = RootRotation{root->epoch, root->rotation.clone()};
    sent_root_ = root->id;
    added = true;
  }
  if (std::max(their_prekey_, sent_prekey_) < control.prekey.prekey.id) {
    message.prekey = control.prekey.encode();
    sent_prekey_ = control.prekey.prekey.id;
    added = true;
  }
  added = added || (!announced_ && (write_key_ || relay_));
  announced_ = true;
  return added;
}

Result<std::vector<SyncMessage>> Reconciliation::plan(const LedgerView& ledger,
                                                      const Control& control, Scope scope,
                                                      std::size_t most_bytes, TimeMs now) {
  if (resend_ms_ != 0 && now >= resend_ms_) {
    forget_sent();
    resend_ms_ = 0;
    resend_delay_ms_ = std::min(2 * resend_delay_ms_, kLastResendMs);
  }
  TROTH_ASSIGN(auto frontier, ledger::frontier_of(ledger.log, ledger.chains));
  SyncMessage bare = with_receipt({std::move(frontier), control.roots.current().id,
                                   control.held_prekey, control.held_session_seq});
  bare.write_key = write_key_;
  bare.relay = relay_;
  std::vector<SyncMessage> out;
  out.push_back(with_receipt(bare.receipt));
  out.back().write_key = write_key_;
  out.back().relay = relay_;
  const bool has_control = add_control(out.back(), ledger, control);
  TROTH_TRY(add_entries(out, bare, ledger, scope, most_bytes));
  const bool is_owed = owed_ms_ != 0 && now >= owed_ms_;
  if (!has_control && !is_owed && out.front().entries.empty()) return std::vector<SyncMessage>{};
  owed_ms_ = 0;
  return out;
}

Status Reconciliation::add_entries(std::vector<SyncMessage>& messages, const SyncMessage& bare,
                                   const LedgerView& ledger, Scope scope, std::size_t most_bytes) {
  const auto size_of = [](const SyncMessage& message) -> Result<std::size_t> {
    TROTH_ASSIGN(const auto text, encode(message));
    return text.size();
  };
  TROTH_ASSIGN(const std::size_t bare_size, size_of(bare));
  TROTH_ASSIGN(std::size_t size, size_of(messages.back()));
  Clock seen = sent_;
  std::set<DeviceId> held_back;  // lines of which nothing more may go yet
  for (bool more = true; more;) {
    TROTH_ASSIGN(const auto placed, ledger.log.beyond(seen, kEntriesAtOnce));
    more = placed.size() == kEntriesAtOnce;
    for (const auto& [entry, place] : placed) {
      seen.raise(place.tick);
      if (!may_go(place.kind, scope)) held_back.insert(place.tick.line);
      if (held_back.contains(place.tick.line)) continue;
      Bytes bytes = entry.encode();
      const std::size_t cost = bytes.size() + kEntryOverhead;
      if (size + cost > most_bytes && size > bare_size) {
        messages.push_back(with_receipt(bare.receipt));
        messages.back().write_key = bare.write_key;
        messages.back().relay = bare.relay;
        size = bare_size;
      }
      size += cost;
      messages.back().entries.push_back(std::move(bytes));
      sent_.raise(place.tick);
    }
  }
  return {};
}

std::optional<TimeMs> Reconciliation::next_deadline() const {
  if (resend_ms_ == 0 && owed_ms_ == 0) return std::nullopt;
  if (resend_ms_ == 0 || owed_ms_ == 0) return resend_ms_ + owed_ms_;
  return std::min(resend_ms_, owed_ms_);
}

void Reconciliation::serialize(crypto::SecretWriter& out) const {
  out.raw(self_.view()).raw(common_root_.view()).lv(confirmed_.encode());
  write_chains(out, their_chains_);
  out.u32(their_prekey_).lv(sent_.encode()).raw(sent_root_.view()).u32(sent_prekey_);
  write_chains(out, sent_chains_);
  out.lv(write_key_ ? write_key_->view() : ByteView{}).u8(relay_ ? 1 : 0);
  if (relay_) write_place(out, *relay_);
  out.u64(announced_after_).u8(announced_ ? 1 : 0);
  out.time(resend_ms_).time(resend_delay_ms_).time(owed_ms_);
  out.raw(asked_for_.view()).time(ask_delay_ms_);
}

Result<Reconciliation> Reconciliation::parse(Reader& in) {
  const auto self = crypto::read_id<DeviceId>(in);
  Reconciliation out(self, crypto::read_id<RootId>(in), 0);
  const auto confirmed = Clock::decode(in.lv());
  out.their_chains_ = read_chains(in);
  out.their_prekey_ = in.u32();
  const auto sent = Clock::decode(in.lv());
  out.sent_root_ = crypto::read_id<RootId>(in);
  out.sent_prekey_ = in.u32();
  out.sent_chains_ = read_chains(in);
  out.write_key_ = SignPublicKey::from(in.lv());
  if (in.u8() != 0) out.relay_ = read_place(in);
  out.announced_after_ = in.u64();
  out.announced_ = in.u8() != 0;
  out.resend_ms_ = crypto::read_time(in);
  out.resend_delay_ms_ = crypto::read_time(in);
  out.owed_ms_ = crypto::read_time(in);
  out.asked_for_ = crypto::read_id<Hash>(in);
  out.ask_delay_ms_ = crypto::read_time(in);
  if (!in.ok() || !confirmed || !sent) return refuse(Code::sync_state_damaged);
  out.confirmed_ = *confirmed;
  out.sent_ = *sent;
  return out;
}

}  // namespace troth::sync
