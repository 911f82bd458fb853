// Commands that declare something and do nothing, for what is made of declarations.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "client/cli/command.h"

namespace troth::cli {

class Declaring final : public Command {
 public:
  Declaring(std::string_view name, std::string_view about,
            std::function<void(CLI::App&, std::string&)> declares = {})
      : name_(name), about_(about), declares_(std::move(declares)) {}

  std::string_view name() const override { return name_; }
  std::string_view about() const override { return about_; }
  void declare(CLI::App& app) override {
    if (declares_) declares_(app, text_);
  }
  Status run(Context&) override { return {}; }

 private:
  std::string_view name_;
  std::string_view about_;
  std::function<void(CLI::App&, std::string&)> declares_;
  std::string text_;
};

// "status", "accept ID", "propose FILE", "check-in [--works yes|no] [--text TEXT]",
// "pair invite", "pair join INVITE", "help consent"
inline Commands declaring_commands() {
  Commands made;
  const auto argument = [](const char* name) {
    return
        [name](CLI::App& app, std::string& text) { app.add_option(name, text, "It")->required(); };
  };
  made.push_back(std::make_unique<Declaring>("status", "How things stand"));
  made.push_back(std::make_unique<Declaring>("accept", "Agree: it's yours", argument("ID")));
  made.push_back(std::make_unique<Declaring>("propose", ".what a file says", argument("FILE")));
  made.push_back(
      std::make_unique<Declaring>("check-in", "How you are", [](CLI::App& app, std::string& text) {
        app.add_option("--works", text, "Does it?")->type_name("yes|no");
        app.add_option("--text", text, "Whatever \\ there is")->type_name("TEXT");
        app.add_flag_callback("--talk", [] {}, "I want to talk");
      }));
  made.push_back(std::make_unique<Declaring>("pair invite", "Invite"));
  made.push_back(std::make_unique<Declaring>("pair join", "Join", argument("INVITE")));
  return made;
}

}  // namespace troth::cli
