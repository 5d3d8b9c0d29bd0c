// Every kind of diagnostic is seen by a test: its code stands in a golden (`[S01]`), or its name on a line of a
// kinds_seen.txt beside the test that produces it. Kinds that no test can produce are excused by name, with the reason.
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "catch.hpp"
#include "diag/diagnostic.hpp"

using namespace bylaw;
namespace fs = std::filesystem;

namespace {

const std::set<std::string> excused = {};

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

}  // namespace

TEST_CASE("every kind of diagnostic is seen by a test") {
  std::string goldens;
  std::set<std::string> listed;
  const auto links = fs::directory_options::follow_directory_symlink;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(BYLAW_SOURCE_DIR) / "tests", links)) {
    if (entry.path().extension() == ".golden") goldens += read(entry.path());
    if (entry.path().filename() == "kinds_seen.txt") {
      std::istringstream lines(read(entry.path()));
      for (std::string line; std::getline(lines, line);) {
        if (!line.empty() && line[0] != '#') listed.insert(line);
      }
    }
  }
  std::set<std::string> names;
  for (std::size_t i = 0; i < diag::kind_count(); ++i) {
    const auto kind = static_cast<diag::Kind>(i);
    const std::string name(diag::name_of(kind));
    names.insert(name);
    const bool in_golden = goldens.find("[" + std::string(diag::code_of(kind)) + "]") != std::string::npos;
    INFO(diag::code_of(kind) << " " << name << " is seen by no test");
    CHECK((in_golden || listed.count(name) || excused.count(name)));
  }
  for (const std::string& name : listed) {
    INFO(name << " is listed and does not exist");
    CHECK(names.count(name));
  }
}
