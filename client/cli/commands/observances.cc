#include <array>
#include <limits>

#include "client/cli/command.h"
#include "client/cli/show_observances.h"

namespace troth::cli {
namespace {

using practice::Observance;
using vault::Side;

constexpr std::size_t kNewestShown = 20;
constexpr std::size_t kEvery = std::numeric_limits<std::int32_t>::max();

constexpr std::array kSorts = {Observance::Sort::kept, Observance::Sort::missed,
                               Observance::Sort::appreciated, Observance::Sort::amends};

class Observe final : public Command {
 public:
  std::string_view name() const override { return "observe"; }
  std::string_view about() const override {
    return "Note what was kept, missed or appreciated, or amends";
  }

  void declare(CLI::App& app) override {
    app.add_option("SORT", sort_, "kept, missed, appreciated or amends")
        ->required()
        ->check(CLI::IsMember({"kept", "missed", "appreciated", "amends"}).description(""));
    app.add_option("STANDARD", observance_.standard,
                   "The standard's id, as agreement show has it; kept and missed need one");
    app.add_option("--about", about_, "Whose it is; without it as the standard says")
        ->type_name("mine|partner")
        ->check(CLI::IsMember({"mine", "partner"}).description(""));
    app.add_option("--for", observance_.amends_for, "Of amends: the observance that they answer")
        ->type_name("ID");
    app.add_option("--text", observance_.text, "Whatever there is to say")->type_name("TEXT");
  }

  Status run(Context& context) override {
    for (const auto sort : kSorts)
      if (practice::name_of(sort) == sort_) observance_.sort = sort;
    if (!about_.empty()) observance_.about = about_ == "mine" ? Side::mine : Side::partners;
    TROTH_ASSIGN(auto profile, context.open());
    TROTH_ASSIGN(const auto entry, profile.observances().write(observance_));
    TROTH_ASSIGN(const auto view, profile.observances().find(entry));
    const std::string response = response_text(view);
    return context.show_signed(profile, json_of(view),
                               "Noted." + (response.empty() ? "" : "\n" + response));
  }

 private:
  std::string sort_;
  std::string about_;
  vault::NewObservance observance_;
};

class ObservancesShown final : public Command {
 public:
  std::string_view name() const override { return "observances"; }
  std::string_view about() const override { return "What either of you noted, newest first"; }

  void declare(CLI::App& app) override {
    app.add_flag("--all", all_, "All of them, and not the newest 20");
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(const auto profile, context.open());
    TROTH_ASSIGN(const auto observances,
                 profile.observances().newest(all_ ? kEvery : kNewestShown));
    TROTH_ASSIGN(const auto words, context.words(profile));
    context.output().show(json_of(observances), observances_text(observances, words.look()));
    return {};
  }

 private:
  bool all_ = false;
};

}  // namespace

std::unique_ptr<Command> make_observe() { return std::make_unique<Observe>(); }
std::unique_ptr<Command> make_observances() { return std::make_unique<ObservancesShown>(); }

}  // namespace troth::cli
