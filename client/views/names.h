// What people call things: partners by their names, clauses by theirs, ids by
// their beginnings, instants by the agreed calendar. Pure values, any thread.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/vault/types.h"

namespace troth::views {

// Instants as words, in the agreed time zone.
struct Calendar {
  std::function<std::string(TimeMs)> day;  // "2027-05-20"
  // "2027-05-20 18:05" in an agreed zone, "2027-05-20 16:05 UTC" where it is that one.
  std::function<std::string(TimeMs)> minute;
};

// Those of a zone by its IANA name; of UTC where this system does not know it.
Calendar calendar_of(const std::string& time_zone);

// The beginning by which an entry or a clause is shown, and found again.
template <class Id>
std::string short_id(const Id& id) {
  constexpr std::size_t kDigits = 10;
  return id.hex().substr(0, kDigits);
}

class Names {
 public:
  Names(vault::People people, const std::vector<vault::ClauseView>& clauses);
  // Knows the areas that a proposal adds as well.
  void add(const agreement::Proposal& proposal);

  [[nodiscard]] std::string partner(const PartnerId& id) const { return people_.name_of(id); }
  [[nodiscard]] std::string partner(const std::string& hex) const;
  // By its full hexadecimal form; its short id where it has no name.
  [[nodiscard]] std::string clause(const std::string& hex) const;
  [[nodiscard]] std::string clause(const ClauseId& id) const { return clause(id.hex()); }
  [[nodiscard]] const vault::People& people() const { return people_; }

 private:
  vault::People people_;
  std::map<std::string, std::string> clauses_;
};

// What a sentence is written with: how things are called, when things are, and how
// wide its lines may be.
struct Look {
  const Names& names;
  const Calendar& calendar;
  std::size_t width;
};

using agreement::FieldSort;
using agreement::sort_of;
// True for what the couple writes in its own words, which is compared word by word.
bool is_prose(std::string_view field);

}  // namespace troth::views
