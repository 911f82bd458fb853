// What an entry says: the one place that knows which payload each kind of entry
// has. Who needs to know what it does (acts.h), what there is to read in it
// (texts.h) or all of it (an export) starts from here. Pure values, any thread.
#pragma once

#include <optional>
#include <variant>

#include "core/agreement/proposal.h"
#include "core/agreement/restriction.h"
#include "core/ledger/kind.h"
#include "core/ledger/payload.h"
#include "core/practice/content.h"

namespace troth::store {

using EntryContent = std::variant<agreement::Restriction, agreement::No, agreement::Proposal,
                                  agreement::Acceptance, agreement::Assent, ledger::Compared,
                                  ledger::Confirmed, ledger::Revoked, ledger::Equivocated,
                                  ledger::Paired, ledger::SessionEstablished, practice::Content>;

// Fails as the decode_...() of its kind does; payload_newer or
// practice_newer_version for a kind that this version does not know.
Result<EntryContent> content_of(ledger::EntryKind kind, ByteView payload,
                                const agreement::Pair& pair);

// Nothing for what is no restriction.
std::optional<agreement::RestrictionKind> restriction_kind(ledger::EntryKind kind);
// Of a restriction that cannot be read: `pause`, for it is one of everything.
ledger::EntryKind kind_of(agreement::RestrictionKind kind);

}  // namespace troth::store
