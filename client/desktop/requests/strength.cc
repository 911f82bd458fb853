#include "client/desktop/requests/strength.h"

#include <algorithm>
#include <cmath>

namespace troth::desktop {
namespace {

// A word counts as one of the few thousand that people choose from, however long it is.
constexpr double kWordBits = 11;
constexpr double kLetterBits = 4.7;    // one of 26
constexpr double kDigitBits = 3.3;     // one of 10
constexpr double kSymbolBits = 5;      // one of some 32
constexpr double kCapitalBits = 1;     // a word that begins with one
constexpr double kRepeatedBits = 0.3;  // as the one before it, or the next of a row
constexpr std::size_t kShortestWord = 3;

enum class Sort : std::uint8_t { letter, digit, space, symbol };

bool is_capital(std::uint8_t c) { return c >= 'A' && c <= 'Z'; }

Sort sort_of(std::uint8_t c) {
  if ((c >= 'a' && c <= 'z') || is_capital(c) || c >= 0x80) return Sort::letter;
  if (c >= '0' && c <= '9') return Sort::digit;
  return c == ' ' ? Sort::space : Sort::symbol;
}

double bits_of_character(Sort sort) {
  if (sort == Sort::letter) return kLetterBits;
  if (sort == Sort::digit) return kDigitBits;
  return sort == Sort::space ? 0 : kSymbolBits;
}

// "aaa", "abc", "321": told by the one before.
bool follows(std::uint8_t before, std::uint8_t c) {
  return c == before || c == before + 1 || c + 1 == before;
}

// Characters of one sort, each as it stands; of letters no more than a word has.
double bits_of_run(ByteView run, Sort sort) {
  double bits = 0;
  for (std::size_t i = 0; i < run.size(); ++i)
    bits += i > 0 && follows(run[i - 1], run[i]) ? kRepeatedBits : bits_of_character(sort);
  if (sort != Sort::letter || run.size() < kShortestWord) return bits;
  const double word = kWordBits + (is_capital(run[0]) ? kCapitalBits : 0);
  return std::min(bits, word);
}

}  // namespace

Strength strength_of(ByteView passphrase) {
  double bits = 0;
  ByteView before;
  for (ByteView rest = passphrase; !rest.empty();) {
    const Sort sort = sort_of(rest[0]);
    const auto end = std::ranges::find_if(rest, [&](auto c) { return sort_of(c) != sort; });
    const ByteView run = rest.first(static_cast<std::size_t>(end - rest.begin()));
    // A word said twice is one word.
    const bool is_said_again = sort == Sort::letter && std::ranges::equal(run, before);
    bits += is_said_again ? 1 : bits_of_run(run, sort);
    if (sort == Sort::letter) before = run;
    rest = rest.subspan(run.size());
  }
  bits = std::floor(bits);
  if (passphrase.empty()) return {0, ""};
  if (bits < 30)
    return {bits, "Easy to guess for whoever takes this computer's disk. Some more words help."};
  if (bits < 45)
    return {bits,
            "It holds for a while against whoever takes this computer's disk. One or two "
            "more words help."};
  if (bits < 60) return {bits, "Good. It would take years of guessing."};
  return {bits, "Strong. Nobody will guess it."};
}

}  // namespace troth::desktop
