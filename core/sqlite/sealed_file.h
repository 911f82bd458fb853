// What stands between SQLite and a File: the page file, the log file, and the
// journal that is never on a disk. Offsets and sizes are SQLite's; each call
// gives an SQLite result code. What does not open as sealed by this vault is
// SQLITE_IOERR_DATA (database_damaged); what SQLite never does, and so what
// somebody else must have brought about, is refused. Of this room alone.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "core/base/bytes.h"
#include "core/crypto/secret.h"
#include "core/sqlite/device.h"
#include "core/sqlite/page_seal.h"

namespace troth::sqlite {

class SealedFile {
 public:
  virtual ~SealedFile() = default;
  virtual int read(std::span<std::uint8_t> out, std::uint64_t offset) = 0;
  virtual int write(ByteView bytes, std::uint64_t offset) = 0;
  virtual int truncate(std::uint64_t size) = 0;
  virtual int sync() = 0;
  virtual int size(std::uint64_t& out) = 0;
};

// vault.db.
class PageFile final : public SealedFile {
 public:
  PageFile(std::unique_ptr<File> file, PageSeal seal);
  int read(std::span<std::uint8_t> out, std::uint64_t offset) override;
  int write(ByteView bytes, std::uint64_t offset) override;
  int truncate(std::uint64_t size) override;
  int sync() override;
  int size(std::uint64_t& out) override;

 private:
  int read_page(PageBuffer out, std::uint32_t page);
  int read_start(std::span<std::uint8_t> out, std::size_t offset);
  int fill_gap_before(std::uint32_t page);
  int write_sealed(PageKind kind, std::uint32_t page);

  std::unique_ptr<File> file_;
  PageSeal seal_;
  crypto::Secret buffer_;          // one page
  std::uint64_t known_pages_ = 0;  // whole pages that the file has at least
};

// vault.db-wal.
class LogFile final : public SealedFile {
 public:
  LogFile(std::unique_ptr<File> file, FrameSeal seal);
  int read(std::span<std::uint8_t> out, std::uint64_t offset) override;
  int write(ByteView bytes, std::uint64_t offset) override;
  int truncate(std::uint64_t size) override;
  int sync() override;
  int size(std::uint64_t& out) override;

 private:
  int read_log_header(std::span<std::uint8_t> out, std::size_t offset);
  int read_in_recovery(std::span<std::uint8_t> out, std::uint32_t index);
  int open_frame(std::uint32_t index);
  int write_log_header(ByteView bytes);
  int write_frame_header(ByteView header, std::uint32_t index);
  int write_frame_body(ByteView body, std::uint32_t index);
  int write_sealed(std::uint32_t index);
  int load_salts();
  [[nodiscard]] FrameBuffer frame();

  std::unique_ptr<File> file_;
  FrameSeal seal_;
  crypto::Secret frame_;        // the frame at work, in the clear
  crypto::Secret scratch_;      // its sealed form, or a copy
  std::optional<Salts> salts_;  // of the log's header, once read or written
  // The frame whose header is held until its body comes.
  std::optional<std::uint32_t> held_;
  crypto::Secret held_header_;
  // The frame that `frame_` holds because SQLite has just read it whole.
  std::optional<std::uint32_t> just_read_;
  bool has_written_ = false;  // so recovery is over
};

// The rollback journal that SQLite opens while it turns a new file to WAL. It
// holds its header in memory and refuses the copy of a page.
class JournalFile final : public SealedFile {
 public:
  int read(std::span<std::uint8_t> out, std::uint64_t offset) override;
  int write(ByteView bytes, std::uint64_t offset) override;
  int truncate(std::uint64_t size) override;
  int sync() override;
  int size(std::uint64_t& out) override;

 private:
  Bytes header_;
};

// The result code of a File's Error: `otherwise`, or SQLITE_FULL.
int result_of(const Error& error, int otherwise);
// False where bytes 16, 17 and 20 of page 1 name another page size or reserve.
bool is_our_first_page(ByteView page);

}  // namespace troth::sqlite
