#include "core/document/record.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "core/document/export_list.h"
#include "core/document/papers.h"
#include "core/document/record_json.h"
#include "tests/core/document/sample_record.h"

namespace troth::document {
namespace {

std::string vector_file(const std::string& name) {
  std::ifstream in(TROTH_SOURCE_DIR "/tests/vectors/" + name, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

// Where it is another, what is written now is left in the temporary folder.
void expect_as_kept(const std::string& name, const std::string& text) {
  if (text == vector_file(name)) return;
  const std::string now = testing::TempDir() + name;
  std::ofstream(now, std::ios::binary) << text;
  ADD_FAILURE() << "tests/vectors/" << name << " is other than what is written now: " << now;
}

// An older export is verified by writing its readable files again: they may not
// change under one number. Where this fails for a change that was meant, raise
// kWriting, and put what is written now beside these files under the new number.
TEST(Writing, OfThisNumberIsWhatItAlwaysWas) {
  const std::string number = "record-" + std::to_string(kWriting);
  const Record record = sample_record();
  expect_as_kept(number + ".json", json_of(record));
  expect_as_kept(number + "-agreement.txt", markdown_of(agreement_paper(record)));
  expect_as_kept(number + "-history.txt", markdown_of(history_paper(record)));
  expect_as_kept(number + "-history-html.txt", html_of(history_paper(record)));
}

TEST(RecordJson, HasEveryEntryOnALineOfItsOwn) {
  const Record record = sample_record();
  const std::string text = json_of(record);
  const auto json = nlohmann::json::parse(text);
  ASSERT_EQ(json["entries"].size(), record.entries().size());
  for (const RecordedEntry& entry : record.entries())
    EXPECT_NE(text.find("\n{\"hash\":\"" + entry.hash.hex()), std::string::npos);
}

TEST(RecordJson, LeavesNoKindOfEntryOut) {
  const Record record = sample_record();
  std::set<std::string> kinds;
  for (const RecordedEntry& entry : record.entries()) kinds.insert(entry.kind_name);
  const auto schema = nlohmann::json::parse(record_schema());
  std::set<std::string> of_schema;
  for (const auto& kind : schema["$defs"]["entry"]["properties"]["kind"]["enum"])
    of_schema.insert(kind.get<std::string>());
  EXPECT_EQ(kinds, of_schema);
}

// Whatever a person wrote is in both papers' form somewhere: nothing is summed up.
TEST(HistoryPaper, LeavesOutNoWordThatWasWritten) {
  const std::string html = html_of(history_paper(sample_record()));
  for (const char* words : {"So that *both* of us\nknow where we stand",
                            "nothing that touches &lt;my&gt; work",
                            "A week",
                            "Not yet",
                            "Fine_",
                            "I like it",
                            "May I?",
                            "I would",
                            "Yes",
                            "Think again",
                            "Late",
                            "Flowers",
                            "Tonight",
                            "Enough",
                            "About work",
                            "The first",
                            "The kitchen",
                            "We talked",
                            "Talk sooner",
                            "Buy soap",
                            "Rest",
                            "We write this\n\n# together",
                            "To be heard"})
    EXPECT_NE(html.find(words), std::string::npos) << words;
}

TEST(HistoryPaper, SaysWhatAChangeChanged) {
  const std::string text = markdown_of(history_paper(sample_record()));
  EXPECT_NE(text.find("every before:** day\n- **every:** week"), std::string::npos);
  EXPECT_NE(text.find("**Removes:** expectation, To be heard"), std::string::npos);
}

TEST(HistoryPaper, MarksWhatDoesNotCount) {
  const std::string text = markdown_of(history_paper(sample_record()));
  EXPECT_NE(text.find("Mara took it back while Jonas accepted. On hold: agree again."),
            std::string::npos);
  EXPECT_NE(text.find("It opens something else than was committed to."), std::string::npos);
  EXPECT_NE(text.find("outside the agreement"), std::string::npos);
}

TEST(Papers, SayWhatTheyAreNot) {
  for (const Paper& paper : {agreement_paper(sample_record()), history_paper(sample_record())}) {
    const std::string text = markdown_of(paper);
    EXPECT_NE(text.find("Agreed then, revocable now."), std::string::npos);
    EXPECT_NE(text.find("no proof of consent"), std::string::npos);
  }
}

TEST(Record, NamesWhatItDoesNotKnowByItsId) {
  const Record record = sample_record();
  EXPECT_EQ(record.name_of(ClauseId{{0xAB}}), "ab00000000");
  EXPECT_EQ(record.name_of(PartnerId{{0xAB}}), "somebody else");
  EXPECT_EQ(record.find(EntryHash{{0xAB}}), nullptr);
}

}  // namespace
}  // namespace troth::document
