// Padmé (Nikitin et al., PURBs, PETS 2019, algorithm 1): the padded length
// for a plaintext of `length` bytes. For backup files only; envelopes have four sizes.
#pragma once

#include <cstdint>

namespace troth::crypto {

// The largest number where the padded length would not fit into 64 bits.
std::uint64_t padme(std::uint64_t length);

}  // namespace troth::crypto
