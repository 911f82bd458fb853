#include "client/cli/manual.h"

namespace troth::cli {
namespace {

constexpr std::string_view kHead = R"(.\" Made by `troth manual` of what the commands declare.
.TH TROTH 1 "" "Troth" "Troth"
.SH NAME
troth \- the private place for the agreement of two adults in a power exchange relationship
.SH SYNOPSIS
.B troth
.RI [ "global options" ]
.I command
.RI [ options ]
.RI [ arguments ]
.SH DESCRIPTION
Two adults agree, in writing, who leads and who follows, in which areas of life, by which standards and within which limits.
.B troth
keeps that agreement, encrypted, on the disk of each of them.
What one of them signs reaches the other through a relay that can read nothing of it; see
.BR troth\-relay (8).
.PP
Nothing new counts without both signatures.
A pause, a limit, consent that is taken back and an ending count at once, by one of them alone.
.B troth help consent
is a page about consent for either of them.
.PP
Ids may be shortened to any unique beginning.
A command that signs commits first and then tries the relay for two seconds; offline it says that the change waits.
Ctrl\-C is harmless everywhere.
.SH GLOBAL OPTIONS
They stand before or after any command.
)";

constexpr std::string_view kTail = R"(.SH THE SHELL
.B troth shell
unlocks the profile once and takes a command a line, without the word
.BR troth .
Quotes are those of
.BR sh (1):
\(aqsingle\(aq, \(dqdouble\(dq and \e; a word that begins with # begins a comment.
Nothing else means anything: there are no variables, patterns or pipes.
.B exit
or the end of the input leaves.
.PP
From a terminal, lines can be edited, Tab completes words, options, files and ids, and earlier lines come back by the arrow keys.
They are kept in memory alone, and forgotten when the profile locks; so is a line that holds an invite or a relay's address.
.PP
From a pipe, the first command that is refused ends the shell, with the status of that command: what comes after it may rest on it.
With
.B \-\-keep\-going
the rest is run as well, and the status is that of the first one that was refused.
.PP
While it waits for a line, other commands may be run in the same profile.
After the minutes of
.BR \-\-lock\-after ,
or else of the setting
.BR lock\-after ,
without a line it closes the vault, wipes the key, and asks for the passphrase when the next command needs it.
.B troth lock
in another terminal does so at once.
.SH EXIT STATUS
.TP
.B 0
Done.
.TP
.B 1
Refused by a rule, or by bad input; one sentence on standard error says what to do.
.TP
.B 2
Wrong usage.
.TP
.B 3
The relay cannot be reached; from
.BR sync " and " pair
alone.
.SH ENVIRONMENT
.TP
.BR XDG_DATA_HOME ", " HOME
Where the profile is without
.BR \-\-profile .
No passphrase is read from the environment.
.TP
.BR VISUAL ", " EDITOR
The editor of
.BR "troth agreement edit" ", " "troth counter \-\-edit" " and " "troth review minutes" .
.TP
.B XDG_RUNTIME_DIR
Where it gets its text: a folder of one's own, in memory.
.SH FILES
.TP
.I $XDG_DATA_HOME/troth
The profile; else
.IR ~/.local/share/troth .
.SH SEE ALSO
.BR troth\-relay (8)
)";

// Text that means only itself.
std::string plain(std::string_view text) {
  std::string made;
  if (text.starts_with('.') || text.starts_with('\'')) made = "\\&";
  for (const char c : text) {
    if (c == '\\') {
      made += "\\e";
    } else if (c == '-') {
      made += "\\-";
    } else if (c == '\'') {
      made += "\\(aq";
    } else if (c == '"') {
      made += "\\(dq";
    } else {
      made += c;
    }
  }
  return made;
}

std::string bold(std::string_view text) { return "\\fB" + plain(text) + "\\fR"; }
std::string italic(std::string_view text) { return "\\fI" + plain(text) + "\\fR"; }

std::string sentence(std::string_view text) {
  return plain(text) + (text.ends_with('.') || text.ends_with('?') ? "\n" : ".\n");
}

std::string of(const DeclaredOption& option) {
  std::string made = ".TP\n" + bold(option.name);
  if (!option.value.empty()) made += " " + italic(option.value);
  return made + "\n" + sentence(option.about);
}

std::string options_of(const DeclaredCommand& command) {
  std::string made;
  for (const auto& option : command.options)
    if (option.name != "--help") made += of(option);
  for (const auto& argument : command.arguments)
    if (!argument.about.empty())
      made += ".TP\n" + italic(argument.name) + "\n" + sentence(argument.about);
  return made;
}

std::string of(const DeclaredCommand& command) {
  std::string made = ".TP\n" + bold("troth " + command.name);
  for (const auto& option : command.options)
    if (option.is_required) made += " " + bold(option.name) + " " + italic(option.value);
  for (const auto& argument : command.arguments) {
    made += " " + italic(argument.name) + (argument.may_repeat ? " ..." : "");
  }
  made += "\n" + sentence(command.about);
  const std::string options = options_of(command);
  return options.empty() ? made : made + ".RS\n" + options + ".RE\n";
}

}  // namespace

std::string manual_page(std::span<const DeclaredCommand> commands) {
  std::string made(kHead);
  for (const auto& option : commands.front().options) made += of(option);
  made += ".SH COMMANDS\n";
  for (const auto& command : commands.subspan(1))
    if (!command.is_group) made += of(command);
  return made + std::string(kTail);
}

}  // namespace troth::cli
