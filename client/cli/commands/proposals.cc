#include <fstream>
#include <sstream>

#include "client/cli/commands/all.h"

namespace troth::cli {
namespace {

constexpr std::size_t kLargestRead =
    (std::size_t{1} << 20) + 1;  // the vault says what is too large

// A file of text, as far as a proposal may be long.
Result<std::string> read_file(const std::string& path) {
  std::error_code failed;
  std::ifstream file(path, std::ios::binary);
  if (!file || std::filesystem::is_directory(path, failed))
    return refuse(Code::file_unreadable, path);
  std::string text(kLargestRead, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (file.bad()) return refuse(Code::file_unreadable, path);
  text.resize(static_cast<std::size_t>(file.gcount()));
  return text;
}

Status show_proposed(Context& context, host::Profile& profile, const vault::Proposed& proposed) {
  Json limits = Json::array();
  for (const auto& limit : proposed.limits) limits.push_back(short_id(limit));
  std::string text;
  if (!proposed.limits.empty())
    text += counted(proposed.limits.size(), "limit of yours is", "limits of yours are") +
            " in force from now on, whatever becomes of the proposal.";
  if (proposed.proposal)
    text += (text.empty() ? "" : "\n") + ("Proposed: " + short_id(*proposed.proposal) +
                                          ". Nothing of it counts until your partner agrees.");
  return context.show_signed(
      profile,
      {{"id", proposed.proposal ? Json(short_id(*proposed.proposal)) : Json(nullptr)},
       {"limits", limits}},
      text);
}

class Propose final : public Command {
 public:
  std::string_view name() const override { return "propose"; }
  std::string_view about() const override { return "Propose what a file says"; }

  void declare(CLI::App& app) override {
    app.add_option("FILE", file_, "A proposal in TOML; troth agreement template makes one")
        ->required();
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(const auto toml, read_file(file_));
    TROTH_ASSIGN(auto profile, context.open());
    TROTH_ASSIGN(const auto proposed, profile.commands().propose(toml));
    return show_proposed(context, profile, proposed);
  }

 private:
  std::string file_;
};

class Counter final : public Command {
 public:
  std::string_view name() const override { return "counter"; }
  std::string_view about() const override { return "Answer a proposal with another"; }

  void declare(CLI::App& app) override {
    app.add_option("ID", id_, "The proposal that it answers")->required();
    app.add_option("FILE", file_, "A proposal in TOML")->required();
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(const auto toml, read_file(file_));
    TROTH_ASSIGN(auto profile, context.open());
    TROTH_ASSIGN(const auto proposed, profile.commands().counter(id_, toml));
    return show_proposed(context, profile, proposed);
  }

 private:
  std::string id_;
  std::string file_;
};

class Proposals final : public Command {
 public:
  std::string_view name() const override { return "proposals"; }
  std::string_view about() const override { return "The open proposals, newest first"; }

  void declare(CLI::App& app) override {
    app.add_flag("--all", all_, "Those that are closed as well");
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(const auto profile, context.open());
    const auto which = all_ ? vault::Which::all : vault::Which::open;
    TROTH_ASSIGN(const auto proposals, profile.queries().proposals(which));
    TROTH_ASSIGN(const auto words, context.words(profile));
    context.output().show(json_list(proposals, words.names),
                          proposals_text(proposals, words.look()));
    return {};
  }

 private:
  bool all_ = false;
};

class ProposalShow final : public Command {
 public:
  std::string_view name() const override { return "proposal show"; }
  std::string_view about() const override { return "One proposal, every word of it"; }

  void declare(CLI::App& app) override { app.add_option("ID", id_, "The proposal")->required(); }

  Status run(Context& context) override {
    TROTH_ASSIGN(const auto profile, context.open());
    TROTH_ASSIGN(const auto proposal, profile.queries().proposal(id_));
    TROTH_ASSIGN(const auto words, context.words(profile));
    context.output().show(json_of(proposal, words.names), proposal_text(proposal, words.look()));
    return {};
  }

 private:
  std::string id_;
};

class Accept final : public Command {
 public:
  std::string_view name() const override { return "accept"; }
  std::string_view about() const override { return "Agree to a proposal"; }

  void declare(CLI::App& app) override { app.add_option("ID", id_, "The proposal")->required(); }

  Status run(Context& context) override {
    TROTH_ASSIGN(auto profile, context.open());
    TROTH_ASSIGN(const auto entry, profile.commands().accept(id_));
    return context.show_signed(profile, {{"id", short_id(entry)}},
                               "Agreed. You can take your consent back at any time.");
  }

 private:
  std::string id_;
};

class Decline final : public Command {
 public:
  std::string_view name() const override { return "decline"; }
  std::string_view about() const override { return "Say no to a proposal"; }

  void declare(CLI::App& app) override {
    app.add_option("ID", id_, "The proposal")->required();
    app.add_option("--reason", reason_, "Why; none is owed")->type_name("TEXT");
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(auto profile, context.open());
    TROTH_ASSIGN(const auto entry, profile.commands().decline(id_, reason_));
    return context.show_signed(profile, {{"id", short_id(entry)}}, "Declined.");
  }

 private:
  std::string id_;
  std::string reason_;
};

class Retract final : public Command {
 public:
  std::string_view name() const override { return "retract"; }
  std::string_view about() const override { return "Take back a proposal of your own"; }

  void declare(CLI::App& app) override {
    app.add_option("ID", id_, "The proposal")->required();
    app.add_option("--reason", reason_, "Why; none is owed")->type_name("TEXT");
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(auto profile, context.open());
    TROTH_ASSIGN(const auto entry, profile.commands().retract(id_, reason_));
    return context.show_signed(profile, {{"id", short_id(entry)}}, "Taken back.");
  }

 private:
  std::string id_;
  std::string reason_;
};

}  // namespace

std::unique_ptr<Command> make_propose() { return std::make_unique<Propose>(); }
std::unique_ptr<Command> make_counter() { return std::make_unique<Counter>(); }
std::unique_ptr<Command> make_proposals() { return std::make_unique<Proposals>(); }
std::unique_ptr<Command> make_proposal_show() { return std::make_unique<ProposalShow>(); }
std::unique_ptr<Command> make_accept() { return std::make_unique<Accept>(); }
std::unique_ptr<Command> make_decline() { return std::make_unique<Decline>(); }
std::unique_ptr<Command> make_retract() { return std::make_unique<Retract>(); }

}  // namespace troth::cli
