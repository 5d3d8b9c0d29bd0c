// The commands of `bylaw`: a row each in commands.cpp, a file each beside it. To add one: its file and its row.
#pragma once
#include <functional>
#include <span>

namespace bylaw::cli {

class Arguments;

// What a shell sees.
enum Exit : int {
  exit_clean = 0,
  exit_findings = 1,    // a rule file is wrong, a rule test failed, an event was refused
  exit_cannot_run = 2,  // wrong arguments, a file that cannot be read or written
};

// Declares its arguments and returns what runs it once they are read.
using Setup = std::function<int()> (*)(Arguments& arguments);

struct Command {
  const char* name;
  const char* help;  // one line
  Setup setup;
};

std::span<const Command> commands();

std::function<int()> setup_check(Arguments& arguments);
std::function<int()> setup_compile(Arguments& arguments);
std::function<int()> setup_coverage(Arguments& arguments);
std::function<int()> setup_explain(Arguments& arguments);
std::function<int()> setup_migrate(Arguments& arguments);
std::function<int()> setup_run(Arguments& arguments);
std::function<int()> setup_test(Arguments& arguments);

}  // namespace bylaw::cli
