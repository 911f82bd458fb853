// A QR code for a terminal: two modules a character, light ones drawn, as fits
// light text on a dark ground. Pure, any thread.
#pragma once

#include <string>

#include "core/base/bytes.h"
#include "core/base/error.h"

namespace troth::cli {

// The lines of the code, quiet zone included; nothing where `bytes` do not fit
// into one. What it encodes can be read from it, as from the screen.
std::string qr_code(ByteView bytes);

}  // namespace troth::cli
