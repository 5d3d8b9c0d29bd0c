// The commands of `bylaw`: a row each in commands.cpp, a file each beside it. To add one: its file and its row.
#pragma once
#include <functional>
#include <span>

namespace CLI {
class App;
}

namespace bylaw::cli {

// What a shell sees.
enum Exit : int {
  exit_clean = 0,
  exit_findings = 1,    // a rule file is wrong, a rule test failed, an event was refused
  exit_cannot_run = 2,  // wrong arguments, a file that cannot be read or written
};

// Declares its arguments on the sub-command and returns what runs it once they are read.
using Setup = std::function<int()> (*)(CLI::App& command);

struct Command {
  const char* name;
  const char* help;  // one line
  Setup setup;
};

std::span<const Command> commands();

std::function<int()> setup_check(CLI::App& command);
std::function<int()> setup_compile(CLI::App& command);
std::function<int()> setup_coverage(CLI::App& command);
std::function<int()> setup_explain(CLI::App& command);
std::function<int()> setup_migrate(CLI::App& command);
std::function<int()> setup_run(CLI::App& command);
std::function<int()> setup_test(CLI::App& command);

}  // namespace bylaw::cli
