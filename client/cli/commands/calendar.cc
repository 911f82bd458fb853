#include "client/cli/command.h"
#include "client/cli/new_file.h"

namespace troth::cli {
namespace {

class WriteCalendar final : public Command {
 public:
  std::string_view name() const override { return "calendar"; }
  std::string_view about() const override {
    return "The dates that you agreed, as a calendar file; each is called Troth, and no more";
  }

  void declare(CLI::App& app) override {
    app.add_option("FILE", file_, "A new file, such as dates.ics")->required();
  }

  Status run(Context& context) override {
    TROTH_ASSIGN(const auto profile, context.open());
    TROTH_ASSIGN(const auto calendar, profile.calendars().file());
    TROTH_ASSIGN(auto file, NewFile::create(file_));
    TROTH_TRY(file.write(bytes_of(calendar.text)));
    TROTH_TRY(file.keep());
    context.output().show(
        {{"file", file_}, {"events", calendar.events}},
        file_ + " has " + counted(calendar.events, "event", "events") +
            " for your calendar, each called Troth and nothing else. A later file updates "
            "them.\nWhoever sees that calendar sees that there are dates; this file is not "
            "encrypted.");
    return {};
  }

 private:
  std::string file_;
};

}  // namespace

std::unique_ptr<Command> make_calendar() { return std::make_unique<WriteCalendar>(); }

}  // namespace troth::cli
