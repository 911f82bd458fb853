// Published test vectors, from the folder that TROTH_VECTORS names. The tree
// holds none of them: where the variable is unset, a test that needs them is
// skipped, by name; where it is set and the file missing, the test fails.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

#include "core/base/bytes.h"
#include "core/crypto/secret.h"

namespace troth::crypto {

inline nlohmann::json read_json(const std::filesystem::path& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error("missing: " + path.string());
  return nlohmann::json::parse(file);
}

inline std::string text_in(const nlohmann::json& value) { return value.get<std::string>(); }

inline Bytes bytes_from(const nlohmann::json& hex) {
  const auto bytes = from_hex(hex.get<std::string>());
  if (!bytes) throw std::runtime_error("not hexadecimal: " + hex.dump());
  return *bytes;
}

inline Secret secret_from(const nlohmann::json& hex) { return Secret::copy_of(bytes_from(hex)); }

template <class Id>
Id id_from(const nlohmann::json& hex) {
  const auto id = Id::from(bytes_from(hex));
  if (!id) throw std::runtime_error("of the wrong length: " + hex.dump());
  return *id;
}

}  // namespace troth::crypto

// Stands at the beginning of a test: `variable` becomes the file's JSON.
#define PUBLISHED_VECTORS(variable, file)                                   \
  if (std::getenv("TROTH_VECTORS") == nullptr)                              \
    GTEST_SKIP() << "TROTH_VECTORS is not set, so " file " was not tested"; \
  const nlohmann::json variable =                                           \
      ::troth::crypto::read_json(std::filesystem::path(std::getenv("TROTH_VECTORS")) / file)
