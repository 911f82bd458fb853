#include "client/cli/called.h"
#include "client/cli/command.h"
#include "client/cli/show_versions.h"

namespace troth::cli {
namespace {

class AgreementHistory final : public Command {
 public:
  std::string_view name() const override { return "agreement history"; }
  std::string_view about() const override { return "Every version, and who made it when and why"; }

  void declare(CLI::App& app) override {
    app.add_option("--most", most_, "At most so many, the newest")
        ->type_name("N")
        ->check(CLI::Range(std::size_t{1}, std::size_t{1'000'000}));
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(const auto profile, context.open());
    TROTH_ASSIGN(const auto versions, profile.versions().history(most_));
    TROTH_ASSIGN(const auto words, context.words(profile));
    context.output().show(json_list(versions, words.names), history_text(versions, words.look()));
    return {};
  }

 private:
  std::size_t most_ = 50;
};

class AgreementDiff final : public Command {
 public:
  std::string_view name() const override { return "agreement diff"; }
  std::string_view about() const override {
    return "What differs between two versions, by the word";
  }

  void declare(CLI::App& app) override {
    app.add_option("A", before_, "The earlier version, by the beginning of its digest")->required();
    app.add_option("B", after_, "The later one; without it the newest");
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(const auto profile, context.open());
    TROTH_ASSIGN(const auto difference, profile.versions().difference(before_, after_));
    TROTH_ASSIGN(const auto words, context.words(profile));
    const Names names(words.names.people(), difference.named);
    context.output().show(json_of(difference, names),
                          difference_text(difference, {names, words.calendar, words.width}));
    return {};
  }

 private:
  std::string before_;
  std::optional<std::string> after_;
};

class ClauseShow final : public Command {
 public:
  std::string_view name() const override { return "clause show"; }
  std::string_view about() const override { return "The whole life of a clause"; }

  void declare(CLI::App& app) override {
    app.add_option("ID", id_, "The clause, also one that was removed")->required();
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(const auto profile, context.open());
    TROTH_ASSIGN(const auto life, profile.versions().clause(id_));
    TROTH_ASSIGN(const auto words, context.words(profile));
    const Names names(words.names.people(), life.named);
    context.output().show(json_of(life, names),
                          clause_text(life, {names, words.calendar, words.width}));
    return {};
  }

 private:
  std::string id_;
};

}  // namespace

std::unique_ptr<Command> make_agreement_history() { return std::make_unique<AgreementHistory>(); }
std::unique_ptr<Command> make_agreement_diff() { return std::make_unique<AgreementDiff>(); }
std::unique_ptr<Command> make_clause_show() { return std::make_unique<ClauseShow>(); }

}  // namespace troth::cli
