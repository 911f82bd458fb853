#include "core/sqlite/sealed_vfs.h"

#include <sqlite3.h>

#include <atomic>
#include <new>
#include <utility>

#include "core/base/check.h"
#include "core/sqlite/memory.h"
#include "core/sqlite/sealed_file.h"

namespace troth::sqlite {

struct SealedVfs::State {
  std::string name;
  std::string database;  // paths
  std::string log;
  std::string journal;
  SealedKeys keys;
  Device& device;
  crypto::Random& random;
  sqlite3_vfs vfs{};
};

namespace {

using State = SealedVfs::State;

// SQLite allocates it, zeroed or not, and knows only its first member.
struct OpenFile {
  sqlite3_file base;
  SealedFile* file;
};

SealedFile& file_of(sqlite3_file* file) { return *reinterpret_cast<OpenFile*>(file)->file; }
State& state_of(sqlite3_vfs* vfs) { return *static_cast<State*>(vfs->pAppData); }

// No exception may pass through SQLite's C: memory is all that can throw here.
template <class Call>
int guarded(Call call) {
  try {
    return call();
  } catch (const std::bad_alloc&) {
    return SQLITE_IOERR_NOMEM;
  }
}

int close_file(sqlite3_file* file) {
  auto* open = reinterpret_cast<OpenFile*>(file);
  delete std::exchange(open->file, nullptr);
  return SQLITE_OK;
}

int read_file(sqlite3_file* file, void* out, int size, sqlite3_int64 offset) {
  if (size < 0 || offset < 0) return SQLITE_IOERR_READ;
  return guarded([&] {
    return file_of(file).read({static_cast<std::uint8_t*>(out), static_cast<std::size_t>(size)},
                              static_cast<std::uint64_t>(offset));
  });
}

int write_file(sqlite3_file* file, const void* in, int size, sqlite3_int64 offset) {
  if (size < 0 || offset < 0) return SQLITE_IOERR_WRITE;
  return guarded([&] {
    return file_of(file).write(
        {static_cast<const std::uint8_t*>(in), static_cast<std::size_t>(size)},
        static_cast<std::uint64_t>(offset));
  });
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
  if (size < 0) return SQLITE_IOERR_TRUNCATE;
  return guarded([&] { return file_of(file).truncate(static_cast<std::uint64_t>(size)); });
}

int sync_file(sqlite3_file* file, int) {
  return guarded([&] { return file_of(file).sync(); });
}

int size_file(sqlite3_file* file, sqlite3_int64* out) {
  return guarded([&] {
    std::uint64_t size = 0;
    const int result = file_of(file).size(size);
    *out = static_cast<sqlite3_int64>(size);
    return result;
  });
}

// The Device opened the database for this process alone, and the VFS serves one
// connection: there is nobody to lock out.
int lock_file(sqlite3_file*, int) { return SQLITE_OK; }
int check_reserved_lock(sqlite3_file*, int* out) {
  *out = 0;
  return SQLITE_OK;
}

int control_file(sqlite3_file*, int operation, void* argument) {
  if (operation != SQLITE_FCNTL_PRAGMA) return SQLITE_NOTFOUND;
  const auto* words = static_cast<char**>(argument);
  const bool changes = words[2] != nullptr;
  if (changes &&
      (sqlite3_stricmp(words[1], "page_size") == 0 || sqlite3_stricmp(words[1], "mmap_size") == 0))
    return SQLITE_OK;  // swallowed
  return SQLITE_NOTFOUND;
}

int sector_size(sqlite3_file*) { return static_cast<int>(kPageSize); }

// Never an ATOMIC bit: a sealed page is one write of 4096 bytes or of 4120, and
// a power cut tears it.
int characteristics(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

// Version 1: no shared memory (the log's index is in ours) and no xFetch.
constexpr sqlite3_io_methods kMethods = {
    .iVersion = 1,
    .xClose = close_file,
    .xRead = read_file,
    .xWrite = write_file,
    .xTruncate = truncate_file,
    .xSync = sync_file,
    .xFileSize = size_file,
    .xLock = lock_file,
    .xUnlock = lock_file,
    .xCheckReservedLock = check_reserved_lock,
    .xFileControl = control_file,
    .xSectorSize = sector_size,
    .xDeviceCharacteristics = characteristics,
    .xShmMap = nullptr,
    .xShmLock = nullptr,
    .xShmBarrier = nullptr,
    .xShmUnmap = nullptr,
    .xFetch = nullptr,
    .xUnfetch = nullptr,
};

Result<std::unique_ptr<SealedFile>> open_sealed(State& state, std::string_view path, int flags) {
  const auto missing =
      (flags & SQLITE_OPEN_CREATE) != 0 ? Device::Missing::create : Device::Missing::refuse;
  if ((flags & SQLITE_OPEN_MAIN_DB) != 0 && path == state.database) {
    TROTH_ASSIGN(auto file, state.device.open(path, missing));
    return std::make_unique<PageFile>(
        std::move(file), PageSeal(state.keys.pages.clone(), state.keys.vault, state.random));
  }
  if ((flags & SQLITE_OPEN_WAL) != 0 && path == state.log) {
    TROTH_ASSIGN(auto file, state.device.open(path, missing));
    return std::make_unique<LogFile>(
        std::move(file), FrameSeal(state.keys.log.clone(), state.keys.vault, state.random));
  }
  if ((flags & SQLITE_OPEN_MAIN_JOURNAL) != 0 && path == state.journal)
    return std::make_unique<JournalFile>();
  return refuse(Code::database_not_allowed, "a file that is not the vault's");
}

int open_result(const Error& error) {
  switch (error.code) {
    case Code::database_busy:
      return SQLITE_BUSY;
    case Code::database_full:
      return SQLITE_FULL;
    default:
      return SQLITE_CANTOPEN;
  }
}

int open_file(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* out_flags) {
  file->pMethods = nullptr;                     // or SQLite would close what did not open
  if (path == nullptr) return SQLITE_CANTOPEN;  // a temporary file, which would be in the clear
  return guarded([&] {
    auto opened = open_sealed(state_of(vfs), path, flags);
    if (!opened) return open_result(opened.error());
    reinterpret_cast<OpenFile*>(file)->file = opened->release();
    file->pMethods = &kMethods;
    if (out_flags != nullptr) *out_flags = flags;
    return SQLITE_OK;
  });
}

int delete_file(sqlite3_vfs* vfs, const char* path, int) {
  State& state = state_of(vfs);
  if (path == state.journal) return SQLITE_OK;
  if (path != state.log) return SQLITE_IOERR_DELETE;
  return guarded([&] {
    const auto removed = state.device.remove(path);
    return removed ? SQLITE_OK : result_of(removed.error(), SQLITE_IOERR_DELETE);
  });
}

// A journal on the disk is none of ours: played back, it would put the bytes
// of whoever wrote it into the database, and seal them.
int check_access(sqlite3_vfs* vfs, const char* path, int, int* out) {
  State& state = state_of(vfs);
  *out = 0;
  if (path != state.log && path != state.database) return SQLITE_OK;
  return guarded([&] {
    const auto exists = state.device.exists(path);
    if (!exists) return SQLITE_IOERR_ACCESS;
    *out = *exists ? 1 : 0;
    return SQLITE_OK;
  });
}

int full_path(sqlite3_vfs* vfs, const char* path, int size, char* out) {
  if (path != state_of(vfs).database) return SQLITE_CANTOPEN;
  sqlite3_snprintf(size, out, "%s", path);
  return SQLITE_OK;
}

int fill_random(sqlite3_vfs* vfs, int size, char* out) {
  state_of(vfs).random.fill({reinterpret_cast<std::uint8_t*>(out), static_cast<std::size_t>(size)});
  return size;
}

int sleep_never(sqlite3_vfs*, int) { return 0; }
// The time is an argument of whoever writes, never SQL's.
int no_clock(sqlite3_vfs*, double*) { return SQLITE_ERROR; }
int no_last_error(sqlite3_vfs*, int, char*) { return 0; }

void describe(State& state) {
  state.vfs.iVersion = 1;
  state.vfs.szOsFile = sizeof(OpenFile);
  state.vfs.mxPathname = 4096;
  state.vfs.zName = state.name.c_str();
  state.vfs.pAppData = &state;
  state.vfs.xOpen = open_file;
  state.vfs.xDelete = delete_file;
  state.vfs.xAccess = check_access;
  state.vfs.xFullPathname = full_path;
  state.vfs.xRandomness = fill_random;
  state.vfs.xSleep = sleep_never;
  state.vfs.xCurrentTime = no_clock;
  state.vfs.xGetLastError = no_last_error;
}

std::string next_name() {
  // Of the process, as SQLite's list of VFSs is.
  static std::atomic<std::uint64_t> count{0};
  return "troth-sealed-" + std::to_string(++count);
}

}  // namespace

Result<std::unique_ptr<SealedVfs>> SealedVfs::create(const std::filesystem::path& path,
                                                     SealedKeys keys, Device& device,
                                                     crypto::Random& random) {
  CHECK(path.is_absolute());
  TROTH_TRY(initialize_memory());  // before anything of SQLite, which a VFS's registration starts
  const std::string database = path.string();
  if (database.size() > 4000) return refuse(Code::database_io, "its path is too long");
  std::unique_ptr<State> state(new State{next_name(), database, database + "-wal",
                                         database + "-journal", std::move(keys), device, random});
  describe(*state);
  if (sqlite3_vfs_register(&state->vfs, 0) != SQLITE_OK)
    return refuse(Code::database_out_of_memory, "no sealed file could be registered");
  return std::unique_ptr<SealedVfs>(new SealedVfs(std::move(state)));
}

SealedVfs::SealedVfs(std::unique_ptr<State> state) : state_(std::move(state)) {}

SealedVfs::~SealedVfs() { CHECK(sqlite3_vfs_unregister(&state_->vfs) == SQLITE_OK); }

const char* SealedVfs::name() const { return state_->name.c_str(); }
const char* SealedVfs::path() const { return state_->database.c_str(); }

}  // namespace troth::sqlite
