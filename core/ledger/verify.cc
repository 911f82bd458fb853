#include "core/ledger/verify.h"

#include <algorithm>

#include "core/base/sizes.h"
#include "core/ledger/payload.h"

namespace troth::ledger {

Result<Verdict> Examination::run() {
  verdict_.entry = entry_;
  for (const auto step :
       {&Examination::check_author, &Examination::find_duplicate, &Examination::find_previous,
        &Examination::find_seen, &Examination::check_content, &Examination::find_line}) {
    TROTH_ASSIGN(const bool found, (this->*step)());
    if (found) return std::move(verdict_);
  }
  TROTH_TRY(find_standing());
  verdict_.place = place_;
  return std::move(verdict_);
}

Examination::Step Examination::check_author() {
  if (header_.pair != ledger_.pair) {  // takes away nothing here, whatever it did there
    verdict_.error = error(Code::entry_of_another_pair);
    return true;
  }
  const Device* device = ledger_.chains.find(header_.device);
  if (device == nullptr) return refuse_with(Code::entry_device_unknown);
  if (!signature_holds(entry_.signed_header(), device->sign_pk)) {
    return refuse_with(Code::entry_signature_wrong);
  }
  return false;
}

Examination::Step Examination::find_duplicate() {
  TROTH_ASSIGN(const auto known, log_.find(entry_.hash()));
  if (!known) return false;
  verdict_.outcome = Outcome::duplicate;
  verdict_.place = *known;
  return true;
}

Examination::Step Examination::find_previous() {
  if (header_.previous) {
    TROTH_ASSIGN(previous_, log_.find(*header_.previous));
  }
  TROTH_TRY(find_rival());
  if (!header_.previous) return false;
  if (!previous_) {
    return wait_for(WaitsFor::previous, {header_.device, header_.seq - 1, *header_.previous});
  }
  if (previous_->device != header_.device || previous_->tick.seq != header_.seq - 1) {
    return refuse_with(Code::entry_previous_wrong);
  }
  place_.past = previous_->clock();
  place_.latest_ms = previous_->latest_ms;
  return false;
}

// Two signed entries of one device and seq prove that it forked, whatever else
// is right or wrong with this one, and even while it still waits.
Status Examination::find_rival() {
  const bool follows = previous_ && previous_->device == header_.device;
  place_.tick = {follows ? previous_->tick.line : header_.device, header_.seq};
  TROTH_ASSIGN(rival_, log_.find_at(place_.tick));
  if (!rival_) return {};
  TROTH_ASSIGN(const auto first, log_.entry(*rival_));
  if (!first) return refuse(Code::ledger_damaged);
  verdict_.equivocation =
      Equivocation{header_.device, header_.seq, first->signed_header(), entry_.signed_header()};
  return {};
}

Examination::Step Examination::find_seen() {
  const Clock before = place_.past;
  for (const Head& head : header_.seen) {
    TROTH_ASSIGN(const auto seen, log_.find(head.hash));
    if (!seen) return wait_for(WaitsFor::seen, head);
    if (seen->device != head.device || seen->tick.seq != head.seq) {
      return refuse_with(Code::entry_seen_wrong);
    }
    // Naming again what one had seen is a claim of having seen less since.
    if (before.contains(seen->tick)) return refuse_with(Code::entry_seen_goes_back);
    place_.past.merge(seen->clock());
    place_.latest_ms = std::max(place_.latest_ms, seen->latest_ms);
  }
  return false;
}

Examination::Step Examination::check_content() {
  const Status content = check_payload(entry_);
  return content ? false : refuse_with(content.error().code);
}

Examination::Step Examination::find_line() {
  verdict_.outcome = rival_ ? Outcome::equivocation : Outcome::accepted;
  if (rival_) place_.tick.line = DeviceId{entry_.hash().value};
  if (rival_ || header_.seq == 1) {
    TROTH_ASSIGN(const auto lines, log_.lines());
    if (lines.size() >= sizes::kLines) return refuse_with(Code::ledger_too_many_lines);
  }
  return false;
}

Status Examination::find_standing() {
  const Device* device = ledger_.chains.find(header_.device);
  TROTH_ASSIGN(const bool counts, is_confirmed(*device));
  place_.hash = entry_.hash();
  place_.kind = header_.kind;
  place_.device = header_.device;
  place_.latest_ms = std::max(place_.latest_ms, header_.written_at_ms);
  place_.standing = counts ? Standing::counts : Standing::unconfirmed;
  if (counts && header_.kind == EntryKind::confirmed) {
    if (const auto confirmed = decode_confirmed(entry_.payload())) {
      place_.confirms = confirmed->certificate;
    }
  }
  if (!counts && !takes_away(header_.kind) && verdict_.outcome == Outcome::accepted) {
    verdict_.outcome = Outcome::quarantined;
  }
  return {};
}

// A confirmation counts for what had seen it, if the other partner made it.
Result<bool> Examination::is_confirmed(const Device& device) const {
  if (!device.needs_confirmation()) return true;
  TROTH_ASSIGN(const auto ticks, log_.confirmations(device.certificate));
  for (const Tick& tick : ticks) {
    if (!place_.past.contains(tick)) continue;
    TROTH_ASSIGN(const auto hash, log_.find_at(tick));
    if (!hash) return refuse(Code::ledger_damaged);
    TROTH_ASSIGN(const auto place, log_.find(*hash));
    if (!place) return refuse(Code::ledger_damaged);
    const Device* author = ledger_.chains.find(place->device);
    if (author != nullptr && author->partner != device.partner) return true;
  }
  return false;
}

bool Examination::refuse_with(Code code) {
  verdict_.outcome = Outcome::refused;
  verdict_.error = error(code);
  const Device* device = ledger_.chains.find(header_.device);
  if (takes_away(header_.kind) && device != nullptr &&
      signature_holds(entry_.signed_header(), device->sign_pk)) {
    verdict_.waits_for = WaitsFor::reading;
    verdict_.counts_as_pause_of_everything = true;
  }
  return true;
}

bool Examination::wait_for(WaitsFor what, const Head& missing) {
  verdict_.outcome = Outcome::waiting;
  verdict_.waits_for = what;
  verdict_.missing = missing;
  verdict_.counts_as_pause_of_everything = takes_away(header_.kind);
  return true;
}

std::optional<Glimpse> signed_taking_away(ByteView bytes, const Ledger& ledger) {
  auto seen = glimpse(bytes);
  if (!seen || !takes_away(seen->kind)) return std::nullopt;
  if (seen->pair && *seen->pair != ledger.pair) return std::nullopt;
  const Device* device = ledger.chains.find(seen->device);
  if (device == nullptr || !signature_holds(seen->signed_header, device->sign_pk)) {
    return std::nullopt;
  }
  return seen;
}

}  // namespace troth::ledger
