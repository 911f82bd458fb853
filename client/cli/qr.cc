#include "client/cli/qr.h"

#include <qrencode.h>

#include <memory>

namespace troth::cli {
namespace {

constexpr int kQuietZone = 4;  // modules on each side (ISO/IEC 18004)

struct Free {
  void operator()(QRcode* code) const { QRcode_free(code); }
};

}  // namespace

std::string qr_code(ByteView bytes) {
  const std::unique_ptr<QRcode, Free> code(
      QRcode_encodeData(static_cast<int>(bytes.size()), bytes.data(), 0, QR_ECLEVEL_L));
  if (!code) return {};
  const auto is_light = [&](int row, int column) {
    if (row < 0 || column < 0 || row >= code->width || column >= code->width) return true;
    return (code->data[row * code->width + column] & 1) == 0;
  };
  std::string out;
  for (int row = -kQuietZone; row < code->width + kQuietZone; row += 2) {
    for (int column = -kQuietZone; column < code->width + kQuietZone; ++column) {
      const bool upper = is_light(row, column);
      const bool lower = is_light(row + 1, column);
      out += upper ? (lower ? "█" : "▀") : (lower ? "▄" : " ");
    }
    out += '\n';
  }
  return out;
}

}  // namespace troth::cli
