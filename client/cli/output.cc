#include "client/cli/output.h"

#include "client/cli/called.h"

namespace troth::cli {
namespace {

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void write_line(std::ostream& stream, std::string_view text) {
  stream << text;
  if (!text.ends_with('\n')) stream << '\n';
  stream.flush();
}

bool is_control(unsigned char byte) {
  return (byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7F;
}

}  // namespace

std::string fit_to_show(std::string_view text) {
  std::string fit(text);
  for (std::size_t i = 0; i < fit.size(); ++i) {
    const auto byte = static_cast<unsigned char>(fit[i]);
    if (is_control(byte)) fit[i] = '?';
    // U+0080 to U+009F are controls too: two bytes, of which the first is C2.
    const bool second = i > 0 && static_cast<unsigned char>(fit[i - 1]) == 0xC2;
    if (second && byte < 0xA0) fit[i - 1] = fit[i] = '?';
  }
  return fit;
}

void Output::show(const Json& json, std::string_view text) {
  write_line(results_, is_json() ? dump(json) : wrapped(fit_to_show(text)));
}

void Output::show_file(const Json& json, std::string_view text) {
  write_line(results_, is_json() ? dump(json) : fit_to_show(text));
}

void Output::note(std::string_view text) {
  if (!is_json() && !text.empty()) write_line(results_, wrapped(fit_to_show(text)));
}

void Output::show_secret(std::string_view key, const crypto::Secret& secret) {
  const auto* bytes = reinterpret_cast<const char*>(secret.view().data());
  const auto size = static_cast<std::streamsize>(secret.size());
  if (is_json()) results_ << "{\"" << key << "\":\"";
  results_.write(bytes, size);  // words or base64url: nothing that JSON escapes
  if (is_json()) results_ << "\"}";
  results_ << std::endl;
}

void Output::fail(const Error& error) {
  if (is_json()) {
    const Json json = {{"error", {{"code", name_of(error.code)}, {"message", error.message}}}};
    write_line(errors_, dump(json));
  } else {
    write_line(errors_, wrapped(fit_to_show(error.message)));
  }
}

std::string Output::wrapped(std::string_view text) const {
  if (!width_) return std::string(text);
  if (text.ends_with('\n')) text.remove_suffix(1);
  return Page(*width_).line(text).text();
}

Status Output::status() const {
  if (!results_) return refuse(Code::output_failed);
  return {};
}

}  // namespace troth::cli
