// Whole commands: every *.golden below tests/cli and tests/explain holds a command, what it writes, and its exit code. A line of
// standard error begins with `! `. BYLAW_UPDATE_GOLDENS=1 writes them anew.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <regex>
#include <vector>

#include "catch.hpp"
#include "cli/running.hpp"

namespace {

std::string transcript(const std::string& command, const std::string& folder) {
  const bylaw::tests::Ran ran = bylaw::tests::run_bylaw(command, folder);
  // Which bytes the rules compile to, and by which zone data, is not what these are about.
  static const std::regex identity("\"hash\":\"[0-9a-f]+\"|\"zone_data\":\"[0-9a-z]+\"");
  std::string text = "$ bylaw " + command + "\n" + std::regex_replace(ran.out, identity, "\"…\":\"…\"");
  std::size_t begin = 0;
  while (begin < ran.err.size()) {
    std::size_t end = ran.err.find('\n', begin);
    if (end == std::string::npos) end = ran.err.size();
    text += "! " + ran.err.substr(begin, end - begin) + "\n";
    begin = end + 1;
  }
  return text + "= exit " + std::to_string(ran.code) + "\n";
}

void hold_goldens(const std::string& folder) {
  namespace fs = std::filesystem;
  std::vector<std::string> paths;
  for (const auto& entry : fs::directory_iterator(std::string(BYLAW_SOURCE_DIR) + "/tests/" + folder + "/goldens")) {
    if (entry.path().extension() == ".golden") paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  REQUIRE(!paths.empty());
  for (const std::string& path : paths) {
    const std::string golden = bylaw::tests::read_text(path);
    const std::string opening = "$ bylaw ";
    INFO(path);
    REQUIRE(golden.compare(0, opening.size(), opening) == 0);
    const std::string command = golden.substr(opening.size(), golden.find('\n') - opening.size());
    const std::string now = transcript(command, folder);
    if (std::getenv("BYLAW_UPDATE_GOLDENS") != nullptr) bylaw::tests::write_text(path, now);
    else CHECK(now == golden);
  }
}

}  // namespace

TEST_CASE("commands write what their goldens say", "[cli]") { hold_goldens("cli"); }

TEST_CASE("explanations read as their goldens say", "[explain]") { hold_goldens("explain"); }
