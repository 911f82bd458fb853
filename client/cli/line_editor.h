// One line after another, typed by a person who can edit it, go back to earlier
// ones and have words completed: libedit behind one class. Earlier lines stand in
// memory alone and are overwritten when they go, as far as libedit lets us: what
// it copied of a line while that was typed it frees as it is. Passphrases never
// come here. Borrows its descriptors; the main thread's.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace troth::cli {

class LineEditor {
 public:
  struct Hooks {
    // Returns once a byte can be read; false gives the line up.
    std::function<bool()> wait;
    // What may stand for the word at the end of this beginning of a line.
    std::function<std::vector<std::string>(const std::string& before)> complete;
  };
  // Over a terminal that is read at `input` and shown at `screen`. Null where
  // libedit cannot work with it.
  static std::unique_ptr<LineEditor> create(int input, int screen, Hooks hooks);
  LineEditor(const LineEditor&) = delete;
  LineEditor& operator=(const LineEditor&) = delete;
  ~LineEditor();

  // A line without its end; nothing at Ctrl-D, or where `wait` gave it up.
  std::optional<std::string> read(std::string prompt);
  // Among the earlier ones from now on.
  void keep(const std::string& line);
  // Overwrites all earlier ones.
  void forget();

 private:
  struct Parts;
  explicit LineEditor(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace troth::cli
