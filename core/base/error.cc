#include "core/base/error.h"

#include <array>

#include "core/base/check.h"

namespace troth {
namespace {

constexpr auto kRefusals = std::to_array<Refusal>({
#define TROTH_REFUSAL(name, sentence) {Code::name, #name, sentence},
#include "core/base/refusals.def"
#undef TROTH_REFUSAL
});

}  // namespace

std::span<const Refusal> refusals() { return kRefusals; }

std::string_view name_of(Code code) { return kRefusals.at(static_cast<std::size_t>(code)).name; }

Error error(Code code, std::string_view detail) {
  std::string message(kRefusals.at(static_cast<std::size_t>(code)).sentence);
  if (const auto at = message.find("{}"); at != std::string::npos) message.replace(at, 2, detail);
  return {code, std::move(message)};
}

std::unexpected<Error> refuse(Code code, std::string_view detail) {
  return std::unexpected(error(code, detail));
}

}  // namespace troth
