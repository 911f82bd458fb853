// A workload whose right outcome is known: numbered changes to a database, each
// one transaction. Change n writes entries that n alone determines, rewrites
// some of the one before, and removes what change n - 8 wrote. So from the last
// number in the database everything that must be in it can be told.
#pragma once

#include <cstdint>

#include "core/base/error.h"
#include "core/sqlite/database.h"

namespace troth::sqlite {

enum class Size { small, spilling };  // spilling: more pages than a cache of 50

class Diary {
 public:
  // Makes the tables where they are missing.
  static Result<Diary> open(Database& database, Size size);
  // The number of the last change that is in the database; 0: none.
  Result<std::int64_t> last_change();
  // Makes change last_change() + 1, and returns its number once it is committed.
  Result<std::int64_t> change();
  // database_damaged where the entries are not exactly those of the last number.
  Status check();

 private:
  Diary(Database& database, Size size) : database_(&database), size_(size) {}
  Status write_entries(std::int64_t number);
  Database* database_;
  Size size_;
};

}  // namespace troth::sqlite
