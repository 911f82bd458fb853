#include "client/cli/numbered_words.h"

#include <algorithm>

namespace troth::cli {
namespace {

constexpr std::size_t kInLine = 3;
constexpr std::size_t kCell = 13;  // "  1 " and a word of at most 8 letters, then a space

std::uint8_t digit(std::size_t value) { return static_cast<std::uint8_t>('0' + value % 10); }

}  // namespace

crypto::Secret numbered_words(const crypto::Secret& words) {
  const auto spaces = static_cast<std::size_t>(std::ranges::count(words.view(), ' '));
  // A word longer than any of the list takes its letters from nobody else.
  crypto::Secret text((spaces + 1) * (kCell + 1) + words.size());
  const auto out = text.writable();
  std::size_t size = 0;
  ByteView rest = words.view();
  for (std::size_t number = 1; !rest.empty(); ++number) {
    const std::size_t start = size;
    out[size++] = ' ';
    out[size++] = number < 10 ? static_cast<std::uint8_t>(' ') : digit(number / 10);
    out[size++] = digit(number);
    out[size++] = ' ';
    const auto end = static_cast<std::size_t>(std::ranges::find(rest, ' ') - rest.begin());
    std::ranges::copy(rest.first(end), out.subspan(size).begin());
    size += end;
    rest = rest.subspan(std::min(end + 1, rest.size()));
    const bool ends_line = number % kInLine == 0 || rest.empty();
    while (!ends_line && size < start + kCell) out[size++] = ' ';
    if (ends_line) out[size++] = '\n';
  }
  return text.slice(0, size);
}

}  // namespace troth::cli
