#include <algorithm>
#include <array>
#include <optional>

#include "client/cli/commands/all.h"
#include "client/cli/new_file.h"

namespace troth::cli {
namespace {

constexpr std::size_t kWords = 24;
constexpr std::size_t kWordsAsked = 2;

constexpr std::string_view kSheetHead =
    "The recovery words of this Troth profile. A later version opens it with them alone:\n"
    "keep them on paper, away from this computer, and give them to nobody, not even\n"
    "to your partner.\n\n";

// The word of `words` at `index`.
ByteView word_at(const crypto::Secret& words, std::size_t index) {
  ByteView rest = words.view();
  for (;; --index) {
    const auto space = static_cast<std::size_t>(std::ranges::find(rest, ' ') - rest.begin());
    if (index == 0 || space == rest.size()) return rest.first(space);
    rest = rest.subspan(space + 1);
  }
}

// Two of the words, typed back: who cannot has not written them down.
Status ask_back(Terminal& terminal, const crypto::Secret& words, TimeMs now) {
  constexpr std::size_t half = kWords / 2;
  const auto chance = static_cast<std::size_t>(now);  // which words are asked is no secret
  const std::array<std::size_t, kWordsAsked> asked = {chance % half, half + chance / half % half};
  for (const std::size_t index : asked) {
    for (;;) {
      TROTH_ASSIGN(const auto typed,
                   terminal.ask_secret("Word " + std::to_string(index + 1) + " of your sheet"));
      if (crypto::equal_in_constant_time(typed.view(), word_at(words, index))) break;
      terminal.say("That is another word; look at your sheet once more.");
    }
  }
  terminal.say("Both are right. Next: troth pair invite, or troth pair join INVITE.");
  return {};
}

class Init final : public Command {
 public:
  std::string_view name() const override { return "init"; }
  std::string_view about() const override {
    return "Make a profile, and show its recovery words, once";
  }

  void declare(CLI::App& app) override {
    app.add_option("--name", name_, "Your name, as your partner will read it")
        ->type_name("NAME")
        ->required();
    app.add_option("--relay", relay_, "The address of your relay, or - to read it")
        ->type_name("ADDRESS");
    app.add_option("--recovery-sheet", sheet_,
                   "Write the recovery words into this new file instead of showing them")
        ->type_name("FILE");
    app.add_option("--unlock-cost", cost_, "How much work unlocking, and guessing, is")
        ->type_name("low|normal|high")
        ->check(CLI::IsMember({"low", "normal", "high"}).description(""));
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(const auto place, context.profile_place());
    vault::NewProfile profile;
    profile.name = name_;
    profile.cost = cost();
    if (!relay_.empty()) {
      TROTH_ASSIGN(profile.relay_address, context.secret_argument(relay_));
    }
    // Before the profile is made: words that find no place to stand would be lost.
    std::optional<NewFile> sheet;
    if (!sheet_.empty()) {
      TROTH_ASSIGN(sheet, NewFile::create(sheet_));
    }
    TROTH_ASSIGN(const auto passphrase, context.new_passphrase());
    const auto make = [&] {
      const Progress progress(context.terminal(), "Making the vault ...");
      return host::Profile::make(place, passphrase, profile, context.clock());
    };
    TROTH_ASSIGN(const auto made, make());
    if (sheet) return keep_words(context.output(), *sheet, made.recovery_words);
    return show_words(context, made.recovery_words);
  }

 private:
  [[nodiscard]] crypto::PassphraseCost cost() const {
    if (cost_ == "low") return crypto::kLowCost;
    return cost_ == "high" ? crypto::kHighCost : crypto::kNormalCost;
  }

  Status keep_words(Output& output, NewFile& sheet, const crypto::Secret& words) const {
    TROTH_TRY(sheet.write(bytes_of(kSheetHead)));
    TROTH_TRY(sheet.write(words.view()));
    TROTH_TRY(sheet.write(bytes_of("\n")));
    TROTH_TRY(sheet.keep());
    output.show({{"profile", "made"}, {"recovery_sheet", sheet_.string()}},
                "The profile is made. Its recovery words are in " + sheet_.string() +
                    ": print them, keep them away from this computer, and delete the file.");
    return {};
  }

  static Status show_words(Context& context, const crypto::Secret& words) {
    context.output().note(
        "The profile is made. These are its recovery words. A later version opens it with them:\n"
        "write them on paper, keep them away from this computer, and give them to nobody, not\n"
        "even to your partner. They are shown this once.\n");
    context.output().show_secret("recovery_words", words);
    if (!context.terminal().is_interactive() || context.output().is_json()) return {};
    return ask_back(context.terminal(), words, context.clock()());
  }

  std::string name_;
  std::string relay_;
  std::filesystem::path sheet_;
  std::string cost_ = "normal";
};

}  // namespace

std::unique_ptr<Command> make_init() { return std::make_unique<Init>(); }

}  // namespace troth::cli
