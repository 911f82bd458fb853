#include "client/cli/shell.h"

#include "client/cli/command.h"

namespace troth::cli {
namespace {

constexpr double kLongest = 24 * 60;
constexpr double kShortest = 0.01;
constexpr double kMsAMinute = 60'000;

class RunShell final : public Command {
 public:
  std::string_view name() const override { return "shell"; }
  std::string_view about() const override {
    return "Unlock once, then run commands from the terminal or a pipe, one a line";
  }

  void declare(CLI::App& app) override {
    app.add_option("--lock-after", minutes_,
                   "Lock after so many minutes without a line; else as the setting lock-after says")
        ->type_name("MINUTES")
        ->check(CLI::Range(kShortest, kLongest).description(""));
    app.add_flag("--keep-going", keep_going_,
                 "Go on after a command of a pipe was refused; the first one gives the status");
  }
  InShell in_shell() const override { return InShell::is_refused; }

  Status run(Context& context) override {
    const auto form = context.output().is_json() ? Form::json : Form::text;
    std::optional<std::chrono::milliseconds> lock_after;
    if (minutes_) lock_after.emplace(static_cast<std::int64_t>(*minutes_ * kMsAMinute));
    Shell shell(
        context.environment(), context.options(), form,
        {.lock_after = lock_after,
         .refusals = keep_going_ ? Shell::Refusals::are_passed_over : Shell::Refusals::end_it});
    TROTH_ASSIGN(const Exit exit, shell.run());
    context.end_as(exit);
    return {};
  }

 private:
  std::optional<double> minutes_;
  bool keep_going_ = false;
};

}  // namespace

std::unique_ptr<Command> make_shell() { return std::make_unique<RunShell>(); }

}  // namespace troth::cli
