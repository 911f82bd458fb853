#include "sync-server/store_writer.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

namespace troth::relay {
namespace {

// One commit's worth: enough to share an fsync among many, few enough to answer soon.
constexpr std::size_t kLargestGroup = 64;
constexpr auto kSweepEvery = std::chrono::minutes(1);

}  // namespace

StoreWriter::StoreWriter(MailboxStore store, Clock clock, Deliver deliver)
    : store_(std::move(store)),
      clock_(std::move(clock)),
      deliver_(std::move(deliver)),
      next_sweep_(std::chrono::steady_clock::now()),
      thread_([this] { run(); }) {}

StoreWriter::~StoreWriter() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  changed_.notify_one();
  thread_.join();
}

void StoreWriter::submit(Submission submission) {
  {
    const std::lock_guard lock(mutex_);
    gathered_.push_back(std::move(submission));
  }
  changed_.notify_one();
}

// Takes what has gathered, a group at most; else says why it woke.
StoreWriter::Wake StoreWriter::wait(std::vector<Submission>& group) {
  std::unique_lock lock(mutex_);
  changed_.wait_until(lock, next_sweep_, [&] { return is_stopping_ || !gathered_.empty(); });
  if (gathered_.empty()) return is_stopping_ ? Wake::stop : Wake::sweep;
  const std::size_t count = std::min(gathered_.size(), kLargestGroup);
  const auto end = gathered_.begin() + static_cast<std::ptrdiff_t>(count);
  group.assign(std::make_move_iterator(gathered_.begin()), std::make_move_iterator(end));
  gathered_.erase(gathered_.begin(), end);
  return Wake::submissions;
}

void StoreWriter::run() {
  for (;;) {
    std::vector<Submission> group;
    const Wake wake = wait(group);
    if (wake == Wake::stop) return;
    if (wake == Wake::submissions) commit(std::move(group));
    // Between groups too, or a busy relay would never forget.
    if (std::chrono::steady_clock::now() >= next_sweep_) sweep();
  }
}

void StoreWriter::commit(std::vector<Submission> group) {
  std::vector<Request> requests;
  requests.reserve(group.size());
  for (Submission& submission : group) requests.push_back(std::move(submission.request));
  std::vector<Answer> answers = store_.apply(requests, clock_());
  const auto has_failed = [](const Answer& one) { return one.outcome == Outcome::internal; };
  if (std::ranges::any_of(answers, has_failed))
    spdlog::error("a group of {} requests could not be stored", group.size());
  std::vector<Delivery> deliveries;
  deliveries.reserve(group.size());
  for (std::size_t i = 0; i < group.size(); ++i)
    deliveries.push_back({group[i].session, group[i].call, std::move(answers[i])});
  deliver_(std::move(deliveries));
}

void StoreWriter::sweep() {
  const auto has_more = store_.sweep(clock_());
  if (!has_more) spdlog::error("what is past its time could not be removed");
  const bool at_once = has_more && *has_more;
  next_sweep_ =
      std::chrono::steady_clock::now() + (at_once ? std::chrono::minutes(0) : kSweepEvery);
}

}  // namespace troth::relay
