// Every kept input of every target: what fuzzing found once is tried by every build. The texts of the repository are inputs too.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "catch.hpp"
#include "targets.hpp"

using namespace bylaw::fuzz;
namespace fs = std::filesystem;

namespace {

const fs::path tests = fs::path(BYLAW_SOURCE_DIR) / "tests";

std::vector<fs::path> files_below(const fs::path& folder, const std::string& extension = {}) {
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && (extension.empty() || entry.path().extension() == extension)) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

void replay(void (*target)(Bytes), const std::vector<fs::path>& files) {
  for (const fs::path& file : files) {
    INFO(file.generic_string());
    std::ifstream in(file, std::ios::binary);
    const std::vector<char> bytes{std::istreambuf_iterator<char>(in), {}};
    REQUIRE_NOTHROW(target({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()}));
  }
}

void replay_kept(const char* name, void (*target)(Bytes)) {
  const std::vector<fs::path> files = files_below(tests / "fuzz/corpus" / name);
  CHECK(files.size() >= 10);
  replay(target, files);
  REQUIRE_NOTHROW(target({}));
}

}  // namespace

TEST_CASE("kept inputs: lexer and parser") { replay_kept("syntax", syntax); }
TEST_CASE("kept inputs: checker, compiler, and what compiles") { replay_kept("rules", rules); }
TEST_CASE("kept inputs: event logs") { replay_kept("events", events); }
TEST_CASE("kept inputs: packs") { replay_kept("pack", pack); }
TEST_CASE("kept inputs: snapshots") { replay_kept("snapshot", snapshot); }
TEST_CASE("kept inputs: boards") { replay_kept("board", board); }
TEST_CASE("kept inputs: logs judged in every order and step") { replay_kept("judge", judge); }
TEST_CASE("kept inputs: calendar arithmetic") { replay_kept("calendar", bylaw::fuzz::calendar); }

TEST_CASE("rule files of the tests keep the promises of fuzzed ones") {
  for (const char* folder : {"check/bad", "cases", "semantics", "compile/programs"}) {
    replay(syntax, files_below(tests / folder, ".bylaw"));
    replay(rules, files_below(tests / folder, ".bylaw"));
  }
  replay(events, files_below(tests, ".ndjson"));
}
