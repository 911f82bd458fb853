// The record as JSON, as record.schema.json (beside this file, and in every
// export) has it: each entry on a line of its own, ids in hexadecimal, instants
// in Unix milliseconds. Pure, any thread.
#pragma once

#include <string>
#include <string_view>

#include "core/document/record.h"

namespace troth::document {

inline constexpr int kRecordFormat = 1;

std::string json_of(const Record& record);

// The JSON Schema that json_of() keeps to.
std::string_view record_schema();

}  // namespace troth::document
