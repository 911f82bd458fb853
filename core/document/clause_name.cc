#include "core/document/clause_name.h"

#include <type_traits>
#include <variant>

namespace troth::document {
namespace {

constexpr std::size_t kLongestName = 60;  // bytes, cut between code points

}  // namespace

std::string beginning_of(const std::string& text) {
  const std::string line = text.substr(0, text.find('\n'));
  if (line.size() <= kLongestName) return line;
  std::size_t end = kLongestName;
  while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80U) --end;
  return line.substr(0, end) + "…";
}

std::string name_of_clause(const agreement::ClauseContent& content,
                           const std::function<std::string(const PartnerId&)>& name_of) {
  using namespace agreement;
  const auto name = [&](const auto& body) -> std::string {
    using Body = std::decay_t<decltype(body)>;
    if constexpr (std::is_same_v<Body, Role>) return "role of " + name_of(body.partner);
    if constexpr (std::is_same_v<Body, Area>) return body.name;
    if constexpr (std::is_same_v<Body, Standard> || std::is_same_v<Body, Expectation>)
      return beginning_of(body.text);
    return std::string(agreement::name_of(kind_of(content)));
  };
  return std::visit(name, content.body);
}

}  // namespace troth::document
