#include "client/cli/command.h"
#include "client/cli/show_private.h"

namespace troth::cli {
namespace {

constexpr std::size_t kHitsShown = 50;

std::vector<std::string> kind_names() {
  std::vector<std::string> names;
  for (const vault::Subject subject : vault::subjects()) names.emplace_back(name_of(subject));
  return names;
}

// An argument of several words is a phrase, unless it has quotes of its own.
std::string typed(const std::vector<std::string>& arguments) {
  std::string all;
  for (const std::string& argument : arguments) {
    const bool is_phrase = argument.find('"') == std::string::npos &&
                           argument.find_first_of(" \t") != std::string::npos;
    all += (all.empty() ? "" : " ") + (is_phrase ? '"' + argument + '"' : argument);
  }
  return all;
}

class Search final : public Command {
 public:
  std::string_view name() const override { return "search"; }
  std::string_view about() const override {
    return "Find words in everything that you can read, your journal included";
  }

  void declare(CLI::App& app) override {
    app.add_option(
           "WORDS", words_,
           "Words that all must be there; \"several words\" as one phrase, beginn* for words "
           "that begin so")
        ->required();
    app.add_option("--kind", kind_, "Only these")
        ->type_name("KIND")
        ->check(CLI::IsMember(kind_names()).description(""));
    app.add_option("--since", wanted_.since, "Written on this day or later")->type_name("DAY");
    app.add_option("--until", wanted_.until, "Written on this day or earlier")->type_name("DAY");
    app.add_option("--by", wanted_.by, "Written by one of you: a name, me or partner")
        ->type_name("NAME");
  }

  Status run(Context& context) override {
    vault::SearchFor wanted = wanted_;
    wanted.words = typed(words_);
    wanted.most = kHitsShown + 1;  // one more tells that there are more
    for (const vault::Subject subject : vault::subjects())
      if (name_of(subject) == kind_) wanted.subject = subject;
    TROTH_ASSIGN(const auto profile, context.open());
    TROTH_ASSIGN(auto hits, profile.searching().find(wanted));
    TROTH_ASSIGN(const auto words, context.words(profile));
    const bool are_more = hits.size() > kHitsShown;
    if (are_more) hits.resize(kHitsShown);
    std::string text = hits_text(hits, words.look());
    if (are_more)
      text += "\nThere are older ones: add a word, or --until " +
              words.calendar.day(hits.back().written_ms) + ".";
    context.output().show(json_list(hits), text);
    return {};
  }

 private:
  std::vector<std::string> words_;
  std::string kind_;
  vault::SearchFor wanted_;
};

}  // namespace

std::unique_ptr<Command> make_search() { return std::make_unique<Search>(); }

}  // namespace troth::cli
