// What a command takes, declared in the command's own file. Only arguments.cpp and main.cpp know the library that reads it.
#pragma once
#include <initializer_list>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace bylaw::cli {

// `names` are as typed, with commas between: "--to", "-o,--out"; a word in capitals stands without one. What is declared is
// filled in before the command runs, so it has to live until then; its value at the declaration is the default.
class Arguments {
 public:
  explicit Arguments(CLI::App& command) : command_(command) {}

  void require(const char* names, std::string& value, const char* help);
  void require(const char* names, std::vector<std::string>& values, const char* help);
  void take(const char* names, std::string& value, const char* help);
  void take(const char* names, double& value, const char* help);
  void take(const char* names, bool& given, const char* help);
  void choose(const char* names, std::string& value, std::initializer_list<const char*> among, const char* help);

  // Those that nearly every command has.
  void choose_language(std::string& value, const char* help = "Language of messages: en or zh");
  void take_profile(std::string& value);

  void footer(const char* text);

 private:
  CLI::App& command_;
};

}  // namespace bylaw::cli
