#include "client/cli/command.h"
#include "client/cli/show_private.h"

namespace troth::cli {
namespace {

// "check-in", or "comment 1a2b" in two words.
std::string joined(const std::vector<std::string>& words) {
  std::string name;
  for (const std::string& word : words) name += (name.empty() ? "" : " ") + word;
  return name;
}

class DraftList final : public Command {
 public:
  std::string_view name() const override { return "drafts"; }
  std::string_view about() const override {
    return "What you have half written and kept; only you see it";
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(const auto profile, context.open());
    TROTH_ASSIGN(const auto drafts, profile.drafts().all());
    TROTH_ASSIGN(const auto words, context.words(profile));
    context.output().show(json_list(drafts), drafts_text(drafts, words.look()));
    return {};
  }
};

class DraftShow final : public Command {
 public:
  std::string_view name() const override { return "draft show"; }
  std::string_view about() const override { return "One draft, whole"; }
  void declare(CLI::App& app) override {
    app.add_option("NAME", name_, "The draft's name, as the list has it")->required();
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(const auto profile, context.open());
    TROTH_ASSIGN(const auto draft, profile.drafts().named(joined(name_)));
    context.output().show(json_of(draft), draft.content);
    return {};
  }

 private:
  std::vector<std::string> name_;
};

class DraftDelete final : public Command {
 public:
  std::string_view name() const override { return "draft delete"; }
  std::string_view about() const override { return "Delete a draft; nothing brings it back"; }
  void declare(CLI::App& app) override {
    app.add_option("NAME", name_, "The draft's name, as the list has it")->required();
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(const auto profile, context.open());
    TROTH_ASSIGN(const auto draft, profile.drafts().named(joined(name_)));
    TROTH_TRY(profile.drafts().remove(draft.kind, draft.about));
    context.output().show({{"name", vault::name_of(draft)}},
                          "The draft of " + vault::name_of(draft) + " is deleted.");
    return {};
  }

 private:
  std::vector<std::string> name_;
};

}  // namespace

std::unique_ptr<Command> make_drafts() { return std::make_unique<DraftList>(); }
std::unique_ptr<Command> make_draft_show() { return std::make_unique<DraftShow>(); }
std::unique_ptr<Command> make_draft_delete() { return std::make_unique<DraftDelete>(); }

}  // namespace troth::cli
