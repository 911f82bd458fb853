// Every maximum of Troth, in one place (proto/README.md, "Entries and sync"):
// bytes unless the name says otherwise.
#pragma once

#include <cstddef>
#include <cstdint>

namespace troth::sizes {

inline constexpr std::size_t kName = 64;    // a partner's name
inline constexpr std::size_t kTitle = 200;  // titles and area names
inline constexpr std::size_t kReason = 4 * 1024;
inline constexpr std::size_t kText = 16 * 1024;        // every other text
inline constexpr std::size_t kPayload = 48 * 1024;     // an entry's payload
inline constexpr std::size_t kEntryHeader = 2 * 1024;  // 7 devices seen and room to spare
inline constexpr std::size_t kSignedEntry = kPayload + kEntryHeader + 512;
inline constexpr std::size_t kChangesPerProposal = 500;
inline constexpr std::size_t kDimensions = 12;
inline constexpr std::size_t kWindowsPerArea = 28;
inline constexpr std::size_t kActionsPerMinutes = 50;
inline constexpr std::size_t kMinutesReplaced = 32;  // texts that one text replaces
inline constexpr std::size_t kAreasPerMoment = 50;
inline constexpr std::size_t kSeenDevices = 7;
inline constexpr std::size_t kActiveDevices = 4;  // of one partner
inline constexpr std::size_t kCertificates = 32;  // of one partner, ever
inline constexpr std::size_t kLines = 128;  // devices and the branches of those that forked, ever
inline constexpr std::size_t kWaitingEntries = 1000;  // of one device, behind a gap
// Of one partner, and apart for what gives and for what takes away.
inline constexpr std::size_t kWaitingBytes = 8 * 1024 * 1024;
inline constexpr std::size_t kBundle = 920;
inline constexpr std::size_t kPairingBox = 1024;
inline constexpr std::size_t kLargestEnvelope = 61440;
inline constexpr std::uint64_t kSessionSeq = std::uint64_t{1} << 53;
// A session's number above the highest known: the sessions of a lifetime that may have got lost,
// and no step by which the numbers could be used up.
inline constexpr std::uint64_t kSessionJump = std::uint64_t{1} << 16;

}  // namespace troth::sizes
