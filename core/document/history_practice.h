// The part of the history paper that tells of practice: check-ins, decisions,
// observances, moments, talks, reviews, comments. Pure, any thread.
#pragma once

#include "core/document/paper.h"
#include "core/document/record.h"

namespace troth::document {

std::string practice_headline(const Record& record, const RecordedEntry& entry,
                              const practice::Content& content);
// Every word and number in it.
void write_practice(Paper& paper, const Record& record, const RecordedEntry& entry,
                    const practice::Content& content);

}  // namespace troth::document
