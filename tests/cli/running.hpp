// The built command line, run from a test.
#pragma once
#include <string>

namespace bylaw::tests {

struct Ran {
  int code = -1;  // exit code; -1: it did not end by itself
  std::string out;
  std::string err;
};

// `arguments` as a shell reads them, after the program's name; run in `folder` below tests/. `input` becomes standard input.
Ran run_bylaw(const std::string& arguments, const std::string& folder, const std::string& input = {});

std::string read_text(const std::string& path);  // empty if there is no such file
void write_text(const std::string& path, const std::string& text);

}  // namespace bylaw::tests
