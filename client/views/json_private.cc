#include "client/views/json_private.h"

namespace troth::views {

Json json_of(const vault::JournalPage& page) {
  return {{"id", page.id.hex()},
          {"begun_ms", page.begun_ms},
          {"changed_ms", page.changed_ms},
          {"text", page.text}};
}

Json json_of(const vault::Draft& draft) {
  return {{"name", vault::name_of(draft)},
          {"kind", draft.kind},
          {"about", draft.about},
          {"changed_ms", draft.changed_ms},
          {"content", draft.content}};
}

Json json_of(const vault::OwnSetting& setting) {
  return {{"name", setting.name},
          {"value", setting.value},
          {"chosen", setting.is_chosen},
          {"about", setting.about}};
}

Json json_of(const vault::SearchHit& hit) {
  return {{"id", hit.id},         {"kind", name_of(hit.subject)},
          {"by", hit.by_name},    {"written_ms", hit.written_ms},
          {"counts", hit.counts}, {"excerpt", hit.excerpt}};
}

Json json_list(const std::vector<vault::JournalPage>& pages) {
  return json_each(pages, [](const auto& one) { return json_of(one); });
}

Json json_list(const std::vector<vault::Draft>& drafts) {
  return json_each(drafts, [](const auto& one) { return json_of(one); });
}

Json json_list(const std::vector<vault::OwnSetting>& settings) {
  return json_each(settings, [](const auto& one) { return json_of(one); });
}

Json json_list(const std::vector<vault::SearchHit>& hits) {
  return json_each(hits, [](const auto& one) { return json_of(one); });
}

}  // namespace troth::views
