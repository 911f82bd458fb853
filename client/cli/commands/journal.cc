// The journal is read and written here without a word to the relay: nothing of
// it is ever sent, so nothing is tried.
#include "client/cli/command.h"
#include "client/cli/read_file.h"
#include "client/cli/show_private.h"

namespace troth::cli {
namespace {

constexpr std::size_t kPagesShown = 100;
constexpr const char* kTextOption =
    "What it says; a shell may keep this in its history, and standard input leaves no such trace";

// What a page is to say: the option's text, or else what standard input brings.
Result<std::string> text_for(Context& context, std::string& option) {
  if (option.empty() || option == "-") return context.text_from_input();
  TROTH_ASSIGN(const auto secret, context.secret_argument(option));
  return string_of(secret.view());
}

class JournalList final : public Command {
 public:
  std::string_view name() const override { return "journal"; }
  std::string_view about() const override {
    return "Your private pages, newest first; nothing of them is sent, or told to your partner";
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(const auto profile, context.open());
    TROTH_ASSIGN(const auto pages, profile.journal().pages(kPagesShown));
    TROTH_ASSIGN(const auto size, profile.journal().size());
    TROTH_ASSIGN(const auto words, context.words(profile));
    std::string text = journal_text(pages, words.look());
    if (size > pages.size())
      text += "\nThere are " + std::to_string(size - pages.size()) +
              " older ones. To find one: troth search --kind journal WORDS";
    context.output().show(json_list(pages), text);
    return {};
  }
};

class JournalShow final : public Command {
 public:
  std::string_view name() const override { return "journal show"; }
  std::string_view about() const override { return "One page, whole"; }
  void declare(CLI::App& app) override {
    app.add_option("ID", id_, "The page's id, or its beginning")->required();
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(const auto profile, context.open());
    TROTH_ASSIGN(const auto page, profile.journal().page(id_));
    TROTH_ASSIGN(const auto words, context.words(profile));
    context.output().show(json_of(page), page_text(page, words.look()));
    return {};
  }

 private:
  std::string id_;
};

class JournalWrite final : public Command {
 public:
  std::string_view name() const override { return "journal write"; }
  std::string_view about() const override { return "A new page, from standard input or --text"; }
  void declare(CLI::App& app) override {
    app.add_option("--text", text_, kTextOption)->type_name("TEXT");
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(const auto text, text_for(context, text_));
    TROTH_ASSIGN(const auto profile, context.open());
    TROTH_ASSIGN(const auto id, profile.journal().write(text));
    context.output().show({{"id", id.hex()}},
                          "The page " + short_id(id) + " is kept here, for you alone.");
    return {};
  }

 private:
  std::string text_;
};

class JournalEdit final : public Command {
 public:
  std::string_view name() const override { return "journal edit"; }
  std::string_view about() const override {
    return "Another text for a page, from standard input or --text; the older one is deleted";
  }
  void declare(CLI::App& app) override {
    app.add_option("ID", id_, "The page's id, or its beginning")->required();
    app.add_option("--text", text_, kTextOption)->type_name("TEXT");
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(const auto text, text_for(context, text_));
    TROTH_ASSIGN(const auto profile, context.open());
    TROTH_ASSIGN(const auto id, profile.journal().rewrite(id_, text));
    context.output().show({{"id", id.hex()}},
                          "The page " + short_id(id) + " says this now; what it said is deleted.");
    return {};
  }

 private:
  std::string id_;
  std::string text_;
};

class JournalDelete final : public Command {
 public:
  std::string_view name() const override { return "journal delete"; }
  std::string_view about() const override { return "Delete a page; nothing brings it back"; }
  void declare(CLI::App& app) override {
    app.add_option("ID", id_, "The page's id, or its beginning")->required();
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(const auto profile, context.open());
    TROTH_ASSIGN(const auto id, profile.journal().remove(id_));
    context.output().show({{"id", id.hex()}}, "The page " + short_id(id) + " is deleted.");
    return {};
  }

 private:
  std::string id_;
};

}  // namespace

std::unique_ptr<Command> make_journal() { return std::make_unique<JournalList>(); }
std::unique_ptr<Command> make_journal_show() { return std::make_unique<JournalShow>(); }
std::unique_ptr<Command> make_journal_write() { return std::make_unique<JournalWrite>(); }
std::unique_ptr<Command> make_journal_edit() { return std::make_unique<JournalEdit>(); }
std::unique_ptr<Command> make_journal_delete() { return std::make_unique<JournalDelete>(); }

}  // namespace troth::cli
