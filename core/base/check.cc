#include "core/base/check.h"

#include <cstdio>
#include <cstdlib>

namespace troth {

void check_failed(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "Troth stopped because of a fault of its own: %s (%s:%d)\n", condition, file,
               line);
  std::abort();
}

}  // namespace troth
