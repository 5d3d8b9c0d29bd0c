// The command line. Reads arguments, hands over to the command's own file, answers with its exit code.
#include <csignal>
#include <functional>
#include <new>
#include <vector>

#include <CLI/CLI.hpp>

#include "cli/arguments.hpp"
#include "cli/commands.hpp"

namespace {

constexpr const char* about =
    "Service standards as rules: check them, judge events by them, explain the verdicts.";
constexpr const char* footer =
    "Exit codes:\n"
    "  0  clean\n"
    "  1  something was found: an error in a rule file, a failed test, a refused event\n"
    "  2  could not run: wrong arguments, a file that cannot be read or written\n"
    "\n"
    "`bylaw COMMAND --help` tells more of a command.";

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is seen by the writer, which stops quietly
  CLI::App app{about, "bylaw"};
  app.footer(footer);
  app.require_subcommand(1);
  app.set_version_flag("--version", BYLAW_VERSION);
  std::function<int()> chosen;
  std::vector<std::function<int()>> actions;
  actions.reserve(bylaw::cli::commands().size());
  for (const bylaw::cli::Command& row : bylaw::cli::commands()) {
    CLI::App* command = app.add_subcommand(row.name, row.help);
    bylaw::cli::Arguments arguments(*command);
    actions.push_back(row.setup(arguments));
    command->callback([&chosen, action = actions.back()] { chosen = action; });
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? bylaw::cli::exit_clean : bylaw::cli::exit_cannot_run;
  }
  try {
    return chosen();
  } catch (const std::bad_alloc&) {
    std::fputs("bylaw: out of memory\n", stderr);
    return bylaw::cli::exit_cannot_run;
  }
}
