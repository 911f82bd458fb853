// A moment: an agreed stretch in which areas marked "in moments" apply, opened
// by one entry and closed by another, by either partner alone (entries of kinds
// 69 and 70). What is open when is moments.h's. Pure values, any thread.
#pragma once

#include <string>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/base/time.h"

namespace troth::practice {

struct MomentOpened {
  std::vector<ClauseId> areas;  // ascending; none: every area "in moments"
  TimeMs until_ms = 0;          // the first instant after it; 0: until it is closed
  std::string text;             // may be empty
  bool operator==(const MomentOpened&) const = default;
};

struct MomentClosed {
  EntryHash moment;
  std::string reason;  // may be empty: nobody owes one
  bool operator==(const MomentClosed&) const = default;
};

// Refuse more areas than a moment has (practice_too_many), areas that do not
// ascend (practice_malformed), dates and texts (date_out_of_range, text_*).
Status validate(const MomentOpened& opened);
Status validate(const MomentClosed& closed);
// As encode_strict and decode_strict (payload.h).
Result<Bytes> encode(const MomentOpened& opened);
Result<Bytes> encode(const MomentClosed& closed);
Result<MomentOpened> decode_moment_opened(ByteView payload);
Result<MomentClosed> decode_moment_closed(ByteView payload);

}  // namespace troth::practice
