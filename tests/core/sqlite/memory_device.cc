#include "tests/core/sqlite/memory_device.h"

#include <algorithm>

namespace troth::sqlite {
namespace {

constexpr std::size_t kSector = 512;

void apply(Bytes& bytes, std::uint64_t offset, ByteView change) {
  if (bytes.size() < offset + change.size()) bytes.resize(offset + change.size());
  std::ranges::copy(change, bytes.begin() + static_cast<std::ptrdiff_t>(offset));
}

// Each sector of a write on its own: written, left as it was, or garbage.
void tear(Bytes& bytes, const MemoryDevice::Change& change, std::mt19937_64& chance) {
  ByteView rest = change.bytes;
  std::uint64_t offset = change.offset;
  while (!rest.empty()) {
    const auto size = std::min<std::size_t>(rest.size(), kSector - offset % kSector);
    const auto what = chance() % 16;
    if (what < 8) apply(bytes, offset, rest.first(size));
    if (what == 8) {
      Bytes garbage(size);
      for (auto& byte : garbage) byte = static_cast<std::uint8_t>(chance());
      apply(bytes, offset, garbage);
    }
    rest = rest.subspan(size);
    offset += size;
  }
}

std::unexpected<Error> failure(Fault::Kind kind) {
  return refuse(kind == Fault::Kind::no_room ? Code::database_full : Code::database_io, "a test");
}

}  // namespace

class MemoryFile final : public File {
 public:
  MemoryFile(MemoryDevice& device, std::string path, std::shared_ptr<MemoryDevice::Content> content)
      : device_(device), path_(std::move(path)), content_(std::move(content)) {
    content_->is_open = true;
  }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  ~MemoryFile() override { content_->is_open = false; }

  Result<std::size_t> read(std::span<std::uint8_t> out, std::uint64_t offset) override {
    const auto fault = device_.meet(Call::read);
    if (fault && *fault != Fault::Kind::short_read) return failure(*fault);
    const Bytes& bytes = content_->now;
    if (offset >= bytes.size()) return std::size_t{0};
    auto count = std::min<std::size_t>(out.size(), bytes.size() - offset);
    if (fault) count /= 2;
    std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(offset), count, out.begin());
    return count;
  }

  Status write(ByteView bytes, std::uint64_t offset) override {
    if (device_.on_write) device_.on_write(path_, offset, bytes);
    const auto fault = device_.meet(Call::write);
    const ByteView done = fault ? bytes.first(bytes.size() / 2) : bytes;
    apply(content_->now, offset, done);
    content_->since.push_back({offset, copy_of(done), std::nullopt});
    if (fault) return failure(*fault);
    return {};
  }

  Status truncate(std::uint64_t size) override {
    if (const auto fault = device_.meet(Call::truncate)) return failure(*fault);
    content_->now.resize(size);
    content_->since.push_back({0, {}, size});
    return {};
  }

  Status sync() override {
    if (const auto fault = device_.meet(Call::sync)) return failure(*fault);
    for (const auto& change : content_->since) {
      if (change.truncate_to) content_->synced.resize(*change.truncate_to);
      apply(content_->synced, change.offset, change.bytes);
    }
    content_->since.clear();
    return {};
  }

  Result<std::uint64_t> size() override {
    if (const auto fault = device_.meet(Call::size)) return failure(*fault);
    return content_->now.size();
  }

 private:
  MemoryDevice& device_;
  std::string path_;
  std::shared_ptr<MemoryDevice::Content> content_;
};

std::optional<Fault::Kind> MemoryDevice::meet(Call call) {
  ++calls_;
  const bool now =
      fault_.at_call != 0 &&
      (fault_.lasts == Fault::Lasts::always ? calls_ >= fault_.at_call : calls_ == fault_.at_call);
  if (!now) return std::nullopt;
  if (fault_.kind == Fault::Kind::short_read && call != Call::read) return std::nullopt;
  has_failed_ = true;
  return fault_.kind;
}

void MemoryDevice::fail(Fault fault) {
  fault_ = fault;
  has_failed_ = false;
}

Result<std::unique_ptr<File>> MemoryDevice::open(const std::filesystem::path& path,
                                                 Missing missing) {
  if (const auto fault = meet(Call::open)) return failure(*fault);
  auto& content = files_[path.string()];
  if (content == nullptr) {
    if (missing == Missing::refuse) {
      files_.erase(path.string());
      return refuse(Code::database_missing, path.string());
    }
    content = std::make_shared<Content>();
  }
  if (content->is_open) return refuse(Code::database_busy, path.string());
  return std::make_unique<MemoryFile>(*this, path.string(), content);
}

Result<bool> MemoryDevice::exists(const std::filesystem::path& path) {
  if (const auto fault = meet(Call::exists)) return failure(*fault);
  return files_.contains(path.string());
}

Status MemoryDevice::remove(const std::filesystem::path& path) {
  if (const auto fault = meet(Call::remove)) return failure(*fault);
  files_.erase(path.string());
  return {};
}

Bytes& MemoryDevice::bytes(const std::string& path) {
  auto& content = files_[path];
  if (content == nullptr) content = std::make_shared<Content>();
  return content->now;
}

std::vector<std::string> MemoryDevice::paths() const {
  std::vector<std::string> out;
  for (const auto& [path, content] : files_) out.push_back(path);
  return out;
}

void MemoryDevice::cut_power(std::mt19937_64& chance) {
  for (const auto& [path, content] : files_) {
    Bytes left = content->synced;
    for (const auto& change : content->since) {
      if (change.truncate_to) {
        if (chance() % 2 == 0) left.resize(*change.truncate_to);
      } else {
        tear(left, change, chance);
      }
    }
    content->now = content->synced = std::move(left);
    content->since.clear();
  }
  fail({});
}

std::map<std::string, Bytes> MemoryDevice::snapshot() const {
  std::map<std::string, Bytes> out;
  for (const auto& [path, content] : files_) out[path] = content->now;
  return out;
}

void MemoryDevice::restore(const std::map<std::string, Bytes>& files) {
  files_.clear();
  for (const auto& [path, bytes] : files) {
    auto content = std::make_shared<Content>();
    content->now = content->synced = bytes;
    files_[path] = std::move(content);
  }
}

}  // namespace troth::sqlite
