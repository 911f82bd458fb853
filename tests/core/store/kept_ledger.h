// The ledger and its views in memory, without a profile, as one device keeps
// them: entries go in one after another, in whatever causal order a test gives.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "core/store/migrations.h"
#include "core/store/notes.h"
#include "core/store/view_digest.h"
#include "core/store/views.h"
#include "tests/core/store/couple.h"

namespace troth::store {

class KeptLedger {
 public:
  explicit KeptLedger(const Reading& reading)
      : reading_(reading), agreement_(agreement_pair(reading.pair, reading.chains)) {
    EXPECT_TRUE(sqlite::migrate(database_, migrations()));
  }
  KeptLedger(const KeptLedger&) = delete;
  KeptLedger& operator=(const KeptLedger&) = delete;

  // Takes what `log` holds and this does not, in its order.
  void take(const test::MemoryLog& log) {
    auto transaction = sqlite::Transaction::begin(database_);
    for (const ledger::PlacedEntry& placed : log.placed()) {
      if (*ledger_.find(placed.place.hash)) continue;
      ASSERT_TRUE(ledger_.append(placed.entry, placed.place));
      const Status taken = views_.on_placed(placed, reading_, agreement_);
      ASSERT_TRUE(taken) << taken.error().message;
    }
    ASSERT_TRUE(transaction->commit());
  }
  void rebuild() {
    auto transaction = sqlite::Transaction::begin(database_);
    ASSERT_TRUE(views_.rebuild(reading_, ledger_));
    ASSERT_TRUE(transaction->commit());
  }
  // Within a transaction that leaves nothing: the digest once `sql` has run.
  Hash digest_after(std::string_view sql) {
    auto undone = sqlite::Transaction::begin(database_);
    EXPECT_TRUE(database_.run(sql)) << sql;
    return *digest_of_views(database_);
  }
  [[nodiscard]] Notes notes() { return {database_, ledger_, reading_.chains}; }

  // Each row of the query's first column.
  std::vector<std::string> rows(std::string_view sql) {
    auto statement = database_.prepare(sql);
    std::vector<std::string> out;
    while (*statement->step()) out.emplace_back(statement->text(0));
    return out;
  }
  std::vector<std::string> practice() {
    return rows("SELECT position || ' ' || hex(line) || ' ' || " + kColumns +
                " FROM practice ORDER BY position");
  }
  // Without what is this device's own: where its entries stand.
  std::vector<std::string> practice_by_hash() {
    return rows("SELECT " + kColumns + " FROM practice ORDER BY hash");
  }

 private:
  inline static const std::string kColumns =
      "hex(hash) || ' ' || kind || ' ' || hex(partner) || ' ' || written_at_ms || ' ' || counts"
      " || readable || flagged || ' ' || ifnull(hex(about_entry), '-') || ' ' ||"
      " ifnull(hex(about_clause), '-') || ' ' || ifnull(period_start_ms, '-') || ' ' ||"
      " ifnull(period_end_ms, '-') || ' ' || ifnull(hex(verdict), '-')";

  Reading reading_;
  sqlite::Database database_ = *sqlite::Database::open_in_memory();
  LedgerStore ledger_{database_};
  Views views_{database_, ledger_};
  agreement::Agreement agreement_;
};

}  // namespace troth::store
