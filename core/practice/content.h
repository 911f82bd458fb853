// What any entry of practice says: one value for all of its kinds, what it is
// about (for the store's index) and the words in it that a person reads (for
// search). The numbers are those of ledger/kind.h, which this room does not
// see. Pure values, any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/error.h"
#include "core/practice/about.h"
#include "core/practice/blind_check_in.h"
#include "core/practice/check_in.h"
#include "core/practice/comment.h"
#include "core/practice/decision.h"
#include "core/practice/moment.h"
#include "core/practice/observance.h"
#include "core/practice/review.h"
#include "core/practice/talk.h"

namespace troth::practice {

enum class Kind : std::uint32_t {
  opening = 42,  // by the device
  check_in = 60,
  blind_check_in = 61,
  open_by_hand = 62,
  comment = 63,
  question = 64,
  view = 65,
  answer = 66,
  reopened = 67,
  observance = 68,
  moment_opened = 69,
  moment_closed = 70,
  talk = 71,
  talked = 72,
  review_opened = 73,
  agenda_item = 74,
  minutes = 75,
  minutes_signed = 76,
  action_done = 77,
};

using Content = std::variant<CheckIn, BlindCheckIn, Opening, Comment, Question, DecisionView,
                             DecisionAnswer, Reopened, Observance, MomentOpened, MomentClosed, Talk,
                             Talked, ReviewOpened, AgendaItem, Minutes, MinutesSigned, ActionDone>;

// The content of a payload of that kind, as its own decode_...() reads it;
// practice_newer_version for a kind that this version does not know.
Result<Content> decode(Kind kind, ByteView payload);

// The clause or entry that it is about: what its payload names. Of an
// observance the one that it makes amends for, else its standard.
std::optional<About> about_of(const Content& content);
// Nothing where the payload does not decode.
std::optional<About> about_of(Kind kind, ByteView payload);

// The clause that it names, whether or not that is what it is about: the area of
// a question or an answer, the standard of an observance, amends for one too.
std::optional<ClauseId> clause_of(const Content& content);
// The check-in that it shows: itself, or what an opening says was committed to
// (whether it was is blind_check_in.h's to say). Nothing where that is unreadable.
std::optional<CheckIn> check_in_of(const Content& content);
// The period that it answers for: a check-in's, open, blind or in an opening.
std::optional<Period> period_of(const Content& content);

// The texts that a person wrote in it, without those left empty; of an opening
// those of the check-in in it.
std::vector<std::string> texts_of(const Content& content);
std::vector<std::string> texts_of(Kind kind, ByteView payload);

}  // namespace troth::practice
