#include "client/cli/called.h"
#include "client/cli/command.h"
#include "client/cli/edit_proposal.h"
#include "client/cli/read_file.h"
#include "client/cli/show_comments.h"
#include "core/vault/before_opening.h"

namespace troth::cli {
namespace {

class Propose final : public Command {
 public:
  std::string_view name() const override { return "propose"; }
  std::string_view about() const override { return "Propose what a file says"; }

  void declare(CLI::App& app) override {
    app.add_option("FILE", file_, "A proposal in TOML; troth agreement template makes one")
        ->required();
    app.add_option("--about", about_, kAbout)->type_name("ID");
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(const auto toml, read_file(file_));
    TROTH_TRY(vault::check_proposal_file(toml));
    TROTH_ASSIGN(auto profile, context.open());
    TROTH_ASSIGN(const auto proposed, profile.commands().propose(toml, about_));
    return show_proposed(context, profile, proposed);
  }

 private:
  std::string file_;
  std::string about_;
};

class Counter final : public Command {
 public:
  std::string_view name() const override { return "counter"; }
  std::string_view about() const override { return "Answer a proposal with another"; }

  void declare(CLI::App& app) override {
    app.add_option("ID", id_, "The proposal that it answers")->required();
    auto* file = app.add_option(
        "FILE", file_, "A proposal in TOML; troth proposal show --toml makes one of theirs");
    auto* edit = app.add_flag("--edit", edit_, "Open your editor on their proposal instead");
    edit->excludes(file);
  }

  Status run(Context& context) override {
    if (edit_)
      return edit_proposal(
          context, {[this](const vault::Editing& editing) { return editing.counter_to(id_); },
                    "troth counter " + id_});
    if (file_.empty()) return refuse(Code::usage_wrong, "counter needs a FILE, or --edit");
    TROTH_ASSIGN(const auto toml, read_file(file_));
    TROTH_TRY(vault::check_proposal_file(toml));
    TROTH_ASSIGN(auto profile, context.open());
    TROTH_ASSIGN(const auto proposed, profile.commands().counter(id_, toml));
    return show_proposed(context, profile, proposed);
  }

 private:
  std::string id_;
  std::string file_;
  bool edit_ = false;
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

  void declare(CLI::App& app) override {
    app.add_option("ID", id_, "The proposal")->required();
    app.add_flag("--toml", toml_, "As a file to answer it with: change it, then troth counter");
  }

  Status run(Context& context) override {
    if (toml_) return show_toml(context);
    TROTH_ASSIGN(const auto profile, context.open());
    TROTH_ASSIGN(const auto proposal, profile.queries().proposal(id_));
    TROTH_ASSIGN(const auto words, context.words(profile));
    TROTH_ASSIGN(const auto thread, profile.comments().thread(proposal.state.entry.hex()));
    Json json = json_of(proposal, words.names);
    json["comments"] = json_of(thread)["comments"];
    Page below(words.width);
    add_comments(below, thread.comments.size(), short_id(proposal.state.entry));
    context.output().show(json, proposal_text(proposal, words.look()) + below.text());
    return {};
  }

 private:
  Status show_toml(Context& context) {
    TROTH_ASSIGN(auto profile, context.open_quietly());
    TROTH_ASSIGN(const auto toml, profile.editing().toml_of(id_));
    context.output().show({{"toml", toml}}, toml);
    return {};
  }

  std::string id_;
  bool toml_ = false;
};

class Accept final : public Command {
 public:
  std::string_view name() const override { return "accept"; }
  std::string_view about() const override { return "Agree to a proposal"; }

  void declare(CLI::App& app) override { app.add_option("ID", id_, "The proposal")->required(); }

  Status run(Context& context) override {
    TROTH_ASSIGN(auto profile, context.open());
    TROTH_ASSIGN(auto proposal, profile.queries().proposal(id_));
    TROTH_ASSIGN(const bool wanted, is_wanted(context, profile, proposal));
    if (!wanted) return {};
    const std::string id = proposal.state.entry.hex();  // another's may begin like it by now
    TROTH_ASSIGN(const auto entry, profile.commands().accept(id));
    TROTH_ASSIGN(const auto after, profile.queries().proposal(id));
    TROTH_ASSIGN(const auto agreement, profile.queries().agreement());
    TROTH_ASSIGN(const auto words, context.words(profile));
    proposal.lifts = after.lifts;  // what is agreed is what was read; a lift is as it stands now
    return context.show_signed(profile,
                               {{"id", entry.hex()},
                                {"proposal", proposal.state.entry.hex()},
                                {"title", proposal.content.title},
                                {"digest", agreement.digest.hex()},
                                {"status", name_of(agreement.status)}},
                               agreed_text(proposal, agreement, words.look()) +
                                   "\nYou can take your consent back at any time.");
  }

 private:
  // What cannot be accepted is refused without a question.
  static Result<bool> is_wanted(Context& context, host::Profile& profile,
                                const vault::ProposalView& proposal) {
    if (!proposal.waits_for_me) return true;
    TROTH_ASSIGN(const auto words, context.words(profile));
    return context.wants_to_sign(profile, proposal_text(proposal, words.look()),
                                 "Sign these words?");
  }

  std::string id_;
};

class Decline final : public Command {
 public:
  std::string_view name() const override { return "decline"; }
  std::string_view about() const override { return "Say no to a proposal"; }

  void declare(CLI::App& app) override {
    app.add_option("ID", id_, "The proposal")->required();
    add_reason(app, reason_);
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(auto profile, context.open());
    TROTH_ASSIGN(const auto entry, profile.commands().decline(id_, reason_));
    return context.show_signed(profile, {{"id", entry.hex()}}, "Declined.");
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
    add_reason(app, reason_);
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(auto profile, context.open());
    TROTH_ASSIGN(const auto entry, profile.commands().retract(id_, reason_));
    return context.show_signed(profile, {{"id", entry.hex()}}, "Taken back.");
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
