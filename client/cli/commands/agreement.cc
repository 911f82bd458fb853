#include "client/cli/called.h"
#include "client/cli/command.h"
#include "client/cli/new_file.h"
#include "client/cli/read_file.h"
#include "client/cli/show_versions.h"
#include "core/vault/contract.h"

namespace troth::cli {
namespace {

class AgreementShow final : public Command {
 public:
  std::string_view name() const override { return "agreement show"; }
  std::string_view about() const override { return "The agreement, clause by clause"; }

  void declare(CLI::App& app) override {
    app.add_option("--at", at_, "As it was with this version, named by the beginning of its digest")
        ->type_name("VERSION");
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(const auto profile, context.open());
    TROTH_ASSIGN(const auto words, context.words(profile));
    if (!at_.empty()) return show_at(context, profile, words);
    TROTH_ASSIGN(const auto agreement, profile.queries().agreement());
    context.output().show(json_of(agreement, words.names), agreement_text(agreement, words.look()));
    return {};
  }

 private:
  Status show_at(Context& context, const host::Profile& profile, const Context::Words& words) {
    TROTH_ASSIGN(const auto snapshot, profile.versions().at(at_));
    const Names names(words.names.people(), snapshot.agreement.clauses);
    context.output().show(json_of(snapshot, names),
                          snapshot_text(snapshot, {names, words.calendar, words.width}));
    return {};
  }

  std::string at_;
};

class AgreementTemplate final : public Command {
 public:
  std::string_view name() const override { return "agreement template"; }
  std::string_view about() const override { return "A proposal file to start from"; }

  Status run(Context& context) override {
    TROTH_ASSIGN(const auto profile, context.open_quietly());
    TROTH_ASSIGN(const auto toml, profile.queries().agreement_template());
    context.output().show_file({{"toml", toml}}, toml);
    return {};
  }
};

// Needs no profile: a couple may look at the draft before they are paired.
class AgreementImport final : public Command {
 public:
  std::string_view name() const override { return "agreement import"; }
  std::string_view about() const override {
    return "A draft proposal from a contract that you have in Markdown";
  }

  void declare(CLI::App& app) override {
    app.add_option("FILE", file_, "The contract, in Markdown")->required();
    app.add_option("--out", out_, "Write the draft into this new file")->type_name("FILE");
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(const auto markdown, read_file(file_));
    TROTH_ASSIGN(const auto made, vault::import_contract(markdown));
    Json json{{"areas", made.areas},   {"standards", made.standards},
              {"limits", made.limits}, {"expectations", made.expectations},
              {"lines", made.lines},   {"lines_left_over", made.lines_left_over}};
    if (out_.empty()) {
      json["toml"] = made.toml;
      context.output().show_file(json, made.toml);
      return {};
    }
    TROTH_ASSIGN(auto file, NewFile::create(out_));
    TROTH_TRY(file.write(bytes_of(made.toml)));
    TROTH_TRY(file.keep());
    json["file"] = out_;
    context.output().show(json, summary(made));
    return {};
  }

 private:
  [[nodiscard]] std::string summary(const vault::Contract& made) const {
    return out_ + " is a draft of " + counted(made.areas, "area", "areas") + ", " +
           counted(made.standards, "standard", "standards") + ", " +
           counted(made.limits, "limit", "limits") + " and " +
           counted(made.expectations, "expectation", "expectations") + ". It accounts for all " +
           counted(made.lines, "line", "lines") + " of the contract; " +
           counted(made.lines_left_over, "line", "lines") +
           " became a comment only.\nRead and correct it, then: troth propose " + out_;
  }

  std::string file_;
  std::string out_;
};

}  // namespace

std::unique_ptr<Command> make_agreement_import() { return std::make_unique<AgreementImport>(); }
std::unique_ptr<Command> make_agreement_show() { return std::make_unique<AgreementShow>(); }
std::unique_ptr<Command> make_agreement_template() { return std::make_unique<AgreementTemplate>(); }

}  // namespace troth::cli
