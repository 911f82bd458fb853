// The relay's directory: `relay.key` (the static key and the operator's token),
// `config.toml`, `mailboxes.db` with its write-ahead log. Made once, readable by
// its user alone, and never overwritten; whoever loses relay.key loses the
// relay's identity, for clients pin it. Called by main before anything runs.
#pragma once

#include <filesystem>
#include <string>

#include "core/base/error.h"
#include "core/crypto/random.h"
#include "core/net/relay_address.h"
#include "sync-server/config.h"
#include "sync-server/server.h"

namespace troth::relay {

// relay_exists where a relay is there already; relay_file_failed.
Status make_data_directory(const std::filesystem::path& directory, const std::string& host,
                           std::uint16_t port, crypto::Random& random);
// relay_missing, relay_key_damaged, relay_file_open_to_others, relay_file_failed.
Result<RelayKeys> read_keys(const std::filesystem::path& directory);
Result<Config> read_config(const std::filesystem::path& directory);
// What clients are given.
net::RelayAddress address_of(const RelayKeys& keys, const Config& config);
std::filesystem::path store_path(const std::filesystem::path& directory);

}  // namespace troth::relay
