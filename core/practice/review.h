// A review, as it is signed: its opening, what either adds to the agenda, the
// minutes, the other's signature under them, and an action that was done
// (entries of kinds 73 to 77). Which text counts is reviews.h's to say. Pure
// values, any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/practice/about.h"

namespace troth::practice {

struct ReviewOpened {
  std::string text;  // may be empty
  bool operator==(const ReviewOpened&) const = default;
};

struct AgendaItem {
  std::string text;
  std::optional<About> about;
  bool operator==(const AgendaItem&) const = default;
};

// What one of the two, or both, took on.
struct Action {
  std::string text;                // one line
  std::optional<PartnerId> owner;  // none: both
  TimeMs due_ms = 0;               // the first instant after its day; 0: none
  bool operator==(const Action&) const = default;
};

struct Minutes {
  EntryHash review;
  std::string text;
  std::string lessons;  // may be empty
  std::vector<Action> actions;
  TimeMs next_review_ms = 0;        // 0: as the rhythm says
  std::vector<EntryHash> replaces;  // ascending: the texts that their author had before them
  bool operator==(const Minutes&) const = default;
};

// By the partner who did not write them.
struct MinutesSigned {
  EntryHash minutes;
  bool operator==(const MinutesSigned&) const = default;
};

struct ActionDone {
  EntryHash minutes;
  std::uint32_t number = 0;  // from 0
  bool operator==(const ActionDone&) const = default;
};

// Refuse texts and dates (text_*, date_out_of_range), more actions or replaced
// texts than minutes have (practice_too_many), replaced texts that do not
// ascend and an action that no minutes have (practice_malformed).
Status validate(const ReviewOpened& opened);
Status validate(const AgendaItem& item);
Status validate(const Minutes& minutes);
Status validate(const MinutesSigned& minutes_signed);
Status validate(const ActionDone& done);
// As encode_strict and decode_strict (payload.h). A review opened without words
// is an empty payload.
Result<Bytes> encode(const ReviewOpened& opened);
Result<Bytes> encode(const AgendaItem& item);
Result<Bytes> encode(const Minutes& minutes);
Result<Bytes> encode(const MinutesSigned& minutes_signed);
Result<Bytes> encode(const ActionDone& done);
Result<ReviewOpened> decode_review_opened(ByteView payload);
Result<AgendaItem> decode_agenda_item(ByteView payload);
Result<Minutes> decode_minutes(ByteView payload);
Result<MinutesSigned> decode_minutes_signed(ByteView payload);
Result<ActionDone> decode_action_done(ByteView payload);

}  // namespace troth::practice
