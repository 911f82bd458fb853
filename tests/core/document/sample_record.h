// A record that has one of everything: each kind of entry, each kind of clause,
// texts that look like markup. Its ids are small numbers. For the tests alone.
#pragma once

#include "core/document/record.h"

namespace troth::document {

Record sample_record();

}  // namespace troth::document
