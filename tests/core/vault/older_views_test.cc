// Views that an older program kept in another form are derived anew at unlock.
#include "core/crypto/kdf.h"
#include "core/sqlite/database.h"
#include "core/vault/state.h"
#include "tests/core/vault/couple.h"

namespace troth::vault {
namespace {

using OlderViewsTest = Couple;

TEST_F(OlderViewsTest, ViewsOfAnotherFormatAreDerivedAtUnlock) {
  agree();
  must(mara_.commands().check_in(wishing_to_talk()));
  sync();
  const VaultId id = jonas_.state().profile().header().id();
  const crypto::Secret key = jonas_.state().master_key().clone();
  const auto path = jonas_.state().profile().directory().path_of(store::kDatabaseFile);
  jonas_.close();
  {
    sqlite::SystemDevice device;
    auto database = must(sqlite::Database::open_sealed(
        path, {id, crypto::store_key(key, 1), crypto::store_key(key, 2)}, device, random_));
    must(database.exec("DELETE FROM practice; UPDATE views SET format = 0;"));
  }
  jonas_.open();
  EXPECT_TRUE(must(jonas_.state().store().views().are_current()));
  EXPECT_EQ(must(jonas_.queries().status()).flagged.size(), 1U);
  jonas_.close();
  jonas_.open();
  EXPECT_EQ(must(jonas_.queries().check_ins(10)).size(), 1U);
}

}  // namespace
}  // namespace troth::vault
