// troth-relay: init, run, address. Reads the arguments, wires the parts and
// reads the clock; what each part does stands in its own header.
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <CLI/CLI.hpp>
#include <asio/signal_set.hpp>
#include <chrono>
#include <csignal>
#include <cstdio>

#include "sync-server/data_directory.h"
#include "sync-server/listen_address.h"
#include "sync-server/process.h"
#include "sync-server/server.h"

namespace troth::relay {
namespace {

constexpr int kRefused = 1;
constexpr int kWrongUsage = 2;

struct Arguments {
  std::string data;
  std::string host;
  std::uint16_t port = 0;
  std::string listen;
};

TimeMs system_time() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

void print_line(ByteView text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
  std::fputc('\n', stdout);
  std::fflush(stdout);
}

Status print_address(const Arguments& arguments) {
  TROTH_ASSIGN(const RelayKeys keys, read_keys(arguments.data));
  TROTH_ASSIGN(const Config config, read_config(arguments.data));
  print_line(net::format_relay_address(address_of(keys, config)).view());
  return {};
}

Status init(const Arguments& arguments) {
  TROTH_TRY(check_relay_host(arguments.host));
  crypto::SystemRandom random;
  TROTH_TRY(make_data_directory(arguments.data, arguments.host, arguments.port, random));
  return print_address(arguments);
}

Result<net::Listener> listen(asio::io_context& io, const Arguments& arguments, std::uint16_t port) {
  if (arguments.listen.empty()) {
    // Every address of this machine; where it has no IPv6, those that there are.
    auto both = net::Listener::open(io.get_executor(), "::", port);
    if (both) return both;
    return net::Listener::open(io.get_executor(), "0.0.0.0", port);
  }
  TROTH_ASSIGN(const ListenAddress place, parse_listen_address(arguments.listen));
  return net::Listener::open(io.get_executor(), place.address, place.port);
}

Status run(const Arguments& arguments) {
  TROTH_ASSIGN(RelayKeys keys, read_keys(arguments.data));
  TROTH_ASSIGN(const Config config, read_config(arguments.data));
  TROTH_TRY(make_room_for_keys(config.limits));
  TROTH_ASSIGN(MailboxStore store, MailboxStore::open(store_path(arguments.data), config.limits));
  asio::io_context io(1);
  TROTH_ASSIGN(net::Listener listener, listen(io, arguments, config.port));
  const std::string place = "listening on " + listener.name();
  crypto::SystemRandom random;
  Server server(io, std::move(listener), std::move(keys), config.limits, std::move(store),
                system_time, random);
  asio::signal_set signals(io, SIGTERM, SIGINT);
  signals.async_wait([&](const asio::error_code&, int) {
    server.stop();
    io.stop();
  });
  print_line(bytes_of(place));
  spdlog::info("started");
  io.run();
  spdlog::info("stopped");
  return {};
}

void add_data(CLI::App& command, Arguments& arguments) {
  command.add_option("--data", arguments.data, "The relay's directory")
      ->required()
      ->option_text("DIR");
}

int finish(const Status& status) {
  if (status) return 0;
  std::fprintf(stderr, "%s\n", status.error().message.c_str());
  return kRefused;
}

int run_command(int count, char** words) {
  Arguments arguments;
  CLI::App app("The relay of Troth: keeps sealed envelopes until they are fetched.", "troth-relay");
  app.set_version_flag("--version", "troth-relay " TROTH_VERSION);
  app.require_subcommand(1);
  auto* init_command = app.add_subcommand("init", "Make a relay's keys and print its address");
  auto* run_command = app.add_subcommand("run", "Serve until SIGTERM");
  auto* address_command = app.add_subcommand("address", "Print the relay's address again");
  for (auto* command : {init_command, run_command, address_command}) add_data(*command, arguments);
  init_command->add_option("--host", arguments.host, "The name that clients find it by")
      ->required()
      ->option_text("HOST");
  init_command->add_option("--port", arguments.port, "The port that clients find it at")
      ->required()
      ->check(CLI::Range(1, 65535))
      ->option_text("PORT");
  run_command
      ->add_option("--listen", arguments.listen,
                   "Where to listen, instead of the port everywhere; port 0 takes a free one")
      ->option_text("ADDRESS:PORT");
  try {
    app.parse(count, words);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kWrongUsage;
  }
  if (auto started = crypto::initialize(); !started) return finish(started);
  if (init_command->parsed()) return finish(init(arguments));
  if (address_command->parsed()) return finish(print_address(arguments));
  return finish(run(arguments));
}

}  // namespace
}  // namespace troth::relay

int main(int count, char** words) {
  troth::relay::close_process_to_others();
  spdlog::set_default_logger(spdlog::stderr_logger_mt("troth-relay"));
  return troth::relay::run_command(count, words);
}
