// A terminal for tests: its answers are written down beforehand, and what was
// said and asked is kept. One thread.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "client/cli/terminal.h"

namespace troth::cli {

class FakeTerminal final : public Terminal {
 public:
  std::deque<std::string> answers;
  std::deque<std::string> secrets;
  std::vector<std::string> said;
  std::vector<std::string> asked;
  bool interactive = true;

  [[nodiscard]] bool is_interactive() const override { return interactive; }
  [[nodiscard]] bool shows_results() const override { return interactive; }
  [[nodiscard]] std::size_t width() const override { return 80; }
  [[nodiscard]] int screen() const override { return -1; }
  void say(std::string_view text) override { said.emplace_back(text); }
  Result<crypto::Secret> ask_secret(std::string_view question) override {
    asked.emplace_back(question);
    if (!interactive) return refuse(Code::terminal_missing);
    if (secrets.empty()) return refuse(Code::terminal_closed);
    auto secret = crypto::Secret::copy_of(bytes_of(secrets.front()));
    secrets.pop_front();
    return secret;
  }
  Result<std::optional<std::string>> ask(std::string_view question) override {
    asked.emplace_back(question);
    if (answers.empty()) return std::nullopt;
    std::string answer = answers.front();
    answers.pop_front();
    return answer;
  }
};

}  // namespace troth::cli
