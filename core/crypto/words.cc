#include "core/crypto/words.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "core/base/check.h"

namespace troth::crypto {
namespace {

constexpr auto kWords = std::to_array<std::string_view>({
#include "core/crypto/words_english.inc"
});
constexpr std::size_t kBitsPerWord = 11;
static_assert(kWords.size() == std::size_t{1} << kBitsPerWord);
static_assert(std::ranges::is_sorted(kWords));

constexpr std::size_t kLongestWord = 8;
constexpr std::size_t kBeginning = 4;  // no two words share their first four letters
constexpr std::size_t kMostWords = 24;

// Entropy of 4n bytes has a checksum of n bits and makes 3n words.
std::size_t words_for(std::size_t entropy_size) { return entropy_size / 4 * 3; }
std::size_t entropy_for(std::size_t words) { return words / 3 * 4; }
bool is_count_of_words(std::size_t count) {
  return count >= 12 && count <= kMostWords && count % 3 == 0;
}

bool bit_at(ByteView bytes, std::size_t at) { return (bytes[at / 8] >> (7 - at % 8) & 1) != 0; }

std::size_t index_at(ByteView bits, std::size_t word) {
  std::size_t out = 0;
  for (std::size_t i = 0; i < kBitsPerWord; ++i) {
    out = out << 1 | static_cast<std::size_t>(bit_at(bits, word * kBitsPerWord + i));
  }
  return out;
}

void put_index(std::span<std::uint8_t> bits, std::size_t word, std::size_t index) {
  for (std::size_t i = 0; i < kBitsPerWord; ++i) {
    const std::size_t at = word * kBitsPerWord + i;
    const bool bit = (index >> (kBitsPerWord - 1 - i) & 1) != 0;
    if (bit) bits[at / 8] |= static_cast<std::uint8_t>(0x80U >> at % 8);
  }
}

// entropy | the first byte of its SHA-256, of which a part is the checksum.
Secret with_checksum(const Secret& entropy) {
  Secret out(entropy.size() + 1);
  std::ranges::copy(entropy.view(), out.writable().begin());
  std::array<std::uint8_t, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256(digest.data(), entropy.view().data(), entropy.size());
  out.writable().back() = digest.front();
  wipe(digest);
  return out;
}

char lower(std::uint8_t letter) {
  const bool upper = letter >= 'A' && letter <= 'Z';
  return static_cast<char>(upper ? letter - 'A' + 'a' : letter);
}

bool is_space(std::uint8_t letter) {
  return letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r';
}

std::optional<std::size_t> index_of(ByteView typed) {
  if (typed.size() > kLongestWord) return std::nullopt;
  // The first word that is not before what was typed: a whole word comes before
  // the longer ones that it begins.
  const auto found = std::lower_bound(
      kWords.begin(), kWords.end(), typed, [](std::string_view word, ByteView letters) {
        return std::ranges::lexicographical_compare(word, letters, {}, {}, lower);
      });
  if (found == kWords.end() || found->size() < typed.size()) return std::nullopt;
  const std::string_view beginning = found->substr(0, typed.size());
  if (!std::ranges::equal(beginning, typed, {}, {}, lower)) return std::nullopt;
  if (typed.size() < kBeginning && found->size() != typed.size()) return std::nullopt;
  return static_cast<std::size_t>(found - kWords.begin());
}

// What stands next between white space, taken off the front of `rest`; empty at the end.
ByteView next_text(ByteView& rest) {
  const auto begin = std::ranges::find_if_not(rest, is_space);
  const auto end = std::find_if(begin, rest.end(), is_space);
  const ByteView text(begin, end);
  rest = ByteView(end, rest.end());
  return text;
}

// "7", "07" or "7.": the number before a word of a sheet.
bool is_number(ByteView text) {
  if (text.size() > 1 && text.back() == '.') text = text.first(text.size() - 1);
  return !text.empty() &&
         std::ranges::all_of(text, [](std::uint8_t c) { return c >= '0' && c <= '9'; });
}

// The next word, without numbers before it; empty at the end.
ByteView next_word(ByteView& rest) {
  ByteView word = next_text(rest);
  while (is_number(word)) word = next_text(rest);
  return word;
}

std::size_t count_words(ByteView text) {
  std::size_t count = 0;
  while (!next_word(text).empty()) ++count;
  return count;
}

}  // namespace

std::string_view word_at(std::size_t index) {
  CHECK(index < kWords.size());
  return kWords.at(index);
}

Secret words_of(const Secret& entropy) {
  CHECK(entropy.size() % 4 == 0 && is_count_of_words(words_for(entropy.size())));
  const Secret bits = with_checksum(entropy);
  Secret text(kMostWords * (kLongestWord + 1));
  std::size_t size = 0;
  for (std::size_t i = 0; i < words_for(entropy.size()); ++i) {
    if (i > 0) text.writable()[size++] = ' ';
    const std::string_view word = kWords.at(index_at(bits.view(), i));
    std::ranges::copy(word, text.writable().subspan(size).begin());
    size += word.size();
  }
  return text.slice(0, size);
}

Result<Secret> entropy_of(const Secret& words) {
  const std::size_t count = count_words(words.view());
  if (!is_count_of_words(count)) {
    return refuse(Code::recovery_words_wrong,
                  "There are " + std::to_string(count) + " words, not 24");
  }
  Secret bits(entropy_for(kMostWords) + 1);
  ByteView rest = words.view();
  for (std::size_t i = 0; i < count; ++i) {
    const auto index = index_of(next_word(rest));
    if (!index) return refuse(Code::recovery_word_unknown, std::to_string(i + 1));
    put_index(bits.writable(), i, *index);
  }
  Secret entropy = bits.slice(0, entropy_for(count));
  const Secret expected = with_checksum(entropy);
  std::size_t wrong_bits = 0;
  for (std::size_t at = entropy.size() * 8; at < count * kBitsPerWord; ++at) {
    wrong_bits += static_cast<std::size_t>(bit_at(bits.view(), at) != bit_at(expected.view(), at));
  }
  if (wrong_bits != 0) return refuse(Code::recovery_words_wrong, "The checksum does not fit");
  return entropy;
}

}  // namespace troth::crypto
