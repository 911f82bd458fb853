#include <algorithm>
#include <array>
#include <optional>

#include "client/cli/command.h"
#include "client/cli/new_file.h"
#include "client/cli/numbered_words.h"
#include "core/vault/before_opening.h"

namespace troth::cli {
namespace {

constexpr std::size_t kWords = 24;
constexpr std::size_t kWordsAsked = 2;

constexpr std::string_view kSheetHead =
    "The recovery words of this Troth profile. `troth passphrase reset` sets a new\n"
    "passphrase by them alone: keep them on paper, away from this computer, and give\n"
    "them to nobody, not even to your partner.\n\n";

// The word of `words` at `index`.
ByteView word_at(const crypto::Secret& words, std::size_t index) {
  ByteView rest = words.view();
  for (;; --index) {
    const auto space = static_cast<std::size_t>(std::ranges::find(rest, ' ') - rest.begin());
    if (index == 0 || space == rest.size()) return rest.first(space);
    rest = rest.subspan(space + 1);
  }
}

// The letters alone, in small: "7. Apple " is the word too.
crypto::Secret as_on_the_sheet(const crypto::Secret& typed) {
  crypto::Secret out(typed.size());
  std::size_t size = 0;
  for (const std::uint8_t c : typed.view()) {
    const bool is_capital = c >= 'A' && c <= 'Z';
    if (is_capital || (c >= 'a' && c <= 'z'))
      out.writable()[size++] = static_cast<std::uint8_t>(is_capital ? c - 'A' + 'a' : c);
  }
  return out.slice(0, size);
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
      if (crypto::equal_in_constant_time(as_on_the_sheet(typed).view(), word_at(words, index)))
        break;
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
  InShell in_shell() const override { return InShell::is_refused; }

  Status run(Context& context) override {
    TROTH_ASSIGN(const auto place, context.profile_place());
    vault::NewProfile profile;
    profile.name = name_;
    profile.cost = cost();
    if (!relay_.empty()) {
      TROTH_ASSIGN(profile.relay_address, context.secret_argument(relay_));
    }
    TROTH_TRY(vault::check_new_profile(place, name_, profile.relay_address));
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
    if (sheet) return keep_words(context.output(), *sheet, made.recovery_words, place);
    return show_words(context, made.recovery_words, place);
  }

 private:
  [[nodiscard]] crypto::PassphraseCost cost() const {
    if (cost_ == "low") return crypto::kLowCost;
    return cost_ == "high" ? crypto::kHighCost : crypto::kNormalCost;
  }

  Status keep_words(Output& output, NewFile& sheet, const crypto::Secret& words,
                    const std::filesystem::path& place) const {
    TROTH_TRY(sheet.write(bytes_of(kSheetHead)));
    TROTH_TRY(sheet.write(numbered_words(words).view()));
    TROTH_TRY(sheet.keep());
    output.show(
        {{"profile", "made"}, {"folder", place.string()}, {"recovery_sheet", sheet_.string()}},
        made_in(place) + " Its recovery words are in " + sheet_.string() +
            ": print them, keep them away from this computer, and delete the file.");
    return {};
  }

  static std::string made_in(const std::filesystem::path& place) {
    return "The profile is made, in the folder " + place.string() + ".";
  }

  static Status show_words(Context& context, const crypto::Secret& words,
                           const std::filesystem::path& place) {
    auto& output = context.output();
    output.note(
        made_in(place) +
        "\nThese are its recovery words. `troth passphrase reset` sets a new passphrase by them: "
        "write them on paper, keep them away from this computer, and give them to nobody, not even "
        "to your partner. They are shown this once.\n");
    output.show_secret("recovery_words", output.is_json() ? words.clone() : numbered_words(words));
    if (!context.can_ask()) return {};
    say_on_ctrl_c(
        "\nStopped. The profile is made, and its words are not shown again. Did you not write them "
        "down? Then delete it and begin anew: troth profile delete\n");
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
