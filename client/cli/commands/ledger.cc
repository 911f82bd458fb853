#include <limits>

#include "client/cli/command.h"

namespace troth::cli {
namespace {

class Ledger final : public Command {
 public:
  std::string_view name() const override { return "ledger"; }
  std::string_view about() const override { return "Every entry that both of you signed"; }

  void declare(CLI::App& app) override {
    app.add_option("--since", wish_.since, "Written on this day or later")->type_name("DATE");
    app.add_option("--kind", wish_.kind, "Of this kind, as the list names it")->type_name("KIND");
    app.add_option("--by", wish_.by, "By this partner: a name, me or partner")->type_name("NAME");
    app.add_option("--most", wish_.most, "At most so many, the newest")
        ->type_name("N")
        ->check(CLI::Range(1, std::numeric_limits<std::int32_t>::max()));
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(const auto profile, context.open());
    TROTH_ASSIGN(const auto lines, profile.timeline().lines(wish_));
    TROTH_ASSIGN(const auto words, context.words(profile));
    const bool asks_for_some = wish_.since || wish_.kind || wish_.by;
    context.output().show(json_list(lines), lines.empty() && asks_for_some
                                                ? "No entry is like that."
                                                : ledger_text(lines, words.look()));
    return {};
  }

 private:
  vault::TimelineWish wish_;
};

class LedgerVerify final : public Command {
 public:
  std::string_view name() const override { return "ledger verify"; }
  std::string_view about() const override { return "Verify every signature and rule anew"; }

  Status run(Context& context) override {
    TROTH_ASSIGN(const auto profile, context.open());
    const auto verify = [&] {
      const Progress progress(context.terminal(), "Verifying ...");
      return profile.queries().verify_ledger();
    };
    TROTH_ASSIGN(const auto verified, verify());
    context.output().show(
        {{"entries", verified.entries},
         {"acceptances", verified.acceptances},
         {"digest", verified.digest.hex()}},
        "All " + counted(verified.entries, "entry", "entries") + " and " +
            counted(verified.acceptances, "acceptance", "acceptances") +
            " are as they were signed. The version they make: " + short_id(verified.digest) + ".");
    return {};
  }
};

}  // namespace

std::unique_ptr<Command> make_ledger() { return std::make_unique<Ledger>(); }
std::unique_ptr<Command> make_ledger_verify() { return std::make_unique<LedgerVerify>(); }

}  // namespace troth::cli
