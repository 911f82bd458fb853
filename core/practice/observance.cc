#include "core/practice/observance.h"

#include "core/base/text.h"
#include "core/practice/payload.h"
#include "proto/practice.pb.h"

namespace troth::practice {
namespace {

using Sort = Observance::Sort;

wire::Observance::Sort wire_of(Sort sort) {
  switch (sort) {
    case Sort::kept:
      return wire::Observance::KEPT;
    case Sort::missed:
      return wire::Observance::MISSED;
    case Sort::appreciated:
      return wire::Observance::APPRECIATED;
    case Sort::amends:
      return wire::Observance::AMENDS;
  }
  return wire::Observance::SORT_UNSPECIFIED;
}

Result<Sort> sort_of(wire::Observance::Sort sort) {
  switch (sort) {
    case wire::Observance::KEPT:
      return Sort::kept;
    case wire::Observance::MISSED:
      return Sort::missed;
    case wire::Observance::APPRECIATED:
      return Sort::appreciated;
    case wire::Observance::AMENDS:
      return Sort::amends;
    default:
      return refuse(Code::practice_malformed);
  }
}

struct ObservanceForm {
  using Message = wire::Observance;
  static Message wire_of(const Observance& observance) {
    Message out;
    out.set_sort(practice::wire_of(observance.sort));
    out.set_standard(written(observance.standard));
    out.set_about(observance.about.string());
    out.set_amends_for(written(observance.amends_for));
    out.set_text(observance.text);
    return out;
  }
  static Result<Observance> value_of(const Message& in) {
    Observance out;
    TROTH_ASSIGN(out.sort, sort_of(in.sort()));
    TROTH_ASSIGN(out.standard, optional_id_from<ClauseId>(in.standard()));
    TROTH_ASSIGN(out.about, id_from<PartnerId>(in.about()));
    TROTH_ASSIGN(out.amends_for, optional_id_from<EntryHash>(in.amends_for()));
    out.text = in.text();
    return out;
  }
};

}  // namespace

std::string_view name_of(Sort sort) {
  switch (sort) {
    case Sort::kept:
      return "kept";
    case Sort::missed:
      return "missed";
    case Sort::appreciated:
      return "appreciated";
    case Sort::amends:
      return "amends";
  }
  return "unknown";
}

Status validate(const Observance& observance) {
  const bool is_of_a_standard = observance.sort == Sort::kept || observance.sort == Sort::missed;
  if (is_of_a_standard && !observance.standard) return refuse(Code::observance_standard_missing);
  if (observance.amends_for && observance.sort != Sort::amends)
    return refuse(Code::observance_amends_misplaced);
  const bool has_words = observance.text.find_first_not_of(" \t\n") != std::string::npos;
  if (!observance.standard && !observance.amends_for && !has_words)
    return refuse(Code::observance_empty);
  return check_text(observance.text, sizes::kText, Lines::many, "The observance's text");
}

Result<Bytes> encode(const Observance& observance) {
  return encode_strict<ObservanceForm>(observance);
}

Result<Observance> decode_observance(ByteView payload) {
  return decode_strict<ObservanceForm>(payload);
}

}  // namespace troth::practice
