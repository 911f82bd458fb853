// How the store answers each kind of request, inside the transaction of a
// group. An Error is a failure of the file; a refusal is an Answer, and leaves
// nothing changed. Of the store's thread alone.
#pragma once

#include "core/base/error.h"
#include "core/base/time.h"
#include "core/sqlite/database.h"
#include "sync-server/limits.h"
#include "sync-server/request.h"

namespace troth::relay {

struct StoreContext {
  sqlite::Database& database;
  const Limits& limits;
  TimeMs now;
};

inline Answer refused(Outcome outcome) {
  Answer answer;
  answer.outcome = outcome;
  return answer;
}

// The beginning of the day that `now` lies in.
inline TimeMs day_of(TimeMs now) { return now - now % kDayMs; }

// The row number of a mailbox; 0 where there is none.
Result<std::int64_t> find_mailbox(StoreContext& store, const MailboxId& id);
// With all that is in it and belongs to it.
Status delete_mailbox(StoreContext& store, std::int64_t number);

// mailbox_requests.cc
Result<Answer> answer(StoreContext& store, const LogIn& request);
Result<Answer> answer(StoreContext& store, const CreateMailbox& request);
Result<Answer> answer(StoreContext& store, const Admit& request);
Result<Answer> answer(StoreContext& store, const SetWriter& request);
Result<Answer> answer(StoreContext& store, const DeleteMailbox& request);
// envelope_requests.cc
Result<Answer> answer(StoreContext& store, const Put& request);
Result<Answer> answer(StoreContext& store, const Fetch& request);
Result<Answer> answer(StoreContext& store, const Acknowledge& request);
// rendezvous_requests.cc
Result<Answer> answer(StoreContext& store, const OpenRendezvous& request);
Result<Answer> answer(StoreContext& store, const PutRendezvous& request);
Result<Answer> answer(StoreContext& store, const GetRendezvous& request);
// With its slots.
Status delete_rendezvous(StoreContext& store, std::int64_t number);

// retention.cc. Forgets a bounded number of things past their time; true: there is more.
Result<bool> forget_expired(StoreContext& store);

}  // namespace troth::relay
