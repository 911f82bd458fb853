#include <sqlite3.h>

#include <algorithm>

#include "core/sqlite/sealed_file.h"

namespace troth::sqlite {
namespace {

// SQLite keeps its byte-range locks here and never uses the page.
constexpr std::uint32_t kLockPage = 0x40000000 / kPageSize + 1;
constexpr std::uint64_t kLargestPage = 0xfffffffe;
constexpr std::size_t kDatabaseHeader = 100;
constexpr std::size_t kChangeCounterOffset = 24;
constexpr std::size_t kChangeCounterSize = 16;

// What SQLite reads before it has a log to correct page 1 from: the page may be
// torn by a power cut, so it is not asked. Zero but for the format's constants.
std::array<std::uint8_t, kDatabaseHeader> constant_header() {
  std::array<std::uint8_t, kDatabaseHeader> out{};
  std::ranges::copy(bytes_of("SQLite format 3"), out.begin());
  out[16] = kPageSize >> 8;
  out[18] = 2;  // written and read through a write-ahead log
  out[19] = 2;
  out[20] = kReserved;
  out[21] = 64;
  out[22] = 32;
  out[23] = 32;
  return out;
}

bool ends_in_zeros(ByteView page) {
  return std::ranges::all_of(page.last(kReserved), [](auto byte) { return byte == 0; });
}

}  // namespace

bool is_our_first_page(ByteView page) {
  return page[16] == (kPageSize >> 8) && page[17] == 0 && page[20] == kReserved;
}

int result_of(const Error& error, int otherwise) {
  return error.code == Code::database_full ? SQLITE_FULL : otherwise;
}

PageFile::PageFile(std::unique_ptr<File> file, PageSeal seal)
    : file_(std::move(file)), seal_(std::move(seal)), buffer_(kPageSize) {}

int PageFile::read(std::span<std::uint8_t> out, std::uint64_t offset) {
  if (out.size() == kPageSize && offset % kPageSize == 0 && offset / kPageSize < kLargestPage)
    return read_page(out.first<kPageSize>(), static_cast<std::uint32_t>(offset / kPageSize + 1));
  if ((out.size() == kDatabaseHeader && offset == 0) ||
      (out.size() == kChangeCounterSize && offset == kChangeCounterOffset))
    return read_start(out, static_cast<std::size_t>(offset));
  return SQLITE_IOERR_READ;
}

int PageFile::read_start(std::span<std::uint8_t> out, std::size_t offset) {
  std::ranges::fill(out, std::uint8_t{0});
  const auto size = file_->size();
  if (!size) return result_of(size.error(), SQLITE_IOERR_FSTAT);
  if (*size > 0) {
    const auto header = constant_header();
    std::ranges::copy(std::span(header).subspan(offset, out.size()), out.begin());
  }
  return SQLITE_IOERR_SHORT_READ;  // as of an empty file: nothing here is certain
}

int PageFile::read_page(PageBuffer out, std::uint32_t page) {
  const auto count = file_->read(out, std::uint64_t{page - 1} * kPageSize);
  if (!count) return result_of(count.error(), SQLITE_IOERR_READ);
  if (*count == 0 && page == 1) {
    // A database without a page; but an empty read of a file that is not empty is a fault.
    const auto size = file_->size();
    if (!size) return result_of(size.error(), SQLITE_IOERR_FSTAT);
    std::ranges::fill(out, std::uint8_t{0});
    return *size == 0 ? SQLITE_IOERR_SHORT_READ : SQLITE_IOERR_READ;
  }
  // SQLite takes a short read for a page of zeros: a file cut short must not pass.
  if (*count == kPageSize && seal_.open(PageKind::data, page, out)) return SQLITE_OK;
  std::ranges::fill(out, std::uint8_t{0});
  return SQLITE_IOERR_DATA;
}

int PageFile::write(ByteView bytes, std::uint64_t offset) {
  if (bytes.size() != kPageSize || offset % kPageSize != 0 || offset / kPageSize >= kLargestPage)
    return SQLITE_IOERR_WRITE;
  const auto page = static_cast<std::uint32_t>(offset / kPageSize + 1);
  if (page == kLockPage || !ends_in_zeros(bytes)) return SQLITE_IOERR_WRITE;
  if (page == 1 && !is_our_first_page(bytes)) return SQLITE_IOERR_WRITE;
  if (const int result = fill_gap_before(page); result != SQLITE_OK) return result;
  std::ranges::copy(bytes, buffer_.writable().begin());
  return write_sealed(PageKind::data, page);
}

int PageFile::write_sealed(PageKind kind, std::uint32_t page) {
  const auto buffer = buffer_.writable().first<kPageSize>();
  seal_.seal(kind, page, buffer);
  const auto written = file_->write(buffer, std::uint64_t{page - 1} * kPageSize);
  if (!written) return result_of(written.error(), SQLITE_IOERR_WRITE);
  known_pages_ = std::max<std::uint64_t>(known_pages_, page);
  return SQLITE_OK;
}

// A page that SQLite freed before it ever wrote it leaves a gap, which must not
// be taken for anything else later.
int PageFile::fill_gap_before(std::uint32_t page) {
  if (page <= known_pages_ + 1) return SQLITE_OK;
  const auto size = file_->size();
  if (!size) return result_of(size.error(), SQLITE_IOERR_FSTAT);
  known_pages_ = *size / kPageSize;
  for (std::uint64_t hole = known_pages_ + 1; hole < page; ++hole) {
    if (hole == kLockPage) continue;
    std::ranges::fill(buffer_.writable(), std::uint8_t{0});
    const int result = write_sealed(PageKind::hole, static_cast<std::uint32_t>(hole));
    if (result != SQLITE_OK) return result;
  }
  return SQLITE_OK;
}

int PageFile::truncate(std::uint64_t size) {
  if (size % kPageSize != 0) return SQLITE_IOERR_TRUNCATE;
  const auto now = file_->size();
  if (!now) return result_of(now.error(), SQLITE_IOERR_FSTAT);
  if (size > *now) return SQLITE_IOERR_TRUNCATE;
  known_pages_ = 0;
  const auto done = file_->truncate(size);
  return done ? SQLITE_OK : result_of(done.error(), SQLITE_IOERR_TRUNCATE);
}

int PageFile::sync() {
  const auto done = file_->sync();
  return done ? SQLITE_OK : result_of(done.error(), SQLITE_IOERR_FSYNC);
}

int PageFile::size(std::uint64_t& out) {
  const auto size = file_->size();
  if (!size) return result_of(size.error(), SQLITE_IOERR_FSTAT);
  out = *size;
  return SQLITE_OK;
}

}  // namespace troth::sqlite
