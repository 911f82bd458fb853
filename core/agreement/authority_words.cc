// The words and the stored form of verdicts (authority.h).
#include "core/agreement/authority.h"

namespace troth::agreement {
namespace {

// verdict  format u8 (1) | outcome u8 | why u8 (0: none) | without_view u8
constexpr std::uint8_t kVerdictFormat = 1;

}  // namespace

std::string_view name_of(Verdict::Outcome outcome) {
  switch (outcome) {
    case Verdict::Outcome::inside:
      return "inside";
    case Verdict::Outcome::outside:
      return "outside";
    case Verdict::Outcome::time_unclear:
      return "time_unclear";
  }
  return "unknown";
}

bool is_as_agreed(const Verdict& verdict) {
  return verdict.outcome == Verdict::Outcome::inside || verdict.why == Outside::own_decision;
}

std::string_view mark_for(const Verdict& verdict) {
  if (verdict.why == Outside::own_decision) return "decided freely";
  switch (verdict.outcome) {
    case Verdict::Outcome::inside:
      return "";
    case Verdict::Outcome::outside:
      return "outside the agreement";
    case Verdict::Outcome::time_unclear:
      return "time unclear";
  }
  return "unknown";
}

std::string_view name_of(Outside why) {
  switch (why) {
    case Outside::newer_rules:
      return "newer_rules";
    case Outside::device_not_confirmed:
      return "device_not_confirmed";
    case Outside::device_cut:
      return "device_cut";
    case Outside::not_compared:
      return "not_compared";
    case Outside::ended:
      return "ended";
    case Outside::paused:
      return "paused";
    case Outside::nothing_agreed:
      return "nothing_agreed";
    case Outside::lapsed:
      return "lapsed";
    case Outside::not_started:
      return "not_started";
    case Outside::area_not_there:
      return "area_not_there";
    case Outside::area_on_hold:
      return "area_on_hold";
    case Outside::area_paused:
      return "area_paused";
    case Outside::area_withdrawn:
      return "area_withdrawn";
    case Outside::area_limited:
      return "area_limited";
    case Outside::area_over:
      return "area_over";
    case Outside::not_in_exchange:
      return "not_in_exchange";
    case Outside::nobody_leads:
      return "nobody_leads";
    case Outside::follower_decides:
      return "follower_decides";
    case Outside::own_decision:
      return "own_decision";
    case Outside::other_leads:
      return "other_leads";
    case Outside::role_not_in_force:
      return "role_not_in_force";
    case Outside::time_zone_unknown:
      return "time_zone_unknown";
    case Outside::not_in_windows:
      return "not_in_windows";
    case Outside::no_moment:
      return "no_moment";
  }
  return "unknown";
}

std::string words_for(Outside why, std::string_view author, std::string_view other) {
  const std::string x(author);
  const std::string y(other);
  switch (why) {
    case Outside::newer_rules:
      return "Something that " + x +
             " had seen was agreed under newer rules. Update Troth to judge it.";
    case Outside::device_not_confirmed:
      return x + " signed it on a device that " + y + " had not confirmed.";
    case Outside::device_cut:
      return x + " signed it on a device that no longer counts.";
    case Outside::not_compared:
      return "The two of you had not compared the digits.";
    case Outside::ended:
      return "The exchange had been ended.";
    case Outside::paused:
      return "Everything was paused.";
    case Outside::nothing_agreed:
      return "Nothing was agreed.";
    case Outside::lapsed:
      return "The agreement had lapsed.";
    case Outside::not_started:
      return "The agreement had not started.";
    case Outside::area_not_there:
      return "The agreement had no such area.";
    case Outside::area_on_hold:
      return "The area was on hold.";
    case Outside::area_paused:
      return "The area was paused.";
    case Outside::area_withdrawn:
      return "Consent to the area had been withdrawn.";
    case Outside::area_limited:
      return "A limit suspended the area.";
    case Outside::area_over:
      return "The area was agreed until an earlier time.";
    case Outside::not_in_exchange:
      return "The area is not part of the exchange.";
    case Outside::nobody_leads:
      return "Nobody leads in this area.";
    case Outside::follower_decides:
      return "In this area " + y + " decides, after asking " + x + " for advice.";
    case Outside::own_decision:
      return "In this area " + x + " decides freely, after asking " + y + " for advice.";
    case Outside::other_leads:
      return "In this area " + y + " leads.";
    case Outside::role_not_in_force:
      return "The role in which " + x + " leads was not in force.";
    case Outside::time_zone_unknown:
      return "The area applies in weekly windows, and this computer does not know the agreed time "
             "zone.";
    case Outside::not_in_windows:
      return "It was outside of the hours in which the area applies.";
    case Outside::no_moment:
      return "The area applies in moments, and none was open.";
  }
  return {};
}

std::string words_for(const Verdict& verdict, std::string_view author, std::string_view other) {
  std::string out;
  if (verdict.why) out = words_for(*verdict.why, author, other);
  if (verdict.outcome == Verdict::Outcome::time_unclear)
    out = "It is dated before something that " + std::string(author) + " had seen.";
  if (!verdict.without_view) return out;
  if (!out.empty()) out += ' ';
  return out + "It was answered without " + std::string(other) + "'s view.";
}

Bytes encode(const Verdict& verdict) {
  Writer out;
  out.u8(kVerdictFormat).u8(static_cast<std::uint8_t>(verdict.outcome));
  out.u8(verdict.why ? static_cast<std::uint8_t>(*verdict.why) : 0);
  out.u8(verdict.without_view ? 1 : 0);
  return out.take();
}

Result<Verdict> decode_verdict(ByteView bytes) {
  Reader in(bytes);
  const std::uint8_t format = in.u8();
  Verdict verdict;
  verdict.outcome = static_cast<Verdict::Outcome>(in.u8());
  if (const std::uint8_t why = in.u8(); why != 0) verdict.why = static_cast<Outside>(why);
  verdict.without_view = in.u8() != 0;
  const bool is_whole = in.done() && format == kVerdictFormat && encode(verdict) == copy_of(bytes);
  const bool is_known = name_of(verdict.outcome) != "unknown" &&
                        (!verdict.why || name_of(*verdict.why) != "unknown") &&
                        verdict.why.has_value() == (verdict.outcome == Verdict::Outcome::outside);
  if (!is_whole || !is_known) return refuse(Code::act_malformed);
  return verdict;
}

}  // namespace troth::agreement
