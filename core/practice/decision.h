// A decision, as it is signed: a question in an area, the view of the partner
// who does not lead there, the answer, and the reopening of an answered one
// (entries of kinds 64 to 67). Whether an answer was the author's to give is
// rule 6's to say; what is made of all four is decisions.h's. Pure values, any
// thread; what cannot be signed is refused as text_*, date_out_of_range.
#pragma once

#include <string>

#include "core/base/bytes.h"
#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/base/time.h"

namespace troth::practice {

struct Question {
  ClauseId area;
  std::string text;
  TimeMs due_ms = 0;  // the first instant after its day; 0: none
  bool operator==(const Question&) const = default;
};

struct DecisionView {
  EntryHash question;
  std::string text;
  bool operator==(const DecisionView&) const = default;
};

struct DecisionAnswer {
  EntryHash question;
  ClauseId area;  // the question's, repeated so that the rules need no other text
  std::string text;
  bool operator==(const DecisionAnswer&) const = default;
};

struct Reopened {
  EntryHash question;
  std::string reason;  // may be empty
  bool operator==(const Reopened&) const = default;
};

Status validate(const Question& question);
Status validate(const DecisionView& view);
Status validate(const DecisionAnswer& answer);
Status validate(const Reopened& reopened);

// As encode_strict and decode_strict (payload.h).
Result<Bytes> encode(const Question& question);
Result<Bytes> encode(const DecisionView& view);
Result<Bytes> encode(const DecisionAnswer& answer);
Result<Bytes> encode(const Reopened& reopened);
Result<Question> decode_question(ByteView payload);
Result<DecisionView> decode_view(ByteView payload);
Result<DecisionAnswer> decode_answer(ByteView payload);
Result<Reopened> decode_reopened(ByteView payload);

}  // namespace troth::practice
