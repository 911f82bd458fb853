#include <sqlite3.h>

#include <algorithm>

#include "core/sqlite/sealed_file.h"

namespace troth::sqlite {
namespace {

// Its header fills a sector, which is 512 bytes to SQLite on a device with
// POWERSAFE_OVERWRITE; the copies of pages would follow.
constexpr std::uint64_t kHeaderSize = 512;

}  // namespace

int JournalFile::read(std::span<std::uint8_t> out, std::uint64_t offset) {
  std::ranges::fill(out, std::uint8_t{0});
  if (offset > header_.size() || out.size() > header_.size() - offset)
    return SQLITE_IOERR_SHORT_READ;
  std::ranges::copy(ByteView(header_).subspan(static_cast<std::size_t>(offset), out.size()),
                    out.begin());
  return SQLITE_OK;
}

int JournalFile::write(ByteView bytes, std::uint64_t offset) {
  if (offset > kHeaderSize || bytes.size() > kHeaderSize - offset) return SQLITE_IOERR_WRITE;
  const auto end = static_cast<std::size_t>(offset) + bytes.size();
  if (header_.size() < end) header_.resize(end);
  std::ranges::copy(bytes, header_.begin() + static_cast<std::ptrdiff_t>(offset));
  return SQLITE_OK;
}

int JournalFile::truncate(std::uint64_t size) {
  if (size > header_.size()) return SQLITE_IOERR_TRUNCATE;
  header_.resize(static_cast<std::size_t>(size));
  return SQLITE_OK;
}

int JournalFile::sync() { return SQLITE_OK; }

int JournalFile::size(std::uint64_t& out) {
  out = header_.size();
  return SQLITE_OK;
}

}  // namespace troth::sqlite
