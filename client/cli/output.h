// Where results go: text for a person, or with --json one JSON value a line,
// and nothing else. Every call ends a line and flushes it, so that whoever
// reads a pipe sees it at once. Control characters never reach a terminal,
// whoever wrote the text. Borrows its streams; one thread.
#pragma once

#include <optional>
#include <ostream>
#include <string>
#include <string_view>

#include "client/cli/called.h"
#include "core/base/error.h"
#include "core/crypto/secret.h"

namespace troth::cli {

enum class Form { text, json };

class Output {
 public:
  Output(std::ostream& results, std::ostream& errors, Form form)
      : results_(results), errors_(errors), form_(form) {}

  [[nodiscard]] bool is_json() const { return form_ == Form::json; }
  // From now on lines for a person that are longer than this end between words.
  void wrap_at(std::size_t width) { width_ = width; }

  // The same result in both forms.
  void show(const Json& json, std::string_view text);
  // The same, where the text is a file's: none of its lines is wrapped.
  void show_file(const Json& json, std::string_view text);
  // For a person alone: what is not part of the result, such as a partner's pause.
  void note(std::string_view text);
  // A result that holds a secret: {"key":"..."} or the text by itself. The
  // stream's buffer holds it until it is flushed, which is what showing means.
  void show_secret(std::string_view key, const crypto::Secret& secret);
  // One sentence, or {"error":{"code","message"}}, among the errors.
  void fail(const Error& error);
  // What refuses if anything above could not be written.
  [[nodiscard]] Status status() const;

 private:
  [[nodiscard]] std::string wrapped(std::string_view text) const;

  std::ostream& results_;
  std::ostream& errors_;
  Form form_;
  std::optional<std::size_t> width_;
};

// `text` with a "?" for every control character but tabs and line ends.
std::string fit_to_show(std::string_view text);

}  // namespace troth::cli
