#include "core/vault/ground.h"

#include <gmock/gmock.h>

#include <string>
#include <vector>

namespace troth::vault {
namespace {

ClauseId add_area(document::Ground& ground, std::uint8_t first, const std::string& name) {
  ClauseId id;
  id.value[0] = first;
  agreement::Area area;
  area.name = name;
  ground.contents.emplace(id, agreement::ClauseContent{0, area});
  return id;
}

class GroundTest : public ::testing::Test {
 protected:
  document::Ground ground_;
  ClauseId first_ = add_area(ground_, 1, "House\u00adhold");
  ClauseId garden_ = add_area(ground_, 2, "Garden");
  ClauseId household_ = add_area(ground_, 3, "Household");
};

TEST_F(GroundTest, APauseByNameCoversEveryAreaThatReadsSo) {
  EXPECT_EQ(find_areas(ground_, "Household"), (std::vector{first_, household_}));
  EXPECT_EQ(find_areas(ground_, " GARDEN"), std::vector{garden_});
}

TEST_F(GroundTest, AnAreaIsFoundByItsVeryNameFirst) {
  EXPECT_EQ(find_area(ground_, "Household"), household_);
  EXPECT_EQ(find_area(ground_, "House\u00adhold"), first_);
  EXPECT_EQ(find_area(ground_, "garden"), garden_);
}

TEST_F(GroundTest, AnUnknownAreaIsRefusedWithThoseThereAre) {
  const auto found = find_areas(ground_, "Bedroom");
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, Code::area_unknown);
  EXPECT_THAT(found.error().message, ::testing::HasSubstr("Garden"));
}

}  // namespace
}  // namespace troth::vault
