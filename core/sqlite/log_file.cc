#include <sqlite3.h>

#include <algorithm>
#include <utility>

#include "core/sqlite/sealed_file.h"

namespace troth::sqlite {
namespace {

// The log's own header, in the clear: magic 4 | version 4 | page size 4 |
// checkpoint number 4 | salts 8 | checksum of these 8. A frame's header:
// page u32 | pages after a commit u32 | salts 8 | checksum 8, big-endian.
constexpr std::size_t kLogHeader = 32;
constexpr std::size_t kLogSalts = 16;
constexpr std::size_t kLogChecksum = 24;
constexpr std::size_t kFrameSalts = 8;
constexpr std::size_t kFrameChecksum = 16;
constexpr std::size_t kChecksumSize = 8;

struct Place {
  std::uint32_t index;  // of the frame, from 1
  std::size_t within;   // bytes into the frame
};

// Nothing for the log's own header and for what no frame can have as its index.
std::optional<Place> place_of(std::uint64_t offset) {
  if (offset < kLogHeader) return std::nullopt;
  const std::uint64_t index = (offset - kLogHeader) / kFrameSize + 1;
  if (index > 0xfffffffe) return std::nullopt;
  return Place{static_cast<std::uint32_t>(index),
               static_cast<std::size_t>((offset - kLogHeader) % kFrameSize)};
}

std::uint64_t offset_of(std::uint32_t index) {
  return kLogHeader + std::uint64_t{index - 1} * kFrameSize;
}

Salts salts_at(ByteView bytes, std::size_t offset) {
  Salts out{};
  std::ranges::copy(bytes.subspan(offset, out.size()), out.begin());
  return out;
}

bool is_zero(ByteView bytes) {
  return std::ranges::all_of(bytes, [](auto byte) { return byte == 0; });
}

}  // namespace

LogFile::LogFile(std::unique_ptr<File> file, FrameSeal seal)
    : file_(std::move(file)),
      seal_(std::move(seal)),
      frame_(kFrameSize),
      scratch_(kFrameSize),
      held_header_(kFrameHeader) {}

FrameBuffer LogFile::frame() { return frame_.writable().first<kFrameSize>(); }

int LogFile::read(std::span<std::uint8_t> out, std::uint64_t offset) {
  just_read_.reset();
  if (offset + out.size() <= kLogHeader)
    return read_log_header(out, static_cast<std::size_t>(offset));
  const auto place = place_of(offset);
  if (!place) return SQLITE_IOERR_READ;
  if (out.size() == kFrameSize && place->within == 0) return read_in_recovery(out, place->index);
  const bool is_body = out.size() == kPageSize && place->within == kFrameHeader;
  const bool is_checksum = out.size() == kChecksumSize && place->within == kFrameChecksum;
  if (!is_body && !is_checksum) return SQLITE_IOERR_READ;
  if (const int result = open_frame(place->index); result != SQLITE_OK) return result;
  std::ranges::copy(frame().subspan(place->within, out.size()), out.begin());
  return SQLITE_OK;
}

int LogFile::read_log_header(std::span<std::uint8_t> out, std::size_t offset) {
  const bool is_whole = out.size() == kLogHeader && offset == 0;
  const bool is_checksum = out.size() == kChecksumSize && offset == kLogChecksum;
  if (!is_whole && !is_checksum) return SQLITE_IOERR_READ;
  const auto count = file_->read(out, offset);
  if (!count) return result_of(count.error(), SQLITE_IOERR_READ);
  return *count == out.size() ? SQLITE_OK : SQLITE_IOERR_READ;
}

// SQLite reads whole frames in recovery, where it stops at the first that is
// not of the log's last generation, and before it rewrites a frame's header.
int LogFile::read_in_recovery(std::span<std::uint8_t> out, std::uint32_t index) {
  const int result = open_frame(index);
  if (result == SQLITE_OK) {
    std::ranges::copy(frame(), out.begin());
    just_read_ = index;
    return SQLITE_OK;
  }
  if (result != SQLITE_IOERR_DATA || has_written_) return result;
  std::ranges::fill(out, std::uint8_t{0});
  return SQLITE_OK;
}

// Reads and opens a frame into `frame_`. SQLITE_IOERR_DATA: it does not open.
int LogFile::open_frame(std::uint32_t index) {
  const auto count = file_->read(scratch_.writable(), offset_of(index));
  if (!count) return result_of(count.error(), SQLITE_IOERR_READ);
  // SQLite asks only for frames that the file has: less is a fault of the disk,
  // and must not look like the end of the log.
  if (*count != kFrameSize) return SQLITE_IOERR_READ;
  // A second time with the salts as the disk has them now.
  for (const bool again : {false, true}) {
    if (again) salts_.reset();
    const auto known = salts_;
    if (const int result = load_salts(); result != SQLITE_OK) return result;
    std::ranges::copy(scratch_.view(), frame().begin());
    if (seal_.open(index, *salts_, frame())) return SQLITE_OK;
    if (!known) break;  // they were fresh
  }
  return SQLITE_IOERR_DATA;
}

int LogFile::load_salts() {
  if (salts_) return SQLITE_OK;
  std::array<std::uint8_t, kLogHeader> header{};
  const auto count = file_->read(header, 0);
  if (!count) return result_of(count.error(), SQLITE_IOERR_READ);
  if (*count != kLogHeader) return SQLITE_IOERR_READ;
  salts_ = salts_at(header, kLogSalts);
  return SQLITE_OK;
}

int LogFile::write(ByteView bytes, std::uint64_t offset) {
  if (offset == 0 && bytes.size() == kLogHeader) return write_log_header(bytes);
  const auto place = place_of(offset);
  if (!place) return SQLITE_IOERR_WRITE;
  if (bytes.size() == kFrameHeader && place->within == 0)
    return write_frame_header(bytes, place->index);
  if (bytes.size() == kPageSize && place->within == kFrameHeader)
    return write_frame_body(bytes, place->index);
  return SQLITE_IOERR_WRITE;
}

int LogFile::write_log_header(ByteView bytes) {
  just_read_.reset();
  held_.reset();
  salts_.reset();
  has_written_ = true;
  const auto written = file_->write(bytes, 0);
  if (!written) return result_of(written.error(), SQLITE_IOERR_WRITE);
  salts_ = salts_at(bytes, kLogSalts);
  return SQLITE_OK;
}

int LogFile::write_frame_header(ByteView header, std::uint32_t index) {
  if (just_read_ == index) {
    // Rewritten alone at commit: no body will follow, so it goes out at once.
    just_read_.reset();
    std::ranges::copy(header, frame().begin());
    return write_sealed(index);
  }
  just_read_.reset();
  std::ranges::copy(header, held_header_.writable().begin());
  held_ = index;
  return SQLITE_OK;
}

int LogFile::write_frame_body(ByteView body, std::uint32_t index) {
  just_read_.reset();
  const auto held = std::exchange(held_, std::nullopt);
  if (!is_zero(body.last(kReserved))) return SQLITE_IOERR_WRITE;
  if (held == index) {
    std::ranges::copy(held_header_.view(), frame().begin());
  } else if (const int result = open_frame(index); result != SQLITE_OK) {
    return result;  // a page spilled twice keeps the header that it has
  }
  std::ranges::copy(body, frame().subspan<kFrameHeader>().begin());
  return write_sealed(index);
}

int LogFile::write_sealed(std::uint32_t index) {
  constexpr std::array<std::uint8_t, 4> kFirstPage = {0, 0, 0, 1};
  if (equal(frame().first<4>(), kFirstPage) && !is_our_first_page(frame().subspan<kFrameHeader>()))
    return SQLITE_IOERR_WRITE;
  has_written_ = true;
  if (const ByteView own = frame().subspan<kFrameSalts, 8>(); !is_zero(own))
    salts_ = salts_at(own, 0);
  if (const int result = load_salts(); result != SQLITE_OK) return result;
  const auto sealed = scratch_.writable().first<kFrameSize>();
  std::ranges::copy(frame(), sealed.begin());
  seal_.seal(index, *salts_, sealed);
  const auto written = file_->write(sealed, offset_of(index));
  return written ? SQLITE_OK : result_of(written.error(), SQLITE_IOERR_WRITE);
}

int LogFile::truncate(std::uint64_t size) {
  just_read_.reset();
  held_.reset();
  const auto done = file_->truncate(size);
  return done ? SQLITE_OK : result_of(done.error(), SQLITE_IOERR_TRUNCATE);
}

int LogFile::sync() {
  just_read_.reset();
  // A header still held would be missing from what is about to be durable.
  if (held_) return SQLITE_IOERR_FSYNC;
  const auto done = file_->sync();
  return done ? SQLITE_OK : result_of(done.error(), SQLITE_IOERR_FSYNC);
}

int LogFile::size(std::uint64_t& out) {
  const auto size = file_->size();
  if (!size) return result_of(size.error(), SQLITE_IOERR_FSTAT);
  out = *size;
  return SQLITE_OK;
}

}  // namespace troth::sqlite
