#include "core/vault/export_files.h"

#include "core/crypto/hash.h"
#include "core/document/papers.h"
#include "core/document/record_json.h"

namespace troth::vault {
namespace {

document::Paper read_me(const document::Record& record) {
  const document::Circumstances& by = record.by;
  document::Paper paper;
  paper.title("An export of Troth");
  paper.line("What " + by.exporter.name + " and " + by.other.name +
             " agreed, and all that either of them signed, as " + by.exporter.name +
             " took it out on " + record.minute(by.exported_ms) + " (" + by.time_zone + ").");
  paper.line(document::kNoProof);
  paper.line(
      "These files are not encrypted. Whoever can read this folder can read every word of it; "
      "and " +
      by.other.name + " has a copy of all that both see.");
  paper.heading("The files");
  paper.item("agreement.md, agreement.html",
             "the agreement as it stood that day, to read and to print");
  paper.item("history.md, history.html", "all that either signed, in order, to read and to print");
  paper.item("record.json", "the same for programs; record.schema.json says what is in it");
  paper.item("ledger.troth",
             "the signed entries with the certificates of the keys that signed them, byte for "
             "byte: what everything above follows from");
  paper.item("export.json",
             "the list of these files with their lengths and BLAKE2b-256 hashes (b2sum -l 256), "
             "and who exported when");
  paper.item("journal.md, journal.json",
             "if they are here: " + by.exporter.name + "'s private writing, which " +
                 by.other.name +
                 " has never had. Delete both before you give this folder to anybody");
  paper.heading("Checking it");
  paper.line(
      "troth verify FOLDER checks all of this on any machine, without a profile: each certificate, "
      "signature and hash, the order of the entries, and that the readable files are what the "
      "signed entries say.");
  paper.line(
      "What it cannot tell: whether the newest entries were left out, since nobody signs that "
      "nothing follows; and what nobody signed: the names of the two, the time and the time zone "
      "of "
      "the export, and the journal. The list in export.json is not signed either: it finds what "
      "was damaged, and not what somebody changed together with the list.");
  return paper;
}

}  // namespace

std::vector<ExportFile> readable_files(const document::Record& record) {
  const document::Paper agreement = document::agreement_paper(record);
  const document::Paper history = document::history_paper(record);
  std::vector<ExportFile> files;
  files.push_back({"README.md", document::markdown_of(read_me(record))});
  files.push_back({"agreement.md", document::markdown_of(agreement)});
  files.push_back({"agreement.html", document::html_of(agreement)});
  files.push_back({"history.md", document::markdown_of(history)});
  files.push_back({"history.html", document::html_of(history)});
  files.push_back({"record.json", document::json_of(record)});
  files.push_back({"record.schema.json", std::string(document::record_schema())});
  return files;
}

std::vector<ExportFile> journal_files(const std::vector<document::WrittenPage>& pages,
                                      const document::Circumstances& by) {
  std::vector<ExportFile> files;
  if (pages.empty()) return files;
  files.push_back({"journal.md", document::markdown_of(document::journal_paper(pages, by))});
  files.push_back({"journal.json", document::journal_json(pages)});
  return files;
}

document::ListedFile listed(std::string_view name, ByteView bytes) {
  return {std::string(name), bytes.size(), crypto::generic_hash(bytes)};
}

}  // namespace troth::vault
