#include "core/agreement/clause_payload.h"

#include "proto/agreement.pb.h"

namespace troth::agreement {
namespace {

template <class Wire, class Enum>
Wire number_of(Enum value) {
  return static_cast<Wire>(static_cast<int>(value));
}

// The enumeration whose number the field holds; check() knows the last ones.
template <class Enum>
Result<Enum> enum_of(int number) {
  if (number < 1 || number > 0xFF) return refuse(Code::consent_malformed, "an unknown choice");
  return static_cast<Enum>(number);
}

// A number that fits into the field of the value type.
template <class Small>
Result<Small> small(std::uint32_t number) {
  if (number > std::numeric_limits<Small>::max())
    return refuse(Code::consent_malformed, "a number out of range");
  return static_cast<Small>(number);
}

void body_to_wire(const Preamble& preamble, wire::ClauseContent& out) {
  out.mutable_preamble()->set_text(preamble.text);
}

void body_to_wire(const Role& role, wire::ClauseContent& out) {
  wire::Role& to = *out.mutable_role();
  to.set_partner(role.partner.string());
  to.set_title(role.title);
  to.set_leads(role.leads);
}

void body_to_wire(const Area& area, wire::ClauseContent& out) {
  wire::Area& to = *out.mutable_area();
  to.set_name(area.name);
  to.set_about(area.about);
  if (area.leader) to.set_leader(area.leader->string());
  to.set_reach(number_of<wire::Area::Reach>(area.reach));
  to.set_when(number_of<wire::Area::When>(area.when));
  for (const Window& window : area.windows) {
    wire::Window& added = *to.add_windows();
    added.set_days(window.days);
    added.set_from_minute(window.from_minute);
    added.set_to_minute(window.to_minute);
  }
}

void body_to_wire(const Standard& standard, wire::ClauseContent& out) {
  wire::Standard& to = *out.mutable_standard();
  to.set_area(standard.area.string());
  for (const PartnerId& partner : standard.applies_to) to.add_applies_to(partner.string());
  to.set_text(standard.text);
  to.set_every(number_of<wire::Standard::Every>(standard.every));
  to.set_if_missed(standard.if_missed);
}

void body_to_wire(const Expectation& expectation, wire::ClauseContent& out) {
  wire::Expectation& to = *out.mutable_expectation();
  to.set_owner(expectation.owner.string());
  to.set_sort(number_of<wire::Expectation::Sort>(expectation.sort));
  to.set_text(expectation.text);
}

void body_to_wire(const Rhythm& rhythm, wire::ClauseContent& out) {
  wire::Rhythm& to = *out.mutable_rhythm();
  to.set_check_in(number_of<wire::Rhythm::Every>(rhythm.check_in));
  for (const std::string& dimension : rhythm.dimensions) to.add_dimensions(dimension);
  to.set_blind(rhythm.blind);
  to.set_review(number_of<wire::Rhythm::Every>(rhythm.review));
  to.set_review_weekday(rhythm.review_weekday);
  to.set_review_minute(rhythm.review_minute);
  to.set_time_zone(rhythm.time_zone);
}

void body_to_wire(const Term& term, wire::ClauseContent& out) {
  wire::Term& to = *out.mutable_term();
  to.set_starts_ms(term.starts_ms);
  to.set_renew_by_ms(term.renew_by_ms);
  to.set_cooling_off_hours(term.cooling_off_hours);
  to.set_pause_cooling_off_hours(term.pause_cooling_off_hours);
}

Result<Preamble> body_from(const wire::Preamble& preamble) { return Preamble{preamble.text()}; }

Result<Role> body_from(const wire::Role& role) {
  TROTH_ASSIGN(const PartnerId partner, id_from<PartnerId>(role.partner(), "a partner"));
  return Role{partner, role.title(), role.leads()};
}

Result<Window> window_from(const wire::Window& window) {
  TROTH_ASSIGN(const auto days, small<std::uint8_t>(window.days()));
  TROTH_ASSIGN(const auto from, small<std::uint16_t>(window.from_minute()));
  TROTH_ASSIGN(const auto to, small<std::uint16_t>(window.to_minute()));
  return Window{days, from, to};
}

Result<Area> body_from(const wire::Area& area) {
  Area out{area.name(), area.about(), {}, {}, {}, {}};
  TROTH_ASSIGN(out.leader, optional_id_from<PartnerId>(area.leader(), "a leader"));
  TROTH_ASSIGN(out.reach, enum_of<Reach>(area.reach()));
  TROTH_ASSIGN(out.when, enum_of<When>(area.when()));
  for (const wire::Window& window : area.windows()) {
    TROTH_ASSIGN(const Window added, window_from(window));
    out.windows.push_back(added);
  }
  return out;
}

Result<Standard> body_from(const wire::Standard& standard) {
  Standard out;
  TROTH_ASSIGN(out.area, id_from<ClauseId>(standard.area(), "an area"));
  TROTH_ASSIGN(out.applies_to, ids_from<PartnerId>(standard.applies_to(), "partners"));
  out.text = standard.text();
  TROTH_ASSIGN(out.every, enum_of<Standard::Every>(standard.every()));
  out.if_missed = standard.if_missed();
  return out;
}

Result<Expectation> body_from(const wire::Expectation& expectation) {
  Expectation out;
  TROTH_ASSIGN(out.owner, id_from<PartnerId>(expectation.owner(), "an owner"));
  TROTH_ASSIGN(out.sort, enum_of<Expectation::Sort>(expectation.sort()));
  out.text = expectation.text();
  return out;
}

Result<Rhythm> body_from(const wire::Rhythm& rhythm) {
  Rhythm out;
  TROTH_ASSIGN(out.check_in, enum_of<Rhythm::Every>(rhythm.check_in()));
  out.dimensions.assign(rhythm.dimensions().begin(), rhythm.dimensions().end());
  out.blind = rhythm.blind();
  TROTH_ASSIGN(out.review, enum_of<Rhythm::Every>(rhythm.review()));
  TROTH_ASSIGN(out.review_weekday, small<std::uint8_t>(rhythm.review_weekday()));
  TROTH_ASSIGN(out.review_minute, small<std::uint16_t>(rhythm.review_minute()));
  out.time_zone = rhythm.time_zone();
  return out;
}

Result<Term> body_from(const wire::Term& term) {
  return Term{term.starts_ms(), term.renew_by_ms(), term.cooling_off_hours(),
              term.pause_cooling_off_hours()};
}

template <class Message>
Result<ClauseContent> with_body(TimeMs until_ms, const Message& message) {
  TROTH_ASSIGN(auto body, body_from(message));
  return ClauseContent{until_ms, std::move(body)};
}

constexpr Shape kPreamble{1, {}};
constexpr Shape kRole{3, {}};
constexpr Shape kWindow{3, {}};
constexpr std::array<Shape::Part, 1> kAreaParts{{{6, &kWindow}}};
constexpr Shape kArea{6, kAreaParts};
constexpr Shape kStandard{5, {}};
constexpr Shape kExpectation{3, {}};
constexpr Shape kRhythm{7, {}};
constexpr Shape kTerm{4, {}};
constexpr std::array<Shape::Part, 7> kContentParts{{{2, &kPreamble},
                                                    {3, &kRole},
                                                    {4, &kArea},
                                                    {5, &kStandard},
                                                    {6, &kExpectation},
                                                    {7, &kRhythm},
                                                    {8, &kTerm}}};

}  // namespace

const Shape kClauseContentShape{8, kContentParts};

void to_wire(const ClauseContent& content, wire::ClauseContent& out) {
  out.set_until_ms(content.until_ms);
  std::visit([&](const auto& body) { body_to_wire(body, out); }, content.body);
}

Result<ClauseContent> from_wire(const wire::ClauseContent& content) {
  const TimeMs until = content.until_ms();
  switch (content.kind_case()) {
    case wire::ClauseContent::kPreamble:
      return with_body(until, content.preamble());
    case wire::ClauseContent::kRole:
      return with_body(until, content.role());
    case wire::ClauseContent::kArea:
      return with_body(until, content.area());
    case wire::ClauseContent::kStandard:
      return with_body(until, content.standard());
    case wire::ClauseContent::kExpectation:
      return with_body(until, content.expectation());
    case wire::ClauseContent::kRhythm:
      return with_body(until, content.rhythm());
    case wire::ClauseContent::kTerm:
      return with_body(until, content.term());
    case wire::ClauseContent::KIND_NOT_SET:
      break;
  }
  return refuse(Code::consent_malformed, "a clause without content");
}

}  // namespace troth::agreement
