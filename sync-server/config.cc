#include "sync-server/config.h"

#include <algorithm>
#include <array>
#include <optional>

#include <toml++/toml.h>

#include "core/base/relay_protocol.h"
#include "core/net/relay_address.h"

namespace troth::relay {
namespace {

struct Key {
  std::string_view section;
  std::string_view name;
  std::int64_t Limits::* limit;
  std::int64_t smallest;
  std::int64_t largest;
};

constexpr auto kLargestEnvelope = std::int64_t{kEnvelopeSizes.back()};
constexpr std::int64_t kGiB = std::int64_t{1} << 30;

constexpr std::array kKeys = {
    Key{"connections", "in_all", &Limits::connections_in_all, 1, 100'000},
    Key{"connections", "per_network", &Limits::connections_per_network, 1, 100'000},
    Key{"connections", "new_per_network_a_minute", &Limits::new_connections_per_network_a_minute, 1,
        1'000'000},
    Key{"connections", "handshake_seconds", &Limits::handshake_seconds, 1, 120},
    Key{"connections", "idle_seconds", &Limits::idle_seconds, 60, 86'400},
    Key{"connections", "idle_without_login_seconds", &Limits::idle_without_login_seconds, 30, 3600},
    Key{"mailboxes", "in_all", &Limits::mailboxes_in_all, 1, 10'000'000},
    Key{"mailboxes", "bytes", &Limits::mailbox_bytes, kLargestEnvelope, 64 * kGiB},
    Key{"mailboxes", "bytes_per_slot", &Limits::slot_bytes, kLargestEnvelope, 64 * kGiB},
    Key{"mailboxes", "ids_per_slot", &Limits::remembered_per_slot, 1000, 1'000'000},
    Key{"mailboxes", "door_envelopes", &Limits::door_envelopes, 1, 10'000},
    Key{"mailboxes", "retention_days", &Limits::retention_days, 1, 365},
    Key{"mailboxes", "tickets", &Limits::tickets_per_family, 1, 1000},
    Key{"mailboxes", "new_by_token_a_day", &Limits::new_by_token_a_day, 1, 1'000'000},
    Key{"mailboxes", "unused_days", &Limits::unused_days, 9, 3650},
    Key{"mailboxes", "unvisited_days", &Limits::unvisited_days, 90, 3650},
    Key{"mailboxes", "rendezvous", &Limits::rendezvous_per_mailbox, 1, 1000},
};

std::string quoted(std::string_view name) { return "\"" + std::string(name) + "\""; }

std::unexpected<Error> bad(const toml::source_region& where, const std::string& what) {
  return refuse(Code::relay_config_bad, "line " + std::to_string(where.begin.line) + ": " + what);
}

Status read_limit(const Key& key, const toml::node& node, Limits& limits) {
  const auto value = node.value_exact<std::int64_t>();
  if (!value || *value < key.smallest || *value > key.largest)
    return bad(node.source(), quoted(key.name) + " must be a whole number from " +
                                  std::to_string(key.smallest) + " to " +
                                  std::to_string(key.largest));
  limits.*key.limit = *value;
  return {};
}

Status read_section(std::string_view section, const toml::node& node, Limits& limits) {
  const toml::table* table = node.as_table();
  if (table == nullptr) return bad(node.source(), quoted(section) + " must be a table");
  for (const auto& [name, value] : *table) {
    const auto is_it = [&](const Key& key) {
      return key.section == section && key.name == name.str();
    };
    const auto* key = std::ranges::find_if(kKeys, is_it);
    if (key == kKeys.end()) return bad(name.source(), quoted(name.str()) + " is unknown");
    TROTH_TRY(read_limit(*key, value, limits));
  }
  return {};
}

Status read_host(const toml::node& node, Config& config) {
  const auto host = node.value_exact<std::string>();
  if (!host || !check_relay_host(*host))
    return bad(node.source(), "\"host\" must be a host name or an IP address");
  config.host = *host;
  return {};
}

Status read_port(const toml::node& node, Config& config) {
  const auto port = node.value_exact<std::int64_t>();
  if (!port || *port < 1 || *port > 65535)
    return bad(node.source(), "\"port\" must be a number from 1 to 65535");
  config.port = static_cast<std::uint16_t>(*port);
  return {};
}

Status read_entry(const toml::key& name, const toml::node& node, Config& config) {
  if (name.str() == "host") return read_host(node, config);
  if (name.str() == "port") return read_port(node, config);
  if (name.str() == "connections" || name.str() == "mailboxes")
    return read_section(name.str(), node, config.limits);
  return bad(name.source(), quoted(name.str()) + " is unknown");
}

Result<Config> read_table(const toml::table& table) {
  Config config;
  for (const auto& [name, node] : table) TROTH_TRY(read_entry(name, node, config));
  if (config.host.empty()) return refuse(Code::relay_config_bad, "\"host\" is missing");
  if (config.port == 0) return refuse(Code::relay_config_bad, "\"port\" is missing");
  return config;
}

// Where toml++ 3.3 meets another character outside of strings and comments, it does what C++
// leaves undefined.
std::optional<std::ptrdiff_t> line_beyond_ascii(std::string_view text) {
  const auto found =
      std::ranges::find_if(text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  if (found == text.end()) return std::nullopt;
  return 1 + std::count(text.begin(), found, '\n');
}

}  // namespace

Result<Config> parse_config(std::string_view text) {
  if (const auto line = line_beyond_ascii(text))
    return refuse(Code::relay_config_bad,
                  "line " + std::to_string(*line) +
                      ": only ASCII may stand in this file, in its comments too");
  try {
    return read_table(toml::parse(text));
  } catch (const toml::parse_error& failed) {
    return bad(failed.source(), std::string(failed.description()));
  }
}

std::string initial_config(std::string_view host, std::uint16_t port) {
  std::string text =
      "# What clients find this relay by. It is part of the relay's address: whoever has an\n"
      "# earlier address goes on using the earlier host and port.\n";
  text += "host = " + quoted(host) + "\nport = " + std::to_string(port) + "\n";
  text += "\n# The limits, as they are without an entry here.\n";
  std::string_view section;
  for (const Key& key : kKeys) {
    if (key.section != section) text += "\n#[" + std::string(key.section) + "]\n";
    section = key.section;
    text += "#" + std::string(key.name) + " = " + std::to_string(Limits{}.*key.limit) + "\n";
  }
  return text;
}

}  // namespace troth::relay
