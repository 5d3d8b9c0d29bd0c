#include "cli/running.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace bylaw::tests {

std::string read_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

void write_text(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text;
}

Ran run_bylaw(const std::string& arguments, const std::string& folder, const std::string& input) {
  namespace fs = std::filesystem;
  const fs::path work = fs::temp_directory_path() / ("bylaw-test-" + std::to_string(getpid()));
  fs::create_directories(work);
  const std::string in = (work / "in").string(), out = (work / "out").string(), err = (work / "err").string();
  write_text(in, input);
  const std::string command = "cd '" + std::string(BYLAW_SOURCE_DIR) + "/tests/" + folder + "' && '" + BYLAW_BINARY_DIR "/bylaw' " +
                              arguments + " <'" + in + "' >'" + out + "' 2>'" + err + "'";
  const int status = std::system(command.c_str());
  Ran ran{WIFEXITED(status) ? WEXITSTATUS(status) : -1, read_text(out), read_text(err)};
  std::error_code ignored;
  fs::remove_all(work, ignored);
  return ran;
}

}  // namespace bylaw::tests
