// How many connections there may be: in all, from one network, and new ones
// from one network within a minute. A Place is held while a connection lasts.
// Networks are kept in memory alone, as long as they matter, and never logged.
// One owner, the io thread; no I/O, the time is told.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>

#include "core/base/bytes.h"
#include "core/base/time.h"
#include "sync-server/limits.h"

namespace troth::relay {

class Quota {
 public:
  // Gives itself back when it goes, even if the Quota went before it.
  class Place {
   public:
    Place(Place&&) noexcept = default;
    Place& operator=(Place&&) noexcept = default;
    ~Place();

   private:
    friend class Quota;
    Place(std::shared_ptr<Quota> quota, Bytes network)
        : quota_(std::move(quota)), network_(std::move(network)) {}
    std::shared_ptr<Quota> quota_;
    Bytes network_;
  };

  static std::shared_ptr<Quota> make(const Limits& limits);

  // A place for a connection from `network`; nothing where there is none.
  static std::optional<Place> enter(const std::shared_ptr<Quota>& quota, const Bytes& network,
                                    TimeMs now);
  [[nodiscard]] std::int64_t connections() const { return connections_; }
  // Networks that are still remembered.
  [[nodiscard]] std::size_t networks() const { return networks_.size(); }

 private:
  struct Network {
    std::int64_t connections = 0;
    std::int64_t new_in_minute = 0;
    TimeMs minute_began_ms = 0;
  };

  explicit Quota(const Limits& limits) : limits_(limits) {}
  void leave(const Bytes& network);
  void forget_quiet_networks(TimeMs now);

  Limits limits_;
  std::int64_t connections_ = 0;
  TimeMs forgot_ms_ = 0;
  std::map<Bytes, Network> networks_;
};

}  // namespace troth::relay
