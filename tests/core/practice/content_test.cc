// The formats of practice: each kind is read as it was written, in its one form
// and no other; what it may say, field by field; what the known answers froze.
#include "core/practice/content.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <fstream>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>

#include "core/base/sizes.h"
#include "core/ledger/kind.h"
#include "proto/practice.pb.h"
#include "tests/core/practice/samples.h"

namespace troth::practice {
namespace {

using test::encoded;
using test::id_of;
using test::sample_of;
using test::samples;

std::string code_of(const Result<Content>& read) {
  return read ? "none" : std::string(name_of(read.error().code));
}
std::string code_of(const Result<Bytes>& written) {
  return written ? "none" : std::string(name_of(written.error().code));
}
std::string decoding(Kind kind, ByteView payload) { return code_of(decode(kind, payload)); }
std::string decoding(Kind kind, const std::string& payload) {
  return decoding(kind, bytes_of(payload));
}

// --- every kind ---

TEST(Content, IsReadBackAsItWasWritten) {
  for (const auto& [name, kind, content] : samples()) {
    const auto payload = encoded(content);
    ASSERT_TRUE(payload) << name;
    const auto read = decode(kind, *payload);
    ASSERT_TRUE(read) << name << ": " << read.error().message;
    EXPECT_EQ(*read, content) << name;
  }
}

TEST(Content, HasTheNumbersAndNamesOfTheLedgersKinds) {
  for (const auto& [name, kind, content] : samples()) {
    const ledger::EntryKind number{static_cast<std::uint32_t>(kind)};
    EXPECT_TRUE(ledger::is_known(number)) << name;
    EXPECT_TRUE(name.starts_with(ledger::name_of(number))) << name;
    EXPECT_EQ(ledger::is_by_choice(number), kind != Kind::opening) << name;
  }
  for (std::uint32_t number = 60; number < 200; ++number) {
    const bool is_read = decoding(Kind{number}, Bytes{0xFF}) == "practice_malformed";
    EXPECT_EQ(is_read, ledger::is_known(ledger::EntryKind{number})) << number;
  }
}

TEST(Content, OfAnUnknownKindIsOfANewerVersion) {
  EXPECT_EQ(decoding(Kind{99}, Bytes{}), "practice_newer_version");
  EXPECT_EQ(decoding(Kind{0}, Bytes{}), "practice_newer_version");
  EXPECT_EQ(about_of(Kind{99}, Bytes{}), std::nullopt);
  EXPECT_TRUE(texts_of(Kind{99}, Bytes{}).empty());
}

TEST(Content, AnUnknownFieldMeansANewerVersion) {
  for (const auto& [name, kind, content] : samples()) {
    const std::string payload = string_of(*encoded(content));
    EXPECT_EQ(decoding(kind, payload + std::string{0x78, 0x01}), "practice_newer_version") << name;
  }
}

TEST(Content, AnotherEncodingIsRefused) {
  for (const auto& [name, kind, content] : samples()) {
    const std::string payload = string_of(*encoded(content));
    EXPECT_EQ(decoding(kind, payload + payload), "practice_malformed") << name << ", twice";
    EXPECT_EQ(decoding(kind, payload.substr(0, payload.size() - 1)), "practice_malformed") << name;
    const std::string long_tag = {static_cast<char>(payload[0] | 0x80), 0x00};
    EXPECT_EQ(decoding(kind, long_tag + payload.substr(1)), "practice_malformed") << name;
    EXPECT_EQ(decoding(kind, std::string(sizes::kPayload + 1, '\0')), "practice_malformed") << name;
  }
}

TEST(Content, AnEmptyPayloadIsATalkOrAReviewWithoutWordsAndNothingElse) {
  for (const auto& [name, kind, content] : samples()) {
    const bool may_be =
        kind == Kind::talk || kind == Kind::review_opened || kind == Kind::moment_opened;
    EXPECT_EQ(decode(kind, {}).has_value(), may_be) << name;
  }
}

TEST(Content, ChangedBytesNeverDecodeToWhatEncodesDifferently) {
  const auto all = samples();
  EXPECT_TRUE(rc::check([&](std::uint8_t which, Bytes noise) {
    const auto& sample = all[which % all.size()];
    Bytes bytes = *encoded(sample.content);
    for (std::size_t i = 0; i + 1 < noise.size() && i < 4; i += 2)
      bytes[noise[i] % bytes.size()] = noise[i + 1];
    for (const ByteView view : {ByteView(bytes), ByteView(noise)}) {
      const auto read = decode(sample.kind, view);
      if (read) RC_ASSERT(equal(*encoded(*read), view));
    }
  }));
}

// --- what a text may be ---

struct TextField {
  std::string name;
  Kind kind;
  std::size_t largest;
  bool required;
  std::string* (*of)(Content&);
};

template <auto Member, class Value>
std::string* text_in(Content& content) {
  return &(std::get<Value>(content).*Member);
}

std::vector<TextField> text_fields() {
  return {
      {"comment", Kind::comment, sizes::kText, true, text_in<&Comment::text, Comment>},
      {"question", Kind::question, sizes::kText, true, text_in<&Question::text, Question>},
      {"view", Kind::view, sizes::kText, true, text_in<&DecisionView::text, DecisionView>},
      {"answer", Kind::answer, sizes::kText, true, text_in<&DecisionAnswer::text, DecisionAnswer>},
      {"reopened", Kind::reopened, sizes::kReason, false, text_in<&Reopened::reason, Reopened>},
      {"observance", Kind::observance, sizes::kText, false, text_in<&Observance::text, Observance>},
      {"moment opened", Kind::moment_opened, sizes::kText, false,
       text_in<&MomentOpened::text, MomentOpened>},
      {"moment closed", Kind::moment_closed, sizes::kReason, false,
       text_in<&MomentClosed::reason, MomentClosed>},
      {"talk", Kind::talk, sizes::kText, false, text_in<&Talk::text, Talk>},
      {"review", Kind::review_opened, sizes::kText, false,
       text_in<&ReviewOpened::text, ReviewOpened>},
      {"item", Kind::agenda_item, sizes::kText, true, text_in<&AgendaItem::text, AgendaItem>},
      {"minutes", Kind::minutes, sizes::kText, true, text_in<&Minutes::text, Minutes>},
      {"lessons", Kind::minutes, sizes::kText, false, text_in<&Minutes::lessons, Minutes>},
      {"action", Kind::minutes, sizes::kTitle, true,
       [](Content& content) { return &std::get<Minutes>(content).actions[1].text; }},
  };
}

std::string with_text(const TextField& field, const std::string& text) {
  Content content = sample_of(field.kind);
  *field.of(content) = text;
  return code_of(encoded(content));
}

// `letter` again and again, then spaces up to exactly `bytes`.
std::string filled(const std::string& letter, std::size_t bytes) {
  std::string text;
  while (text.size() + letter.size() <= bytes) text += letter;
  return text + std::string(bytes - text.size(), ' ');
}

TEST(Texts, AreTakenUpToTheirLimitInEveryScript) {
  for (const TextField& field : text_fields()) {
    for (const char* letter : {"a", "ж", "ß", "ع", "語", "क", "🫖"}) {
      Content content = sample_of(field.kind);
      *field.of(content) = filled(letter, field.largest);
      const auto payload = encoded(content);
      ASSERT_TRUE(payload) << field.name << letter;
      EXPECT_EQ(*decode(field.kind, *payload), content) << field.name << letter;
      EXPECT_EQ(with_text(field, filled(letter, field.largest + 1)), "text_too_long")
          << field.name << letter;
    }
  }
}

TEST(Texts, ThatHideOrReorderAreRefused) {
  for (const TextField& field : text_fields())
    for (const char* bad : {"a\x01z", "a\x7Fz", "a\xC2\x85z", "a\u202Ez", "a\u2066z", "a\u200Fz",
                            "a\u200Bz", "a\uFEFFz", "a\rz"})
      EXPECT_EQ(with_text(field, bad), "text_control_character") << field.name;
}

TEST(Texts, ThatAreNoUtf8AreRefused) {
  for (const TextField& field : text_fields())
    for (const char* bad : {"\xFF", "a\xC3", "\xED\xA0\x80", "\xC0\xAF"})
      EXPECT_EQ(with_text(field, bad), "text_not_utf8") << field.name;
}

TEST(Texts, AreMissingWhereTheyAreAllThatIsSaid) {
  for (const TextField& field : text_fields()) {
    const std::string expected = field.required ? "text_missing" : "none";
    EXPECT_EQ(with_text(field, ""), expected) << field.name;
    EXPECT_EQ(with_text(field, " \t\n"), expected) << field.name;
  }
}

TEST(Texts, OfAnActionAreOneLine) {
  for (const TextField& field : text_fields())
    EXPECT_EQ(with_text(field, "two\nlines"),
              field.name == "action" ? "text_control_character" : "none")
        << field.name;
}

TEST(Texts, AreCheckedOnArrivalToo) {
  wire::Comment comment;
  comment.set_about(id_of<EntryHash>(1).string());
  EXPECT_EQ(decoding(Kind::comment, comment.SerializeAsString()), "text_missing");
  comment.set_text("a\u202Eb");
  EXPECT_EQ(decoding(Kind::comment, comment.SerializeAsString()), "text_control_character");
  comment.set_text(std::string(sizes::kText + 1, 'a'));
  EXPECT_EQ(decoding(Kind::comment, comment.SerializeAsString()), "text_too_long");
}

// --- ids, numbers and lists ---

// The refusal of a sample whose Protobuf form was changed.
template <class Message>
std::string refused(Kind kind, const std::function<void(Message&)>& change) {
  Message message;
  const Bytes payload = *encoded(sample_of(kind));
  EXPECT_TRUE(message.ParseFromArray(payload.data(), static_cast<int>(payload.size())));
  change(message);
  return decoding(kind, message.SerializeAsString());
}

TEST(Ids, OfAnotherLengthAreRefused) {
  for (const std::size_t size : {0UZ, 1UZ, 15UZ, 17UZ, 31UZ, 33UZ}) {
    const std::string id(size, 'x');
    const auto expect_refused = [&](const std::string& code) {
      EXPECT_EQ(code, "practice_malformed") << size;
    };
    expect_refused(refused<wire::BlindCheckIn>(Kind::blind_check_in,
                                               [&](auto& it) { it.set_commitment(id); }));
    expect_refused(refused<wire::Opening>(Kind::opening, [&](auto& it) { it.set_check_in(id); }));
    expect_refused(refused<wire::Opening>(Kind::opening, [&](auto& it) { it.set_nonce(id); }));
    expect_refused(refused<wire::Comment>(Kind::comment, [&](auto& it) { it.set_about(id); }));
    expect_refused(refused<wire::Question>(Kind::question, [&](auto& it) { it.set_area(id); }));
    expect_refused(refused<wire::DecisionView>(Kind::view, [&](auto& it) { it.set_question(id); }));
    expect_refused(refused<wire::Answer>(Kind::answer, [&](auto& it) { it.set_question(id); }));
    expect_refused(refused<wire::Answer>(Kind::answer, [&](auto& it) { it.set_area(id); }));
    expect_refused(refused<wire::Reopened>(Kind::reopened, [&](auto& it) { it.set_question(id); }));
    expect_refused(
        refused<wire::Observance>(Kind::observance, [&](auto& it) { it.set_about(id); }));
    expect_refused(
        refused<wire::MomentOpened>(Kind::moment_opened, [&](auto& it) { it.set_areas(0, id); }));
    expect_refused(
        refused<wire::MomentClosed>(Kind::moment_closed, [&](auto& it) { it.set_moment(id); }));
    expect_refused(refused<wire::Talked>(Kind::talked, [&](auto& it) { it.set_talk(id); }));
    expect_refused(refused<wire::Minutes>(Kind::minutes, [&](auto& it) { it.set_review(id); }));
    expect_refused(
        refused<wire::Minutes>(Kind::minutes, [&](auto& it) { it.set_replaces(0, id); }));
    expect_refused(
        refused<wire::MinutesSigned>(Kind::minutes_signed, [&](auto& it) { it.set_minutes(id); }));
    expect_refused(
        refused<wire::ActionDone>(Kind::action_done, [&](auto& it) { it.set_minutes(id); }));
    if (size == 0) continue;  // none, which these may be
    expect_refused(
        refused<wire::Observance>(Kind::observance, [&](auto& it) { it.set_standard(id); }));
    expect_refused(
        refused<wire::Observance>(Kind::observance, [&](auto& it) { it.set_amends_for(id); }));
    expect_refused(
        refused<wire::AgendaItem>(Kind::agenda_item, [&](auto& it) { it.set_about(id); }));
    expect_refused(refused<wire::Minutes>(Kind::minutes,
                                          [&](auto& it) { it.mutable_actions(0)->set_owner(id); }));
  }
}

TEST(Ids, ThatMayBeLeftOutAre) {
  const Content item = AgendaItem{"The late evenings", {}};
  EXPECT_EQ(*decode(Kind::agenda_item, *encoded(item)), item);
  const Content amends =
      Observance{Observance::Sort::amends, {}, id_of<PartnerId>(1), {}, "With flowers."};
  EXPECT_EQ(*decode(Kind::observance, *encoded(amends)), amends);
}

TEST(Dates, LieBetween1970And9999) {
  constexpr TimeMs kLast = 253402300799999;
  const std::vector<std::pair<Kind, TimeMs* (*)(Content&)>> dates = {
      {Kind::question, [](Content& it) { return &std::get<Question>(it).due_ms; }},
      {Kind::moment_opened, [](Content& it) { return &std::get<MomentOpened>(it).until_ms; }},
      {Kind::minutes, [](Content& it) { return &std::get<Minutes>(it).next_review_ms; }},
      {Kind::minutes, [](Content& it) { return &std::get<Minutes>(it).actions[0].due_ms; }}};
  for (const auto& [kind, of] : dates) {
    Content content = sample_of(kind);
    for (const TimeMs good : {TimeMs{0}, TimeMs{1}, kLast}) {
      *of(content) = good;
      EXPECT_EQ(*decode(kind, *encoded(content)), content) << good;
    }
    for (const TimeMs bad : {TimeMs{-1}, kLast + 1, std::numeric_limits<TimeMs>::min()}) {
      *of(content) = bad;
      EXPECT_EQ(code_of(encoded(content)), "date_out_of_range") << bad;
    }
  }
}

TEST(BlindPayload, HasAPeriodLikeAnyCheckIn) {
  for (const Period period : {Period{5, 5}, Period{-1, 5}, Period{0, 33 * kDayMs}})
    EXPECT_EQ(code_of(encode(BlindCheckIn{period, {}})), "check_in_period_wrong");
  EXPECT_EQ(code_of(encode(Opening{{}, {}, {}})), "practice_malformed");
}

TEST(BlindPayload, OpensWithWhatWasKeptAndWithNothingElse) {
  const auto pair = id_of<PairId>(1);
  const auto mara = id_of<PartnerId>(1);
  const auto jonas = id_of<PartnerId>(2);
  const auto entry = id_of<EntryHash>(1);
  const auto nonce = id_of<Nonce>(1);
  const auto kept = *blinded(test::maras_week(), pair, mara, nonce);
  EXPECT_EQ(kept.check_in.period, test::maras_week().period);
  EXPECT_EQ(*opening_of(entry, kept.check_in, pair, mara, nonce, kept.content),
            (Opening{entry, nonce, kept.content}));
  Bytes other = kept.content;
  other.back() ^= 1;
  BlindCheckIn moved = kept.check_in;
  moved.period.end_ms -= 1;
  for (const auto& refused :
       {opening_of(entry, kept.check_in, pair, mara, nonce, other),
        opening_of(entry, moved, pair, mara, nonce, kept.content),
        opening_of(entry, kept.check_in, pair, jonas, nonce, kept.content),
        opening_of(entry, kept.check_in, id_of<PairId>(2), mara, nonce, kept.content),
        opening_of(entry, kept.check_in, pair, mara, id_of<Nonce>(2), kept.content)})
    EXPECT_EQ(refused.error().code, Code::check_in_not_as_committed);
  EXPECT_EQ(blinded({}, pair, mara, nonce).error().code, Code::check_in_period_wrong);
}

TEST(BlindPayload, TheLargestCheckInFitsIntoItsOpening) {
  CheckIn largest = test::maras_week();
  largest.text = std::string(sizes::kText, 'a');
  largest.ratings.clear();
  for (char letter = 'a'; largest.ratings.size() < sizes::kDimensions; ++letter)
    largest.ratings.push_back({std::string(sizes::kName, letter), 5});
  const Opening opening{id_of<EntryHash>(1), id_of<Nonce>(2), *encode(largest)};
  EXPECT_EQ(*decode_opening(*encode(opening)), opening);
}

TEST(ObservancePayload, KeptAndMissedAreSaidOfAStandard) {
  for (const auto sort : {Observance::Sort::kept, Observance::Sort::missed}) {
    Observance observance{sort, {}, id_of<PartnerId>(1), {}, "On Thursday"};
    EXPECT_EQ(code_of(encode(observance)), "observance_standard_missing");
    observance.standard = id_of<ClauseId>(1);
    EXPECT_EQ(*decode_observance(*encode(observance)), observance);
    observance.text.clear();
    EXPECT_EQ(code_of(encode(observance)), "none");
  }
}

TEST(ObservancePayload, OnlyAmendsAnswerAnEarlierOne) {
  for (const auto sort :
       {Observance::Sort::kept, Observance::Sort::missed, Observance::Sort::appreciated}) {
    const Observance observance{sort, id_of<ClauseId>(1), id_of<PartnerId>(1), id_of<EntryHash>(1),
                                "x"};
    EXPECT_EQ(code_of(encode(observance)), "observance_amends_misplaced");
  }
}

TEST(ObservancePayload, SaysSomething) {
  for (const auto sort : {Observance::Sort::appreciated, Observance::Sort::amends})
    for (const char* words : {"", " ", " \n"}) {
      const Observance observance{sort, {}, id_of<PartnerId>(1), {}, words};
      EXPECT_EQ(code_of(encode(observance)), "observance_empty");
    }
}

TEST(ObservancePayload, AnUnknownSortIsRefused) {
  for (const int sort : {0, 5, -1})
    EXPECT_EQ(refused<wire::Observance>(
                  Kind::observance,
                  [&](auto& it) { it.set_sort(static_cast<wire::Observance::Sort>(sort)); }),
              "practice_malformed");
}

TEST(MomentPayload, ItsAreasAscendAndAreAtMostFifty) {
  MomentOpened moment;
  for (std::uint8_t i = 0; i < sizes::kAreasPerMoment; ++i)
    moment.areas.push_back(id_of<ClauseId>(i));
  EXPECT_EQ(*decode_moment_opened(*encode(moment)), moment);
  std::swap(moment.areas[0], moment.areas[1]);
  EXPECT_EQ(code_of(encode(moment)), "practice_malformed");
  moment.areas[1] = moment.areas[0];
  EXPECT_EQ(code_of(encode(moment)), "practice_malformed") << "one area twice";
  std::ranges::sort(moment.areas);
  moment.areas.push_back(id_of<ClauseId>(100));
  EXPECT_EQ(code_of(encode(moment)), "practice_too_many");
}

Minutes fullest() {
  Minutes minutes{id_of<EntryHash>(1),
                  std::string(sizes::kText, 'a'),
                  std::string(sizes::kText, 'b'),
                  {},
                  253402300799999,
                  {}};
  for (std::size_t i = 0; i < sizes::kActionsPerMinutes; ++i)
    minutes.actions.push_back(
        {std::string(sizes::kTitle, 'c'), id_of<PartnerId>(1), 253402300799999});
  for (std::uint8_t i = 0; i < sizes::kMinutesReplaced; ++i)
    minutes.replaces.push_back(id_of<EntryHash>(i));
  return minutes;
}

TEST(MinutesPayload, TheFullestFitIntoAnEntry) {
  EXPECT_EQ(*decode_minutes(*encode(fullest())), fullest());
}

TEST(MinutesPayload, HaveAtMostFiftyActionsAndThirtyTwoReplacedTexts) {
  Minutes minutes = fullest();
  minutes.actions.push_back({"One more", {}, 0});
  EXPECT_EQ(code_of(encode(minutes)), "practice_too_many");
  minutes = fullest();
  minutes.replaces.push_back(id_of<EntryHash>(100));
  EXPECT_EQ(code_of(encode(minutes)), "practice_too_many");
}

TEST(MinutesPayload, TheReplacedTextsAscend) {
  Minutes minutes = fullest();
  std::swap(minutes.replaces[3], minutes.replaces[4]);
  EXPECT_EQ(code_of(encode(minutes)), "practice_malformed");
  minutes.replaces[3] = minutes.replaces[4];
  EXPECT_EQ(code_of(encode(minutes)), "practice_malformed");
}

TEST(MinutesPayload, AnActionBeyondTheFiftiethIsRefused) {
  EXPECT_EQ(code_of(encode(ActionDone{id_of<EntryHash>(1), 49})), "none");
  EXPECT_EQ(code_of(encode(ActionDone{id_of<EntryHash>(1), 50})), "practice_malformed");
}

TEST(MinutesPayload, AnUnknownFieldOfAnActionMeansANewerVersion) {
  EXPECT_EQ(refused<wire::Minutes>(
                Kind::minutes,
                [](auto& it) { it.mutable_actions(0)->MergeFromString(std::string{0x78, 0x01}); }),
            "practice_newer_version");
}

// --- what they are about, and the words in them ---

TEST(Content, SaysWhatItIsAbout) {
  const std::map<std::string, std::optional<About>> expected = {
      {"check_in", {}},
      {"blind_check_in", {}},
      {"comment on a clause", id_of<ClauseId>(65)},
      {"question", id_of<ClauseId>(65)},
      {"moment_opened", {}},
      {"talk", {}},
      {"review_opened", {}},
      {"agenda_item of a clause", id_of<ClauseId>(65)}};
  for (const auto& [name, kind, content] : samples()) {
    const auto found = expected.find(name);
    const std::optional<About> about =
        found == expected.end() ? std::optional<About>(id_of<EntryHash>(33)) : found->second;
    EXPECT_EQ(about_of(content), about) << name;
    EXPECT_EQ(about_of(kind, *encoded(content)), about) << name;
  }
  const Observance kept{Observance::Sort::kept, id_of<ClauseId>(7), {}, {}, ""};
  EXPECT_EQ(about_of(kept), About(id_of<ClauseId>(7)));
  EXPECT_EQ(about_of(Observance{Observance::Sort::amends, {}, {}, {}, "x"}), std::nullopt);
}

TEST(Content, IsAboutABinaryNameOfTwoLengths) {
  EXPECT_EQ(about_from(view_of(About(id_of<EntryHash>(1)))), About(id_of<EntryHash>(1)));
  EXPECT_EQ(about_from(view_of(About(id_of<ClauseId>(1)))), About(id_of<ClauseId>(1)));
  for (const std::size_t size : {0UZ, 15UZ, 17UZ, 31UZ, 33UZ, 64UZ})
    EXPECT_EQ(about_from(Bytes(size)), std::nullopt) << size;
}

TEST(Content, GivesTheWordsInIt) {
  using Texts = std::vector<std::string>;
  const auto texts = [](Kind kind) { return texts_of(kind, *encoded(sample_of(kind))); };
  EXPECT_EQ(texts(Kind::opening), Texts{"A good week.\nTired by Friday."});
  EXPECT_EQ(texts(Kind::blind_check_in), Texts{});
  EXPECT_EQ(texts(Kind::reopened), Texts{"The train is cheaper now."});
  EXPECT_EQ(texts(Kind::minutes),
            (Texts{"We spoke of the evenings.", "Ask earlier.", "Buy a lamp", "Write to Ghent"}));
  EXPECT_EQ(texts_of(Talk{true, ""}), Texts{});
  EXPECT_EQ(texts_of(Opening{{}, {}, {0xFF}}), Texts{});
  for (const TextField& field : text_fields()) {
    Content content = sample_of(field.kind);
    *field.of(content) = "Zebra";
    EXPECT_EQ(std::ranges::count(texts_of(content), "Zebra"), 1) << field.name;
  }
}

// --- the known answers ---

TEST(PracticeVectors, TheFormatsAreWhatTheyWere) {
  nlohmann::ordered_json today;
  for (const auto& [name, kind, content] : samples()) today[name] = to_hex(*encoded(content));
  std::ifstream file(TROTH_OWN_VECTORS "/practice-1.json");
  EXPECT_EQ(nlohmann::ordered_json::parse(file, nullptr, /*allow_exceptions=*/false), today)
      << today.dump(2);
}

}  // namespace
}  // namespace troth::practice
