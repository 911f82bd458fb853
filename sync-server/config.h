// config.toml: where clients find the relay, and its limits. Unknown keys and
// values out of their range are refused with their line (relay_config_bad).
// Pure.
#pragma once

#include <string>
#include <string_view>

#include "core/base/error.h"
#include "sync-server/limits.h"

namespace troth::relay {

struct Config {
  std::string host;
  std::uint16_t port = 0;
  Limits limits;
};

Result<Config> parse_config(std::string_view text);
// The file that `init` writes: host and port, and every limit as a comment.
std::string initial_config(std::string_view host, std::uint16_t port);

}  // namespace troth::relay
