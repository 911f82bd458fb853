// A ledger may grow for decades: nothing that a person asks for looks at all of it.
// A couple lives on, week after week, and at two points of their life everything is
// asked for; SQLite's own work for each answer must be that of what is shown, not of
// what there is. (Lists of all there ever was are another matter.) Among three thousand entries; in
// the campaign, a hundred thousand.
#include <gmock/gmock.h>

#include <algorithm>
#include <cstdlib>
#include <map>

#include "core/practice/check_in.h"
#include "core/vault/arrivals.h"
#include "core/vault/calendars.h"
#include "core/vault/check_ins.h"
#include "core/vault/comments.h"
#include "core/vault/decisions.h"
#include "core/vault/journal.h"
#include "core/vault/moments.h"
#include "core/vault/observances.h"
#include "core/vault/search.h"
#include "core/vault/talks.h"
#include "core/vault/timeline.h"
#include "core/vault/versions.h"
#include "tests/core/vault/database_work.h"
#include "tests/core/vault/reviewing_couple.h"

namespace troth::vault {
namespace {

constexpr std::size_t kShown = 20;

class Weight : public ReviewingCouple {
 protected:
  Weight() { count_database_work(); }

  std::uint64_t entries() { return must(mara_.state().store().ledger().size()); }

  void live_until(std::uint64_t count) {
    while (entries() < count) live_a_week();
  }

  // The quick way: check-ins that Mara's own device signs, many at once.
  void fill_up_to(std::uint64_t count) {
    constexpr std::uint64_t kAtOnce = 1000;
    for (std::uint64_t there = entries(); there < count; there = entries(), now_ += kHourMs) {
      auto signing = must(Signing::begin(mara_.state(), now_));
      for (std::uint64_t left = std::min(kAtOnce, count - there); left > 0; --left) {
        practice::CheckIn check_in;
        check_in.period = practice::period_of(now_, std::nullopt);
        check_in.text = "The kitchen was clean.";
        must(signing.sign(ledger::EntryKind::check_in, must(practice::encode(check_in))));
      }
      must(signing.commit());
    }
  }

  // Forty entries or so, of every kind that comes again and again.
  void live_a_week() {
    for (int day = 0; day < 7; ++day, now_ += kDayMs)
      for (Person* person : {&mara_, &jonas_})
        must(CheckIns(person->vault(), now_)
                 .write(saying("The kitchen was clean."), Openness::as_agreed));
    meet();
    const auto asked = must(Decisions(mara_.vault(), now_).ask("Household", "May I go?", {}));
    must(Observances(jonas_.vault(), now_)
             .write(
                 {practice::Observance::Sort::appreciated, "", Side::partners, "", "Thank you."}));
    must(Comments(mara_.vault(), now_).write(asked.hex(), "On Friday."));
    must(Moments(jonas_.vault(), now_).open({{}, now_ + kHourMs, "Tonight."}));
    must(Moments(jonas_.vault(), now_).close("", ""));
    const auto talk = must(Talks(jonas_.vault(), now_).ask({false, "About the summer."}));
    must(Journal(mara_.vault(), now_).write("A quiet week."));
    must(reviewing(mara_).add_item("The evenings"));
    must(reviewing(mara_).open(""));
    const auto minutes = must(
        reviewing(mara_).write_minutes(minutes_saying("We spoke.", action_saying("Buy a lamp"))));
    meet();
    must(Decisions(jonas_.vault(), now_).answer(asked.hex(), "Yes."));
    must(Talks(mara_.vault(), now_).had(talk.hex()));
    must(reviewing(jonas_).sign_minutes(minutes.hex()));
    for (const auto& action : must(reviews(jonas_).actions(Which::open)))
      must(reviewing(jonas_).mark_done(action.minutes.hex() + "." +
                                       std::to_string(action.number + 1)));
    if (++weeks_ % 8 == 0) change_something();
    meet();
  }

  void agree_to(const std::string& clauses) {
    must(mara_.commands().propose("title = \"On we go\"\nreason = \"We spoke.\"\n" + clauses));
    meet();
    must(jonas_.commands().accept(waiting(jonas_)));
    meet();
  }
  void change_something() {
    agree_to("[[expectation]]\nowner = \"me\"\nsort = \"desire\"\ntext = \"Week " +
             std::to_string(weeks_) + "\"\n");
    pause_and_lift();
  }
  void pause_and_lift() {
    const std::vector<std::string> pause = {must(mara_.commands().pause({}, "")).hex()};
    must(mara_.commands().lift(pause, ""));
    meet();
    must(jonas_.commands().accept(waiting(jonas_)));
  }
  // What asking began is ended.
  void settle() {
    meet();
    for (const auto& text : must(reviews(jonas_).to_sign()))
      must(reviewing(jonas_).sign_minutes(text.entry.hex()));
    for (const auto& restriction : must(mara_.queries().restrictions(Which::open))) {
      const std::vector<std::string> pause = {restriction.state.entry.hex()};
      must(mara_.commands().lift(pause, ""));
    }
    meet();
    must(jonas_.commands().accept(waiting(jonas_)));
  }
  void meet() {
    for (int round = 0; round < 2; ++round) {
      deliver(mara_, jonas_);
      deliver(jonas_, mara_);
    }
  }

  // Each question by its name, and what it cost the database of Mara's vault.
  std::map<std::string, DatabaseWork> ask_everything() {
    std::map<std::string, DatabaseWork> work;
    const auto ask = [&](const char* name, auto&& question) {
      take_database_work();
      question();
      work[name] = take_database_work();
    };
    ask("opening", [&] { mara_.close(), mara_.open(); });
    Vault& vault = mara_.vault();
    const Queries queries = mara_.queries();
    const Reviews reviews(vault, now_);
    auto arrivals = must(Arrivals::begin(vault, now_));
    ask("status", [&] { must(queries.status()); });
    ask("arrivals", [&] { must(arrivals.take(now_)); });
    ask("agreement", [&] { must(queries.agreement()); });
    ask("open proposals", [&] { must(queries.proposals(Which::open)); });
    ask("restrictions", [&] { must(queries.restrictions(Which::open)); });
    ask("check-ins", [&] { must(queries.check_ins(kShown)); });
    ask("what is due", [&] { must(CheckIns(vault, now_).due()); });
    ask("a check-in",
        [&] { must(CheckIns(vault, now_).write(saying("All is well."), Openness::open)); });
    ask("ledger", [&] { must(queries.ledger(kShown)); });
    ask("open decisions", [&] { must(Decisions(vault, now_).open(kShown)); });
    ask("decisions", [&] { must(Decisions(vault, now_).newest(kShown, {})); });
    ask("a question", [&] { must(Decisions(vault, now_).ask("Household", "And now?", {})); });
    ask("observances", [&] { must(Observances(vault, now_).newest(kShown)); });
    ask("open moments", [&] { must(Moments(vault, now_).list(Which::open)); });
    ask("closing no moment", [&] { (void)Moments(vault, now_).close("", ""); });
    ask("open talks", [&] { must(Talks(vault, now_).list(Which::open)); });
    ask("a talk", [&] { must(Talks(vault, now_).ask({false, "Soon."})); });
    ask("when a review is due", [&] { must(reviews.reminder()); });
    ask("agenda", [&] { must(reviews.agenda()); });
    ask("reviews", [&] { must(reviews.history(kShown)); });
    ask("a review", [&] { must(reviewing(mara_).open("")); });
    ask("minutes", [&] { must(reviewing(mara_).write_minutes(minutes_saying("We spoke."))); });
    ask("calendar", [&] { must(Calendars(vault, now_).file()); });
    ask("journal", [&] { must(Journal(vault, now_).pages(kShown)); });
    ask("search", [&] {
      SearchFor wanted;
      wanted.words = "kitchen";
      must(Searching(vault, now_).find(wanted));
    });
    ask("a pause", [&] { must(mara_.commands().pause("Household", "")); });
    return work;
  }

 private:
  int weeks_ = 0;
};

TEST_F(Weight, NoAnswerLooksAtEveryEntry) {
  const bool is_campaign = std::getenv("TROTH_CAMPAIGN") != nullptr;
  agree();
  agree_to("[[area]]\nname = \"Evenings\"\nreach = \"delegate\"\nwhen = \"moments\"\n");
  live_until(600);
  const auto few = ask_everything();
  settle();
  live_until(3'000);
  if (is_campaign) fill_up_to(100'000);
  const auto many = ask_everything();
  const auto all = static_cast<std::int64_t>(entries());
  for (const auto& [question, work] : many) {
    SCOPED_TRACE(question + " among " + std::to_string(all));
    // To look at an entry takes three pages or more; to pass over a row of a list of what is
    // open, a part of one.
    EXPECT_LT(work.steps, 2 * few.at(question).steps + all / 2);
    EXPECT_LT(work.pages, 2 * few.at(question).pages + all / 3);
  }
}

}  // namespace
}  // namespace troth::vault
