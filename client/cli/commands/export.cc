#include "client/cli/command.h"
#include "client/cli/take_out.h"
#include "core/vault/export_verifier.h"

namespace troth::cli {
namespace {

std::string listed(const std::vector<std::string>& names) {
  std::string out;
  for (const auto& name : names) (out += out.empty() ? "" : ", ") += name;
  return out;
}

class Export final : public Command {
 public:
  std::string_view name() const override { return "export"; }
  std::string_view about() const override {
    return "Take everything out into a folder of readable files; nothing is sent";
  }

  void declare(CLI::App& app) override {
    app.add_option("DIR", folder_, "A new folder, or an empty one")->required();
    app.add_flag("--without-journal", without_journal_,
                 "Leave your private writing out, for a copy that others may read");
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(const auto profile, context.open());
    const auto journal =
        without_journal_ ? vault::JournalPages::without : vault::JournalPages::with;
    TROTH_ASSIGN(const auto written, write_export(context, profile, folder_, journal));
    context.output().show(json_of(written, folder_), text_of(written, folder_));
    return {};
  }

 private:
  std::string folder_;
  bool without_journal_ = false;
};

// Needs no profile: whoever was given an export checks it.
class Verify final : public Command {
 public:
  std::string_view name() const override { return "verify"; }
  std::string_view about() const override {
    return "Check an export, on any machine: every signature, and every readable file";
  }

  void declare(CLI::App& app) override {
    app.add_option("DIR", folder_, "The folder that troth export wrote")->required();
  }

  Status run(Context& context) override {
    const auto verify = [&] {
      const Progress progress(context.terminal(), "Verifying ...");
      return vault::verify_export(folder_);
    };
    TROTH_ASSIGN(const auto verified, verify());
    context.output().show(json(verified), text(verified));
    return {};
  }

 private:
  static Json json(const vault::VerifiedExport& verified) {
    return {{"entries", verified.entries},
            {"acceptances", verified.acceptances},
            {"waiting", verified.waiting},
            {"digest", verified.digest.hex()},
            {"exported_by", verified.exported_by},
            {"partner", verified.partner},
            {"exported_ms", verified.exported_ms},
            {"readable_files_derived", verified.readable_files_derived},
            {"unsigned_files", verified.unsigned_files},
            {"unlisted_files", verified.unlisted_files}};
  }

  static std::string text(const vault::VerifiedExport& verified) {
    std::string out =
        "All " + counted(verified.entries, "entry", "entries") + " and " +
        counted(verified.acceptances, "acceptance", "acceptances") +
        " are as they were signed. The version they make: " + short_id(verified.digest) + ".\n";
    if (verified.waiting > 0)
      out += counted(verified.waiting, "more entry", "more entries") +
             " can be checked only with those that they rest on.\n";
    out += verified.readable_files_derived
               ? "The readable files are what these entries say, word for word.\n"
               : "The readable files were not compared with these entries: another version of "
                 "Troth wrote them, or somebody made it look so. They are only as the export's own "
                 "list has them, which nobody signed; do not rely on a word of them.\n";
    if (!verified.unsigned_files.empty())
      out +=
          "As the list has them, and signed by nobody: " + listed(verified.unsigned_files) + ".\n";
    if (!verified.unlisted_files.empty())
      out += "No part of the export, and not checked: " + listed(verified.unlisted_files) + ".\n";
    return out + "The names, " + verified.exported_by + " and " + verified.partner + ", and " +
           day_of(verified) +
           " as the day of the export are the exporter's word. Whether the newest entries were "
           "left out, nobody can tell from this folder alone; nor whose the keys are: whoever "
           "makes both can sign for both. A profile of either names the same version.\n"
           "Agreed then, revocable now: this is no proof of consent.";
  }

  static std::string day_of(const vault::VerifiedExport& verified) {
    return calendar_of(verified.time_zone).day(verified.exported_ms);
  }

  std::string folder_;
};

}  // namespace

std::unique_ptr<Command> make_export() { return std::make_unique<Export>(); }
std::unique_ptr<Command> make_verify() { return std::make_unique<Verify>(); }

}  // namespace troth::cli
