#include "client/cli/command.h"
#include "client/cli/show_moments.h"

namespace troth::cli {
namespace {

constexpr unsigned kLongestHours = 31 * 24;

class MomentOpen final : public Command {
 public:
  std::string_view name() const override { return "moment open"; }
  std::string_view about() const override { return "Open a moment, as the agreement says"; }

  void declare(CLI::App& app) override {
    app.add_option("--area", moment_.areas,
                   "Only this area; may be given again. Without it all that apply in moments")
        ->type_name("NAME")
        ->allow_extra_args(false);
    app.add_option("--hours", hours_, "It ends by itself after so many")
        ->type_name("N")
        ->check(CLI::Range(1U, kLongestHours));
    app.add_option("--text", moment_.text, "What it is for")->type_name("TEXT");
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(auto profile, context.open());
    if (hours_) moment_.until_ms = context.clock()() + *hours_ * kHourMs;
    TROTH_ASSIGN(const auto entry, profile.moments().open(moment_));
    return context.show_signed(
        profile, {{"id", entry.hex()}},
        "The moment is open. Either of you closes it alone, at any time: troth moment close");
  }

 private:
  vault::NewMoment moment_;
  std::optional<unsigned> hours_;
};

class MomentClose final : public Command {
 public:
  std::string_view name() const override { return "moment close"; }
  std::string_view about() const override { return "Close a moment, at once and alone"; }

  void declare(CLI::App& app) override {
    app.add_option("ID", id_, "The moment; without it every one that is open");
    add_reason(app, reason_);
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(auto profile, context.open());
    TROTH_ASSIGN(const auto closed, profile.moments().close(id_, reason_));
    Json ids = Json::array();
    for (const auto& moment : closed) ids.push_back(moment.hex());
    return context.show_signed(profile, {{"closed", ids}},
                               "Closed, at once. You need to explain nothing.");
  }

 private:
  std::string id_;
  std::string reason_;
};

class MomentsShown final : public Command {
 public:
  std::string_view name() const override { return "moments"; }
  std::string_view about() const override { return "The moments that are open"; }

  void declare(CLI::App& app) override {
    app.add_flag("--all", all_, "Those that are over as well");
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(const auto profile, context.open());
    TROTH_ASSIGN(const auto moments,
                 profile.moments().list(all_ ? vault::Which::all : vault::Which::open));
    TROTH_ASSIGN(const auto words, context.words(profile));
    context.output().show(json_of(moments), moments.empty() ? "No moment is open.\n"
                                                            : moments_text(moments, words.look()));
    return {};
  }

 private:
  bool all_ = false;
};

}  // namespace

std::unique_ptr<Command> make_moment_open() { return std::make_unique<MomentOpen>(); }
std::unique_ptr<Command> make_moment_close() { return std::make_unique<MomentClose>(); }
std::unique_ptr<Command> make_moments() { return std::make_unique<MomentsShown>(); }

}  // namespace troth::cli
