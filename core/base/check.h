// CHECK is for our own bugs: it ends the program, in release builds too, and
// prints the condition and its place, never a value. Bytes from a disk, a
// network or a person never reach it: they get an Error.
#pragma once

namespace troth {

[[noreturn]] void check_failed(const char* condition, const char* file, int line);

}  // namespace troth

#define CHECK(condition) \
  ((condition) ? static_cast<void>(0) : ::troth::check_failed(#condition, __FILE__, __LINE__))
