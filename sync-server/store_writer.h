// The one writer: a thread of its own that owns the mailbox store, takes what
// has gathered while it committed the last group, commits that as one, and
// hands all answers back. `submit` may be called from the io thread; `deliver`
// is called on the writer's thread. Going, it finishes what was submitted.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "sync-server/mailbox_store.h"

namespace troth::relay {

using Clock = std::function<TimeMs()>;

struct Submission {
  std::uint64_t session;
  std::uint64_t call;
  Request request;
};

struct Delivery {
  std::uint64_t session;
  std::uint64_t call;
  Answer answer;
};

class StoreWriter {
 public:
  using Deliver = std::function<void(std::vector<Delivery>)>;
  // `clock` is read on the writer's thread.
  StoreWriter(MailboxStore store, Clock clock, Deliver deliver);
  ~StoreWriter();
  StoreWriter(const StoreWriter&) = delete;
  StoreWriter& operator=(const StoreWriter&) = delete;

  void submit(Submission submission);

 private:
  enum class Wake { submissions, sweep, stop };

  void run();
  Wake wait(std::vector<Submission>& group);
  void commit(std::vector<Submission> group);
  void sweep();

  MailboxStore store_;
  Clock clock_;
  Deliver deliver_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Submission> gathered_;  // under mutex_
  bool is_stopping_ = false;          // under mutex_
  std::chrono::steady_clock::time_point next_sweep_;
  std::thread thread_;  // last: it uses all of the above
};

}  // namespace troth::relay
