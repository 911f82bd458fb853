// Mara and Jonas at their reviews: what the tests of reviews share.
#pragma once

#include <string>
#include <vector>

#include "core/vault/reviewing.h"
#include "core/vault/reviews.h"
#include "core/vault/signing.h"
#include "core/vault/state.h"
#include "tests/core/vault/couple.h"

namespace troth::vault {

// Minutes of these words, as a file without anything else.
inline std::string minutes_saying(const std::string& text, const std::string& rest = "") {
  return "text = \"" + text + "\"\n" + rest;
}
inline std::string action_saying(const std::string& text, const std::string& rest = "") {
  return "[[action]]\ntext = \"" + text + "\"\n" + rest;
}

class ReviewingCouple : public Couple {
 protected:
  using Couple::Couple;
  Reviews reviews(Person& person) { return {person.vault(), now_}; }
  Reviewing reviewing(Person& person) { return {person.vault(), now_}; }

  // Opened by one, with minutes that both signed; gives those.
  EntryHash review(Person& by, Person& other, const std::string& toml) {
    must(reviewing(by).open(""));
    const EntryHash minutes = must(reviewing(by).write_minutes(toml));
    sync();
    must(reviewing(other).sign_minutes(minutes.hex()));
    sync();
    return minutes;
  }
  practice::Review open(Person& person) { return must(reviews(person).agenda()).review->state; }
  // The texts that stand, in order.
  std::vector<std::string> standing(Person& person) {
    std::vector<std::string> texts;
    for (const auto& text : open(person).minutes)
      if (text.is_head) texts.push_back(text.says.text);
    return texts;
  }
  std::vector<std::string> agenda(Person& person) {
    std::vector<std::string> words;
    for (const auto& line : must(reviews(person).agenda()).lines) words.push_back(line.words);
    return words;
  }
  // Whatever practice says, as the person's device would sign it.
  template <class Content>
  EntryHash say(Person& person, ledger::EntryKind kind, const Content& content) {
    auto signing = must(Signing::begin(person.state(), now_));
    const EntryHash entry = must(signing.sign(kind, must(practice::encode(content))));
    must(signing.commit());
    return entry;
  }
};

}  // namespace troth::vault
