#include "core/document/export_list.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/base/sizes.h"
#include "core/base/text.h"

namespace troth::document {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kLongestFileName = 64;
constexpr std::size_t kLongestZone = 200;
constexpr std::size_t kDeepest = 8;

std::unexpected<Error> malformed(std::string_view why) {
  return refuse(Code::export_list_malformed, why);
}

// The library would take any depth: a list has four levels.
bool is_deep(std::string_view text) {
  std::size_t depth = 0;
  for (const char c : text) {
    if (c == '[' || c == '{') ++depth;
    if ((c == ']' || c == '}') && depth > 0) --depth;
    if (depth > kDeepest) return true;
  }
  return false;
}

Result<std::string> text_at(const Json& json, const char* key) {
  const auto at = json.find(key);
  if (at == json.end() || !at->is_string()) return malformed(std::string(key) + " is missing");
  return at->get<std::string>();
}

Result<std::int64_t> number_at(const Json& json, const char* key) {
  const auto at = json.find(key);
  const bool is_one = at != json.end() && at->is_number_integer() &&
                      (!at->is_number_unsigned() || at->get<std::uint64_t>() <= INT64_MAX);
  if (!is_one) return malformed(std::string(key) + " is missing");
  return at->get<std::int64_t>();
}

Result<std::uint64_t> count_at(const Json& json, const char* key) {
  TROTH_ASSIGN(const std::int64_t number, number_at(json, key));
  if (number < 0) return malformed(std::string(key) + " is below zero");
  return static_cast<std::uint64_t>(number);
}

template <class Id>
Result<Id> id_at(const Json& json, const char* key) {
  TROTH_ASSIGN(const std::string hex, text_at(json, key));
  const auto bytes = from_hex(hex);
  const auto id = bytes ? Id::from(*bytes) : std::nullopt;
  if (!id || id->hex() != hex) return malformed(std::string(key) + " is no id");
  return *id;
}

Result<const Json*> list_at(const Json& json, const char* key, std::size_t most) {
  const auto at = json.find(key);
  if (at == json.end() || !at->is_array()) return malformed(std::string(key) + " is missing");
  if (at->size() > most) return malformed(std::string(key) + " is too long");
  return &*at;
}

Result<Partner> partner_at(const Json& json, const char* key) {
  const auto at = json.find(key);
  if (at == json.end() || !at->is_object()) return malformed(std::string(key) + " is missing");
  TROTH_ASSIGN(const PartnerId id, id_at<PartnerId>(*at, "id"));
  TROTH_ASSIGN(std::string name, text_at(*at, "name"));
  if (!check_required_text(name, sizes::kName, Lines::one, "A name"))
    return malformed("a name cannot be shown");
  return Partner{id, std::move(name)};
}

Result<CivilOffsets> offsets_at(const Json& json) {
  TROTH_ASSIGN(const Json* list, list_at(json, "offsets", kMostOffsets));
  std::vector<OffsetFrom> offsets;
  for (const Json& one : *list) {
    if (!one.is_object()) return malformed("the offsets cannot be read");
    TROTH_ASSIGN(const std::int64_t from_ms, number_at(one, "from_ms"));
    TROTH_ASSIGN(const std::int64_t seconds, number_at(one, "seconds"));
    if (seconds != static_cast<std::int32_t>(seconds)) return malformed("an offset is too large");
    offsets.push_back({from_ms, static_cast<std::int32_t>(seconds)});
  }
  auto read = CivilOffsets::from(std::move(offsets));
  if (!read) return malformed("the offsets are none of a clock");
  return std::move(*read);
}

// A name that a file of an export may have: nothing that leads out of its folder.
bool is_file_name(const std::string& name) {
  return !name.empty() && name.size() <= kLongestFileName && name.front() != '.' &&
         std::ranges::all_of(name, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.';
         });
}

Result<std::vector<ListedFile>> files_at(const Json& json) {
  TROTH_ASSIGN(const Json* list, list_at(json, "files", kMostFiles));
  std::vector<ListedFile> files;
  for (const Json& one : *list) {
    if (!one.is_object()) return malformed("the files cannot be read");
    ListedFile file;
    TROTH_ASSIGN(file.name, text_at(one, "name"));
    TROTH_ASSIGN(file.bytes, count_at(one, "bytes"));
    TROTH_ASSIGN(file.hash, id_at<Hash>(one, "blake2b_256"));
    if (!is_file_name(file.name)) return malformed("a file has a name that none of an export has");
    if (std::ranges::find(files, file.name, &ListedFile::name) != files.end())
      return malformed("a file stands there twice");
    files.push_back(std::move(file));
  }
  return files;
}

Json json_of(const Partner& partner) { return {{"id", partner.id.hex()}, {"name", partner.name}}; }

}  // namespace

const ListedFile* ExportList::find(std::string_view name) const {
  const auto at = std::ranges::find(files, name, &ListedFile::name);
  return at == files.end() ? nullptr : &*at;
}

std::string text_of(const ExportList& list) {
  Json offsets = Json::array();
  for (const OffsetFrom& offset : list.by.offsets.offsets())
    offsets.push_back({{"from_ms", offset.from_ms}, {"seconds", offset.seconds}});
  Json files = Json::array();
  for (const ListedFile& file : list.files)
    files.push_back({{"name", file.name}, {"bytes", file.bytes}, {"blake2b_256", file.hash.hex()}});
  const Json json{{"format", kExportFormat},
                  {"writing", list.writing},
                  {"exported_ms", list.by.exported_ms},
                  {"exported_by", json_of(list.by.exporter)},
                  {"partner", json_of(list.by.other)},
                  {"digest", list.digest.hex()},
                  {"entries", list.entries},
                  {"waiting", list.waiting},
                  {"files", std::move(files)},
                  {"time_zone", list.by.time_zone},
                  {"offsets", std::move(offsets)}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Result<ExportList> parse_export_list(std::string_view text) {
  if (text.size() > kLargestList) return malformed("it is too long");
  if (is_deep(text)) return malformed("it is nested too deeply");
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object()) return malformed("it is no JSON");
  TROTH_ASSIGN(const std::int64_t format, number_at(json, "format"));
  if (format > kExportFormat) return refuse(Code::export_newer);
  if (format != kExportFormat) return malformed("its format is none");
  ExportList list;
  TROTH_ASSIGN(const std::uint64_t writing, count_at(json, "writing"));
  if (writing == 0 || writing > INT32_MAX) return malformed("writing is no number of one");
  list.writing = static_cast<int>(writing);
  TROTH_ASSIGN(list.by.exported_ms, number_at(json, "exported_ms"));
  TROTH_ASSIGN(list.by.exporter, partner_at(json, "exported_by"));
  TROTH_ASSIGN(list.by.other, partner_at(json, "partner"));
  TROTH_ASSIGN(list.digest, id_at<Hash>(json, "digest"));
  TROTH_ASSIGN(list.entries, count_at(json, "entries"));
  TROTH_ASSIGN(list.waiting, count_at(json, "waiting"));
  TROTH_ASSIGN(list.files, files_at(json));
  TROTH_ASSIGN(list.by.time_zone, text_at(json, "time_zone"));
  if (!check_required_text(list.by.time_zone, kLongestZone, Lines::one, "The time zone"))
    return malformed("time_zone cannot be shown");
  TROTH_ASSIGN(list.by.offsets, offsets_at(json));
  return list;
}

}  // namespace troth::document
