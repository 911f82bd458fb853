#include <limits>

#include "client/cli/commands/all.h"

namespace troth::cli {
namespace {

class Ledger final : public Command {
 public:
  std::string_view name() const override { return "ledger"; }
  std::string_view about() const override { return "Every entry that both of you signed"; }

  Status run(Context& context) override {
    TROTH_ASSIGN(const auto profile, context.open());
    TROTH_ASSIGN(const auto lines,
                 profile.queries().ledger(std::numeric_limits<std::int32_t>::max()));
    TROTH_ASSIGN(const auto words, context.words(profile));
    context.output().show(json_list(lines), ledger_text(lines, words.look()));
    return {};
  }
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
