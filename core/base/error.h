// The one error type. Every way to fail has a Code, and refusals.def, the
// one table of them, pairs each Code with its name (what --json prints) and
// the sentence a person reads: what was wrong and what to do. A `{}` in the
// sentence is filled by the detail that the place of failure knows (a line, a
// name, a number; never a secret).
// Plain values, any thread.
#pragma once

#include <expected>
#include <span>
#include <string>
#include <string_view>

namespace troth {

enum class Code {
#define TROTH_REFUSAL(name, sentence) name,
#include "core/base/refusals.def"
#undef TROTH_REFUSAL
};

struct [[nodiscard]] Error {
  Code code;
  std::string message;
};

template <class T>
using Result = std::expected<T, Error>;
using Status = Result<void>;

struct Refusal {
  Code code;
  std::string_view name;
  std::string_view sentence;
};

// The whole table, in the order of the enumeration.
std::span<const Refusal> refusals();
std::string_view name_of(Code code);

// An Error with the table's sentence for `code`, its `{}` filled by `detail`.
Error error(Code code, std::string_view detail = {});
// The same, ready to return from a function that returns a Result.
std::unexpected<Error> refuse(Code code, std::string_view detail = {});

}  // namespace troth

// Returns the error of a Result from the function it stands in; else goes on.
#define TROTH_TRY(expression)                                                                \
  do {                                                                                       \
    if (auto tried = (expression); !tried) return std::unexpected(std::move(tried.error())); \
  } while (false)

#define TROTH_JOIN_(a, b) a##b
#define TROTH_JOIN(a, b) TROTH_JOIN_(a, b)
// `TROTH_ASSIGN(auto x, f())`: x is the value of a Result, or its error is returned.
#define TROTH_ASSIGN(declaration, expression)                                 \
  auto TROTH_JOIN(result_, __LINE__) = (expression);                          \
  if (!TROTH_JOIN(result_, __LINE__))                                         \
    return std::unexpected(std::move(TROTH_JOIN(result_, __LINE__).error())); \
  declaration = std::move(*TROTH_JOIN(result_, __LINE__))
