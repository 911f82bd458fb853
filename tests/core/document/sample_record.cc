#include "tests/core/document/sample_record.h"

namespace troth::document {
namespace {

using namespace agreement;

constexpr TimeMs kStart = 1'795'300'000'000;
// The first instant after 2026-11-28 in Amsterdam: what is due that day.
constexpr TimeMs kAfterTheDay = 1'795'906'800'000;

template <class Id>
Id id(std::uint8_t number) {
  Id out;
  out.value.front() = number;
  return out;
}

const PartnerId kMara = id<PartnerId>(1);
const PartnerId kJonas = id<PartnerId>(2);
const ClauseId kArea = id<ClauseId>(11);
const ClauseId kStandard = id<ClauseId>(12);

ClauseChange adds(std::uint8_t number, ClauseContent content) {
  return {id<ClauseId>(number), {}, std::move(content)};
}

Restriction restricting(RestrictionKind kind, std::vector<ClauseId> clauses, std::string text,
                        std::string reason) {
  return {kind,         std::move(clauses), Strength::hard, std::move(text),
          std::nullopt, std::move(reason)};
}

// Clauses of every kind.
Proposal first_proposal() {
  Proposal out{"A first <year>", "So that *both* of us\nknow where we stand", {}, {}, {}, {}};
  out.changes = {
      adds(10, {0, Preamble{"We write this\n\n# together"}}),
      {kArea,
       {},
       ClauseContent{kStart + 90 * kDayMs, Area{"Household & home",
                                                "about it",
                                                kJonas,
                                                Reach::discuss,
                                                When::windows,
                                                {{31, 1080, 1380}}}}},
      {kStandard,
       {},
       ClauseContent{
           0,
           Standard{kArea, {kMara}, "1. The kitchen is clean", Standard::Every::day, "We talk."}}},
      adds(13, {0, Role{kMara, "submissive", false}}),
      adds(14, {0, Role{kJonas, "Dominant", true}}),
      adds(15, {0, Expectation{kMara, Expectation::Sort::desire, "To be heard"}}),
      adds(16, {0, Rhythm{Rhythm::Every::day,
                          {"trust"},
                          true,
                          Rhythm::Every::week,
                          6,
                          1200,
                          "Europe/Amsterdam"}}),
      adds(17, {0, Term{kStart, kStart + 180 * kDayMs, 24, 0}})};
  return out;
}

class Sample {
 public:
  Record run() {
    circumstances();
    consent();
    practised();
    state();
    return std::move(record_);
  }

 private:
  EntryHash add(std::string kind_name, std::uint32_t kind, const PartnerId& by, Says says) {
    RecordedEntry entry;
    entry.hash = id<EntryHash>(static_cast<std::uint8_t>(100 + record_.entries().size()));
    entry.kind = kind;
    entry.kind_name = std::move(kind_name);
    entry.by = by;
    entry.device = id<DeviceId>(static_cast<std::uint8_t>(by == kMara ? 3 : 4));
    entry.seq = record_.entries().size() + 1;
    if (!record_.entries().empty()) {
      entry.previous = record_.entries().back().hash;
      entry.seen = {record_.entries().back().hash};
    }
    entry.written_ms = kStart + static_cast<TimeMs>(record_.entries().size()) * kHourMs;
    entry.says = std::move(says);
    const EntryHash hash = entry.hash;
    record_.add(std::move(entry));
    return hash;
  }
  EntryHash add(std::string kind_name, std::uint32_t kind, const PartnerId& by,
                practice::Content content) {
    return add(std::move(kind_name), kind, by, Says(std::move(content)));
  }

  void circumstances() {
    record_.by = {{kMara, "Mara"},
                  {kJonas, "Jonas"},
                  kStart + 100 * kHourMs,
                  "Europe/Amsterdam",
                  *CivilOffsets::from({{kStart, 3600}})};
    record_.pair = id<PairId>(5);
    record_.digest = id<Hash>(6);
    record_.status = AgreementStatus::paused;
    record_.waiting = 1;
  }

  void consent() {
    add("paired", 40, kMara, Wordless{});
    add("compared", 22, kMara, Wordless{});
    add("session", 41, kJonas, Wordless{});
    proposal_ = add("propose", 20, kMara, first_proposal());
    accepted_ = add("accept", 21, kJonas, Acceptance{proposal_, record_.digest, 1});
    limit_ =
        add("limit", 4, kMara,
            restricting(RestrictionKind::limit, {kStandard}, "nothing that touches <my> work", ""));
    pause_ = add("pause", 1, kMara, restricting(RestrictionKind::pause, {}, "", "A week"));
    add("end", 2, kJonas, restricting(RestrictionKind::ending, {}, "", ""));
    add("withdraw", 3, kJonas, restricting(RestrictionKind::withdrawal, {kStandard}, "", ""));
    Proposal second{"Lift it", "Rested", {}, {pause_}, proposal_, id<Hash>(6)};
    second.changes = {
        {kStandard,
         {proposal_, {id<EntryHash>(9)}},
         ClauseContent{
             0,
             Standard{kArea, {kMara, kJonas}, "The kitchen\nis clean", Standard::Every::week, ""}}},
        {id<ClauseId>(15), {proposal_, {}}, std::nullopt}};
    second_ = add("propose", 20, kJonas, second);
    add("decline", 5, kMara, No{second_, "Not yet"});
    add("retract", 6, kJonas, No{second_, ""});
    add("assent", 26, kMara, Assent{second_});
    add("confirmed", 23, kMara, Wordless{});
    add("revoked", 24, kMara, Wordless{});
    add("equivocated", 25, kMara, Wordless{});
    add("unknown", 99, kJonas, Unreadable{});
  }

  void practised() {
    using namespace practice;
    const Period day{kStart, kStart + kDayMs};
    CheckIn check_in{day,  {{"trust", 4}}, practice::Answer::yes, practice::Answer::unsure,
                     true, "Fine_"};
    add("check_in", 60, kMara, Content(check_in));
    const Nonce nonce = id<Nonce>(8);
    const auto blind = blinded(check_in, record_.pair, kJonas, nonce).value();
    const EntryHash committed = add("blind_check_in", 61, kJonas, Content(blind.check_in));
    add("opening", 42, kJonas, Content(Opening{committed, nonce, blind.content}));
    add("open_by_hand", 62, kJonas, Content(Opening{committed, id<Nonce>(9), blind.content}));
    add("comment", 63, kMara, Content(Comment{proposal_, "I like it"}));
    const EntryHash question =
        add("question", 64, kMara, Content(Question{kArea, "May I?", kAfterTheDay}));
    add("view", 65, kMara, Content(DecisionView{question, "I would"}));
    const EntryHash answer =
        add("answer", 66, kJonas, Content(DecisionAnswer{question, kArea, "Yes"}));
    record_.judge(answer, {Verdict::Outcome::outside, Outside::not_in_windows, true});
    add("reopened", 67, kMara, Content(Reopened{question, "Think again"}));
    const EntryHash kept =
        add("observance", 68, kMara,
            Content(Observance{Observance::Sort::missed, kStandard, kMara, {}, "Late"}));
    add("observance", 68, kMara,
        Content(Observance{Observance::Sort::amends, {}, kMara, kept, "Flowers"}));
    const EntryHash moment =
        add("moment_opened", 69, kJonas,
            Content(practice::MomentOpened{{kArea}, kStart + kDayMs, "Tonight"}));
    add("moment_closed", 70, kMara, Content(practice::MomentClosed{moment, "Enough"}));
    const EntryHash talk = add("talk", 71, kMara, Content(Talk{true, "About work"}));
    add("talked", 72, kJonas, Content(Talked{talk}));
    const EntryHash review = add("review_opened", 73, kMara, Content(ReviewOpened{"The first"}));
    add("agenda_item", 74, kJonas, Content(AgendaItem{"The kitchen", kStandard}));
    const EntryHash minutes =
        add("minutes", 75, kJonas,
            Content(Minutes{review,
                            "We talked",
                            "Talk sooner",
                            {{"Buy soap", kMara, kAfterTheDay}, {"Rest", {}, 0}},
                            kStart + 7 * kDayMs,
                            {committed}}));
    add("minutes_signed", 76, kMara, Content(MinutesSigned{minutes}));
    add("action_done", 77, kMara, Content(ActionDone{minutes, 0}));
  }

  void state() {
    for (const ClauseChange& change : first_proposal().changes) {
      ClauseState clause;
      clause.id = change.clause;
      clause.kind = kind_of(*change.content);
      clause.exists = true;
      clause.origin = ClauseState::Origin{
          proposal_, kMara, kStart + 3 * kHourMs, accepted_, kJonas, kStart + 4 * kHourMs, true};
      if (change.clause == kStandard)
        clause.obstacles = {{Obstacle::Why::restricted, {limit_}}};
      else
        clause.in_force = true;
      record_.clauses.push_back(std::move(clause));
    }
    ClauseState removed;
    removed.id = id<ClauseId>(30);
    record_.clauses.push_back(removed);
    restriction(limit_, RestrictionKind::limit, {});
    restriction(pause_, RestrictionKind::pause,
                {{second_, kJonas, LiftState::Stage::waiting, kMara, kStart + kDayMs}});
    record_.proposals.push_back({proposal_,
                                 kMara,
                                 id<DeviceId>(3),
                                 kStart + 3 * kHourMs,
                                 ProposalState::Stage::voided,
                                 {},
                                 {{accepted_,
                                   kJonas,
                                   kStart + 4 * kHourMs,
                                   {},
                                   {{VoidCause::Why::retracted, pause_, kMara}}}},
                                 true,
                                 {}});
    record_.proposals.push_back({second_,
                                 kJonas,
                                 id<DeviceId>(4),
                                 kStart + 9 * kHourMs,
                                 ProposalState::Stage::declined,
                                 {pause_},
                                 {},
                                 false,
                                 proposal_});
  }

  void restriction(const EntryHash& entry, RestrictionKind kind, std::vector<LiftState> lifts) {
    RestrictionState out;
    out.entry = entry;
    out.kind = kind;
    out.by = kMara;
    out.written_ms = kStart + 5 * kHourMs;
    out.covers_everything = kind == RestrictionKind::pause;
    out.covers = {kStandard};
    out.lifts = std::move(lifts);
    record_.restrictions.push_back(std::move(out));
  }

  Record record_;
  EntryHash proposal_;
  EntryHash accepted_;
  EntryHash limit_;
  EntryHash pause_;
  EntryHash second_;
};

}  // namespace

Record sample_record() { return Sample().run(); }

}  // namespace troth::document
