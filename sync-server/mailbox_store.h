// Mailboxes, their envelopes, tickets and rendezvous, in one SQLite file that
// is written in groups: `apply` answers many requests after one commit, and
// what it answered is on the disk. Envelopes stay until they are acknowledged,
// 60 days at most; their ids are remembered as long, so that a repeated Put is
// Done and nothing twice. There is no way to list mailboxes. Owned by the
// store's thread. A group that cannot be committed leaves nothing behind and
// each of its requests is answered `internal`.
#pragma once

#include <filesystem>
#include <span>
#include <vector>

#include "core/base/error.h"
#include "core/base/time.h"
#include "core/sqlite/database.h"
#include "sync-server/limits.h"
#include "sync-server/request.h"

namespace troth::relay {

class MailboxStore {
 public:
  // Makes the file where it is missing. The codes are those of sqlite.
  static Result<MailboxStore> open(const std::filesystem::path& path, const Limits& limits);
  static Result<MailboxStore> open_in_memory(const Limits& limits);

  // One answer a request, in their order.
  std::vector<Answer> apply(std::span<const Request> requests, TimeMs now);

  // Forgets what is past its time, a bounded piece at once; true: there is more.
  Result<bool> sweep(TimeMs now);

 private:
  MailboxStore(sqlite::Database database, const Limits& limits)
      : database_(std::move(database)), limits_(limits) {}
  static Result<MailboxStore> with(Result<sqlite::Database> database, const Limits& limits);
  Result<std::vector<Answer>> apply_in_one(std::span<const Request> requests, TimeMs now);

  sqlite::Database database_;
  Limits limits_;
};

}  // namespace troth::relay
