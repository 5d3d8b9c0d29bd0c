#include "cli/arguments.hpp"

#include <CLI/CLI.hpp>

namespace bylaw::cli {

void Arguments::require(const char* names, std::string& value, const char* help) {
  command_.add_option(names, value, help)->required();
}

void Arguments::require(const char* names, std::vector<std::string>& values, const char* help) {
  command_.add_option(names, values, help)->required();
}

void Arguments::take(const char* names, std::string& value, const char* help) { command_.add_option(names, value, help); }

void Arguments::take(const char* names, double& value, const char* help) {
  command_.add_option(names, value, help)->capture_default_str();
}

void Arguments::take(const char* names, bool& given, const char* help) { command_.add_flag(names, given, help); }

void Arguments::choose(const char* names, std::string& value, std::initializer_list<const char*> among, const char* help) {
  command_.add_option(names, value, help)->check(CLI::IsMember(std::vector<std::string>(among.begin(), among.end())))->capture_default_str();
}

void Arguments::choose_language(std::string& value, const char* help) { choose("--lang", value, {"en", "zh"}, help); }

void Arguments::take_profile(std::string& value) {
  take("--profile", value, "The profile to go by: which clauses are in force, and what parameters are set to");
}

void Arguments::footer(const char* text) { command_.footer(text); }

}  // namespace bylaw::cli
