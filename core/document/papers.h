// The two papers of a record: the agreement as it stood when it was exported, and
// the history of all that both signed. Neither leaves out a word that a partner
// wrote. Pure, any thread.
#pragma once

#include "core/document/paper.h"
#include "core/document/record.h"

namespace troth::document {

Paper agreement_paper(const Record& record);
Paper history_paper(const Record& record);

// What every page of a record says of itself.
inline constexpr const char* kNoProof =
    "Agreed then, revocable now. This is a record of what the two signed. It is no proof of "
    "consent: "
    "consent can be taken back at any time, by either, and no paper gives it.";

}  // namespace troth::document
