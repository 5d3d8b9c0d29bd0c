#include "cli/commands.hpp"

namespace bylaw::cli {

std::span<const Command> commands() {
  static constexpr Command rows[] = {
      {"check", "Check rule files and show what is wrong in them", setup_check},
      {"compile", "Compile rule files to one pack for hosts", setup_compile},
      {"run", "Judge a log of events by the rules and write the decisions", setup_run},
      {"migrate", "Tell which open cases can go on under other rules, and what that changes", setup_migrate},
      {"explain", "Tell why the rules came to their verdicts on one case", setup_explain},
      {"coverage", "Tell what became of every clause of the handbooks", setup_coverage},
      {"test", "Run the tests that stand in the rule files", setup_test},
  };
  return rows;
}

}  // namespace bylaw::cli
