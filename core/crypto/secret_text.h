// Base64url, without padding, of secrets that a person copies (an invite, a
// relay's address): from and to locked memory, in time that does not depend on
// the bytes. Pure, any thread.
#pragma once

#include <optional>
#include <string_view>

#include "core/crypto/secret.h"

namespace troth::crypto {

// The text, as ASCII bytes without an end mark.
Secret to_base64url(const Secret& bytes);
// Nothing where the text is not the one canonical encoding of its bytes.
std::optional<Secret> secret_from_base64url(std::string_view text);

}  // namespace troth::crypto
