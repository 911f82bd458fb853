// BIP39 English words for the recovery sheet: 32 bytes of entropy are 24
// words, checksum included. The list is words_english.txt, from the BIP39
// repository (MIT licence, beside it).
#pragma once

#include <cstddef>
#include <string_view>

#include "core/base/error.h"
#include "core/crypto/secret.h"

namespace troth::crypto {

inline constexpr std::size_t kRecoveryEntropy = 32;
inline constexpr std::size_t kRecoveryWords = 24;

// The words of 16, 20, 24, 28 or 32 bytes of entropy (CHECKed), joined by single spaces, held as a
// secret text.
Secret words_of(const Secret& entropy);
// Back again. Upper case, extra white space, unique four-letter beginnings and
// numbers before the words, which are in their order, are accepted; recovery_word_unknown names the
// word by its place (never by its letters, which are secret), recovery_words_wrong says that the
// checksum or the number of words is off: 12, 15, 18, 21 and 24 are right.
Result<Secret> entropy_of(const Secret& words);
// The one word at `index` (0 to 2047).
std::string_view word_at(std::size_t index);

}  // namespace troth::crypto
