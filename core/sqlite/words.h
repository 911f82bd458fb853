// How texts fall into words for full-text search: the tokenizer that FTS5 tables
// name as tokenize = 'words', and the same words for whoever shows what was found.
// Letters, digits and marks make a word, without case and without diacritics
// (unicode61's rules). In scripts without spaces between words each character is
// one, so that any part of a sentence is found. For phrases FTS5 gets each word with
// the one before it too. Any text gives words, none fails; one connection's thread.
#pragma once

#include <cstddef>
#include <string>

#include "core/base/error.h"

struct sqlite3;

namespace troth::sqlite {

// A word as it is compared, and the bytes of the text that it was made from.
struct Word {
  std::string folded;
  std::size_t begin = 0;
  std::size_t end = 0;
};

// Makes the tokenizer known to a connection; of this room alone. database_refused
// where this SQLite was built without FTS5.
Status add_words(sqlite3* connection);

}  // namespace troth::sqlite
