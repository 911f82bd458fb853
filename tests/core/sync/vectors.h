// The known answers of our own formats (tests/vectors): a file of names and hex.
// A change of the format fails the test, and is a change of the protocol.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "core/base/bytes.h"

namespace troth::test {

class Vectors {
 public:
  explicit Vectors(const std::string& name)
      : json_(nlohmann::json::parse(
            std::ifstream(std::string(TROTH_SOURCE_DIR "/tests/vectors/") + name))) {}

  void expect(const std::string& name, ByteView actual) const { expect(name, to_hex(actual)); }
  void expect(const std::string& name, const std::string& actual) const {
    EXPECT_EQ(json_.value(name, ""), actual) << name;
  }

 private:
  nlohmann::json json_;
};

}  // namespace troth::test
