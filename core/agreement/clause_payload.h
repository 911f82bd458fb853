// Clause contents to and from their Protobuf form, for proposal.cc alone. What
// the form can say and the value types cannot (a missing kind, an id of a wrong
// length, an enumeration's number beyond its words) is refused here; the rest
// by check().
// Pure, any thread.
#pragma once

#include "core/agreement/clause.h"
#include "core/agreement/payload.h"

namespace troth::wire {
class ClauseContent;
}  // namespace troth::wire

namespace troth::agreement {

void to_wire(const ClauseContent& content, wire::ClauseContent& out);
Result<ClauseContent> from_wire(const wire::ClauseContent& content);
extern const Shape kClauseContentShape;

}  // namespace troth::agreement
