// The same table for three shells. Each script walks the words that are there to
// the command they name, and offers what may follow it.
#include "client/cli/completion.h"

namespace troth::cli {
namespace {

// As one word, whatever is in it, of bash and zsh.
std::string sh_word(std::string_view text) {
  std::string made = "'";
  for (const char c : text) made += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return made + "'";
}

// The same of fish, where a backslash means something between quotes.
std::string fish_word(std::string_view text) {
  std::string made = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') made += '\\';
    made += c;
  }
  return made + "'";
}

template <class Items, class Text>
std::string joined(const Items& items, const Text& text) {
  std::string made;
  for (const auto& item : items) made += (made.empty() ? "" : " ") + text(item);
  return made;
}

std::string name_of_option(const DeclaredOption& option) { return option.name; }
std::string value_of(const DeclaredOption& option) { return option.value; }
std::string itself(const std::string& word) { return word; }

// Each option that takes a value, as a pattern of "command option": those of the
// program stand behind any command.
template <class Line>
std::string each_value(std::span<const DeclaredCommand> commands, const Line& line) {
  std::string made;
  for (const auto& command : commands)
    for (const auto& option : command.options)
      if (!option.value.empty()) made += line(command, option);
  return made;
}

std::string case_of_value(const DeclaredCommand& command, const DeclaredOption& option) {
  const std::string after = sh_word(command.name + " " + option.name);
  return "    " + (command.name.empty() ? "*" + after : after) +
         ") takes=" + sh_word(option.value) + " ;;\n";
}

constexpr std::string_view kBashHead =
    R"(# Completion of troth for bash, made by `troth completion bash`.

# What may follow a command: words, options and arguments.
_troth_after() {
  case $1 in
)";
constexpr std::string_view kBashMiddle = R"(  esac
}

# What an option of a command takes.
_troth_takes() {
  takes=
  case "$1 $2" in
)";
constexpr std::string_view kBashTail = R"(  esac
}

_troth() {
  local current=${COMP_WORDS[COMP_CWORD]} command= next options arguments takes= given=0 word i
  _troth_after ''
  local everywhere=$options
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    if [[ $takes ]]; then
      takes=
    elif [[ $word == -* ]]; then
      _troth_takes "$command" "$word"
    elif [[ $given == 0 && " $next " == *" $word "* ]]; then
      command=${command:+$command }$word
      _troth_after "$command"
    else
      ((++given))
    fi
  done
  COMPREPLY=()
  if [[ ! $takes && $current == -* ]]; then
    [[ $command ]] && options+=" $everywhere"
    mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current")
    return
  fi
  if [[ ! $takes ]]; then
    [[ $given == 0 ]] && mapfile -t COMPREPLY < <(compgen -W "$next" -- "$current")
    local all=($arguments) most
    most=$((${#all[@]} - 1))
    ((most < 0)) || takes=${all[given < most ? given : most]}
  fi
  case $takes in
    FILE | DIR)
      compopt -o filenames 2>/dev/null
      local kind=-f
      [[ $takes == DIR ]] && kind=-d
      mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen $kind -- "$current") ;;
    *'|'*) mapfile -t COMPREPLY < <(compgen -W "${takes//|/ }" -- "$current") ;;
  esac
}

complete -F _troth troth
)";

constexpr std::string_view kZshHead = R"(#compdef troth
# Completion of troth for zsh, made by `troth completion zsh`.

# What may follow a command: words, options and arguments, with what they are.
_troth_after() {
  case $1 in
)";
constexpr std::string_view kZshTail = R"(  esac
}

_troth() {
  local -a next options arguments everywhere
  local command= takes= word i
  integer given=0
  _troth_after ''
  everywhere=($options)
  for ((i = 2; i < CURRENT; i++)); do
    word=$words[i]
    if [[ -n $takes ]]; then
      takes=
    elif [[ $word == -* ]]; then
      _troth_takes "$command" "$word"
    elif ((given == 0)) && [[ -n ${(M)next:#${word}:*} ]]; then
      command=${command:+$command }$word
      _troth_after "$command"
    else
      ((++given))
    fi
  done
  if [[ -z $takes && $PREFIX == -* ]]; then
    [[ -n $command ]] && options+=($everywhere)
    _describe -o option options
    return
  fi
  if [[ -z $takes ]]; then
    ((given == 0 && $#next)) && _describe command next
    ((given < $#arguments)) && takes=$arguments[given+1] || takes=${arguments[-1]:-}
  fi
  case $takes in
    FILE) _files ;;
    DIR) _files -/ ;;
    *'|'*) compadd -- ${(s:|:)takes} ;;
    ?*) _message $takes ;;
  esac
}

if [[ $funcstack[1] == _troth ]]; then _troth "$@"; else compdef _troth troth; fi
)";

constexpr std::string_view kFishHead =
    R"(# Completion of troth for fish, made by `troth completion fish`.

# The command that the words so far name.
function __troth_command
    set -l command ''
    set -l takes 0
    for word in (commandline -opc)[2..-1]
        if test $takes = 1
            set takes 0
            continue
        end
        switch $word
            case '-*'
                switch "$command $word"
)";
constexpr std::string_view kFishMiddle = R"(                        set takes 1
                end
            case '*'
                switch (string trim -- "$command $word")
)";
constexpr std::string_view kFishTail =
    R"(                        set command (string trim -- "$command $word")
                end
        end
    end
    echo $command
end

function __troth_at
    set -l command (__troth_command)
    test "$command" = "$argv[1]"
end

complete -c troth -f
)";

// A word with what it is, as _describe wants it.
std::string described(const std::string& word, const std::string& about) {
  std::string escaped;
  for (const char c : word) (escaped += c == ':' ? "\\" : "") += c;
  return sh_word(about.empty() ? escaped : escaped + ":" + about);
}

std::string about_of(std::span<const DeclaredCommand> commands, const std::string& name) {
  const auto* command = find(commands, name);
  return command == nullptr ? std::string() : command->about;
}

std::string under(const DeclaredCommand& command, const std::string& word) {
  return command.name.empty() ? word : command.name + " " + word;
}

// What fish offers for the value of an option or an argument.
std::string fish_values(const DeclaredOption& option) {
  if (option.value == "FILE") return " -r -F";
  if (option.value == "DIR") return " -x -a '(__fish_complete_directories)'";
  const auto choices = option.choices();
  if (choices.empty()) return " -x";
  return " -x -a " + fish_word(joined(choices, itself));
}

std::string fish_lines(std::span<const DeclaredCommand> commands, const DeclaredCommand& command) {
  const std::string here =
      "complete -c troth -n " + fish_word("__troth_at " + fish_word(command.name));
  std::string made;
  for (const auto& word : command.next)
    made += here + " -a " + fish_word(word) + " -d " +
            fish_word(about_of(commands, under(command, word))) + "\n";
  for (const auto& option : command.options)
    made += (command.name.empty() ? "complete -c troth" : here) + " -l " + option.name.substr(2) +
            (option.value.empty() ? "" : fish_values(option)) + " -d " + fish_word(option.about) +
            "\n";
  for (const auto& argument : command.arguments) {
    const auto choices = argument.choices();
    if (argument.value == "FILE") made += here + " -F\n";
    if (!choices.empty()) made += here + " -a " + fish_word(joined(choices, itself)) + "\n";
  }
  return made;
}

}  // namespace

std::string bash_completion(std::span<const DeclaredCommand> commands) {
  std::string made(kBashHead);
  for (const auto& command : commands)
    made += "    " + sh_word(command.name) +
            ")\n      next=" + sh_word(joined(command.next, itself)) +
            " options=" + sh_word(joined(command.options, name_of_option)) +
            " arguments=" + sh_word(joined(command.arguments, value_of)) + " ;;\n";
  return made + std::string(kBashMiddle) + each_value(commands, case_of_value) +
         std::string(kBashTail);
}

std::string zsh_completion(std::span<const DeclaredCommand> commands) {
  std::string made(kZshHead);
  for (const auto& command : commands) {
    const auto next = [&](const std::string& word) {
      return described(word, about_of(commands, under(command, word)));
    };
    const auto option = [](const DeclaredOption& one) { return described(one.name, one.about); };
    const auto argument = [](const DeclaredOption& one) { return sh_word(one.value); };
    made += "    " + sh_word(command.name) + ")\n      next=(" + joined(command.next, next) +
            ")\n      options=(" + joined(command.options, option) + ")\n      arguments=(" +
            joined(command.arguments, argument) + ") ;;\n";
  }
  return made + std::string(kBashMiddle) + each_value(commands, case_of_value) +
         std::string(kZshTail);
}

std::string fish_completion(std::span<const DeclaredCommand> commands) {
  const auto takes = [](const DeclaredCommand& command, const DeclaredOption& option) {
    return " " + fish_word((command.name.empty() ? "* " : command.name + " ") + option.name);
  };
  std::string names;
  for (const auto& command : commands)
    if (!command.name.empty()) names += " " + fish_word(command.name);
  std::string made = std::string(kFishHead) + "                    case" +
                     each_value(commands, takes) + "\n" + std::string(kFishMiddle) +
                     "                    case" + names + "\n" + std::string(kFishTail);
  for (const auto& command : commands) made += fish_lines(commands, command);
  return made;
}

}  // namespace troth::cli
