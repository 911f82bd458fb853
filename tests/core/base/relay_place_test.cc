#include "core/base/relay_place.h"

#include <gtest/gtest.h>

namespace troth {
namespace {

TEST(RelayPlace, MayBeANameOrAnAddressWithAPort) {
  for (const std::string& host :
       {std::string("relay.example.org"), std::string("::1"), std::string(253, 'a')}) {
    EXPECT_TRUE(check_relay_host(host)) << host;
    EXPECT_TRUE(check_relay_place({host, 1, {}})) << host;
  }
}

TEST(RelayPlace, ThatCannotBeDialledIsRefused) {
  for (const std::string& host :
       {std::string(), std::string(254, 'a'), std::string("a b"), std::string("a/b"),
        std::string("user@host"), std::string("a\0", 2)}) {
    EXPECT_EQ(check_relay_host(host).error().code, Code::relay_host_bad) << host;
    EXPECT_EQ(check_relay_place({host, 1, {}}).error().code, Code::relay_place_wrong) << host;
  }
  EXPECT_EQ(check_relay_place({"relay.example.org", 0, {}}).error().code, Code::relay_place_wrong);
}

TEST(RelayPlace, AHostThatIsRefusedIsNotRepeated) {
  EXPECT_EQ(check_relay_host("the token").error().message.find("token"), std::string::npos);
}

}  // namespace
}  // namespace troth
