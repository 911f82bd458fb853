#include "core/sqlite/words.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/check.h"
#include "core/sqlite/connection.h"
#include "core/sqlite/database.h"

namespace troth::sqlite {
namespace {

constexpr const char* kApi = "SELECT fts5(?1)";
constexpr const char* kName = "words";
constexpr const char* kWithin = "unicode61";

struct Range {
  char32_t first;
  char32_t last;
};
// Scripts without spaces between words: Thai, Lao, Burmese, Khmer, kana and
// bopomofo, Han and its extensions, kana of half width.
constexpr auto kWithoutSpaces = std::to_array<Range>({{0x0E00, 0x0EFF},
                                                      {0x1000, 0x109F},
                                                      {0x1780, 0x17FF},
                                                      {0x3005, 0x3007},
                                                      {0x3040, 0x312F},
                                                      {0x31F0, 0x31FF},
                                                      {0x3400, 0x4DBF},
                                                      {0x4E00, 0x9FFF},
                                                      {0xF900, 0xFAFF},
                                                      {0xFF66, 0xFF9F},
                                                      {0x20000, 0x3FFFF}});

bool is_word_by_itself(char32_t c) {
  return std::ranges::any_of(
      kWithoutSpaces, [c](const Range& range) { return range.first <= c && c <= range.last; });
}

// The character at the front of `rest` and its length. Texts were checked to be
// UTF-8 before; other bytes are a character each.
struct Character {
  char32_t value;
  std::size_t size;
};
Character first_of(std::string_view rest) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(rest[i]); };
  const std::uint8_t lead = byte(0);
  const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
  if (size == 1 || rest.size() < size) return {lead, 1};
  char32_t value = lead & (0x7FU >> size);
  for (std::size_t i = 1; i < size; ++i) value = value << 6 | (byte(i) & 0x3FU);
  return {value, size};
}

// Greek is written with accents in small letters, and mostly without in capitals;
// unicode61 takes none from its letters. All of these are two bytes long.
struct Accented {
  std::string_view letter;
  std::string_view bare;
};
constexpr auto kGreek = std::to_array<Accented>({{"ά", "α"},
                                                 {"έ", "ε"},
                                                 {"ή", "η"},
                                                 {"ί", "ι"},
                                                 {"ϊ", "ι"},
                                                 {"ΐ", "ι"},
                                                 {"ό", "ο"},
                                                 {"ύ", "υ"},
                                                 {"ϋ", "υ"},
                                                 {"ΰ", "υ"},
                                                 {"ώ", "ω"}});

std::string without_greek_accents(std::string_view word) {
  constexpr std::size_t kLetter = 2;
  std::string out(word);
  if (word.find_first_of("\xCE\xCF") == std::string_view::npos) return out;
  for (std::size_t at = 0; at + kLetter <= out.size(); at += first_of(word.substr(at)).size)
    for (const Accented& one : kGreek)
      if (word.substr(at, kLetter) == one.letter) out.replace(at, kLetter, one.bare);
  return out;
}

using OnToken = int (*)(void*, int, const char*, int, int, int);

// What FTS5 holds of our tokenizer: unicode61's own, which does the folding.
struct Within {
  fts5_tokenizer calls{};
  Fts5Tokenizer* it = nullptr;
};

// Hands the words of one stretch on, with their places in the whole text.
struct Stretch {
  void* context;
  OnToken on_token;
  int offset;
};
int on_word_within(void* context, int flags, const char* bytes, int size, int begin, int end) {
  const auto& stretch = *static_cast<const Stretch*>(context);
  const std::string word = without_greek_accents({bytes, static_cast<std::size_t>(size)});
  return stretch.on_token(stretch.context, flags, word.data(), size, stretch.offset + begin,
                          stretch.offset + end);
}

int create(void* api, const char** /*arguments*/, int /*count*/, Fts5Tokenizer** out) {
  auto* fts5 = static_cast<fts5_api*>(api);
  auto within = std::make_unique<Within>();
  void* data = nullptr;
  int result = fts5->xFindTokenizer(fts5, kWithin, &data, &within->calls);
  if (result != SQLITE_OK) return result;
  std::array<const char*, 4> rules = {"remove_diacritics", "2", "categories", "L* N* Co M*"};
  result = within->calls.xCreate(data, rules.data(), static_cast<int>(rules.size()), &within->it);
  if (result == SQLITE_OK) *out = reinterpret_cast<Fts5Tokenizer*>(within.release());
  return result;
}

void destroy(Fts5Tokenizer* tokenizer) {
  const std::unique_ptr<Within> within(reinterpret_cast<Within*>(tokenizer));
  if (within) within->calls.xDelete(within->it);
}

int each_word(Fts5Tokenizer* tokenizer, void* context, int flags, const char* bytes, int size,
              OnToken on_token) {
  const auto& within = *reinterpret_cast<const Within*>(tokenizer);
  const std::string_view text(bytes, static_cast<std::size_t>(std::max(size, 0)));
  const auto hand_on = [&](std::size_t begin, std::size_t end) {
    Stretch stretch{context, on_token, static_cast<int>(begin)};
    return begin == end ? SQLITE_OK
                        : within.calls.xTokenize(within.it, &stretch, flags, bytes + begin,
                                                 static_cast<int>(end - begin), on_word_within);
  };
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Character character = first_of(text.substr(at));
    if (is_word_by_itself(character.value)) {
      int result = hand_on(begin, at);
      begin = at + character.size;
      if (result == SQLITE_OK) result = hand_on(at, begin);
      if (result != SQLITE_OK) return result;
    }
    at += character.size;
  }
  return hand_on(begin, text.size());
}

// Hands words on to FTS5, and words in pairs with the one before them. To a text each pair is one
// more token in the place of its second word; of a phrase that is asked for, the pairs are all
// there is. So a phrase of words that stand everywhere is looked for among its pairs, which are
// rarer by far, and matches just where it would by its words.
struct Pairs {
  void* context;
  OnToken on_token;
  bool is_asked;
  std::size_t count = 0;  // words so far, and the newest of them
  Word newest = {};

  [[nodiscard]] int hand_on(int flags, const std::string& token) const {
    return on_token(context, flags, token.data(), static_cast<int>(token.size()),
                    static_cast<int>(newest.begin), static_cast<int>(newest.end));
  }
};
constexpr char kBetween = '\x1f';  // stands in no word

int on_word_in_pairs(void* context, int /*flags*/, const char* bytes, int size, int begin,
                     int end) {
  auto& pairs = *static_cast<Pairs*>(context);
  const std::string before =
      std::exchange(pairs.newest, {std::string(bytes, static_cast<std::size_t>(size)),
                                   static_cast<std::size_t>(begin), static_cast<std::size_t>(end)})
          .folded;
  const int result = pairs.is_asked ? SQLITE_OK : pairs.hand_on(0, pairs.newest.folded);
  if (result != SQLITE_OK || pairs.count++ == 0) return result;
  return pairs.hand_on(pairs.is_asked ? 0 : FTS5_TOKEN_COLOCATED,
                       before + kBetween + pairs.newest.folded);
}

int tokenize(Fts5Tokenizer* tokenizer, void* context, int flags, const char* bytes, int size,
             OnToken on_token) {
  Pairs pairs{context, on_token, (flags & FTS5_TOKENIZE_QUERY) != 0};
  const int result = each_word(tokenizer, &pairs, flags, bytes, size, on_word_in_pairs);
  if (result != SQLITE_OK || !pairs.is_asked || pairs.count != 1) return result;
  return pairs.hand_on(0, pairs.newest.folded);
}

fts5_api* api_of(sqlite3* connection) {
  fts5_api* api = nullptr;
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(connection, kApi, -1, &statement, nullptr) == SQLITE_OK) {
    sqlite3_bind_pointer(statement, 1, static_cast<void*>(&api), "fts5_api_ptr", nullptr);
    sqlite3_step(statement);
  }
  sqlite3_finalize(statement);
  return api;
}

int keep_word(void* context, int, const char* word, int size, int begin, int end) {
  static_cast<std::vector<Word>*>(context)->push_back(
      {std::string(word, static_cast<std::size_t>(size)), static_cast<std::size_t>(begin),
       static_cast<std::size_t>(end)});
  return SQLITE_OK;
}

}  // namespace

Status add_words(sqlite3* connection) {
  fts5_api* api = api_of(connection);
  if (api == nullptr) return refuse(Code::database_refused, "this SQLite is without FTS5");
  fts5_tokenizer ours{create, destroy, tokenize};
  const int result = api->xCreateTokenizer(api, kName, api, &ours, nullptr);
  if (result != SQLITE_OK) return std::unexpected(error_of(result));
  return {};
}

Result<std::vector<Word>> Database::words_of(std::string_view text) const {
  CHECK(text.size() < static_cast<std::size_t>(std::numeric_limits<int>::max()));
  fts5_api* api = api_of(connection_->handle);
  CHECK(api != nullptr);
  Fts5Tokenizer* tokenizer = nullptr;
  int result = create(api, nullptr, 0, &tokenizer);
  if (result != SQLITE_OK) return std::unexpected(error_of(result));
  std::vector<Word> words;
  result = each_word(tokenizer, &words, FTS5_TOKENIZE_DOCUMENT, text.data(),
                     static_cast<int>(text.size()), keep_word);
  destroy(tokenizer);
  if (result != SQLITE_OK) return std::unexpected(error_of(result));
  return words;
}

}  // namespace troth::sqlite
