#include "client/cli/path_names.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace troth::cli {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class PathNamesTest : public testing::Test {
 protected:
  PathNamesTest() {
    std::string made = testing::TempDir() + "/troth-paths-XXXXXX";
    folder_ = std::string(mkdtemp(made.data())) + "/";
    std::filesystem::create_directory(folder_ + "ours");
    for (const auto* name : {"ours.toml", "other.toml", ".hidden", "two words"})
      std::ofstream(folder_ + name) << "x";
  }
  ~PathNamesTest() override { std::filesystem::remove_all(folder_); }

  std::string folder_;
};

TEST_F(PathNamesTest, FilesAndFoldersThatBeginSo) {
  EXPECT_THAT(path_names(folder_ + "ou", "FILE"),
              ElementsAre(folder_ + "ours.toml", folder_ + "ours/"));
}

TEST_F(PathNamesTest, FoldersAloneWhereOneIsWanted) {
  EXPECT_THAT(path_names(folder_, "DIR"), ElementsAre(folder_ + "ours/"));
}

TEST_F(PathNamesTest, NothingHiddenUnlessAskedForAndNothingThatWantsQuotes) {
  EXPECT_THAT(path_names(folder_, "FILE"),
              ElementsAre(folder_ + "other.toml", folder_ + "ours.toml", folder_ + "ours/"));
  EXPECT_THAT(path_names(folder_ + ".h", "FILE"), ElementsAre(folder_ + ".hidden"));
}

TEST_F(PathNamesTest, NothingOfAnotherSortOrWhereNothingIs) {
  EXPECT_THAT(path_names(folder_, "ID"), IsEmpty());
  EXPECT_THAT(path_names(folder_ + "nowhere/", "FILE"), IsEmpty());
}

}  // namespace
}  // namespace troth::cli
