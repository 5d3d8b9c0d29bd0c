// Programs as printed, beside the rules they were compiled from. BYLAW_UPDATE_GOLDENS=1 writes them anew.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "bylaw/compile.hpp"
#include "catch.hpp"
#include "program/print.hpp"

using namespace bylaw;
namespace fs = std::filesystem;

namespace {

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

}  // namespace

TEST_CASE("programs are as printed in the goldens") {
  const fs::path folder = fs::path(BYLAW_SOURCE_DIR) / "tests/compile/programs";
  std::size_t seen = 0;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() != ".bylaw") continue;
    ++seen;
    const Source source{entry.path().filename().string(), read(entry.path())};
    const Compiled compiled = compile({&source, 1});
    INFO(source.name << "\n" << compiled.text);
    REQUIRE(compiled.rules);
    const std::string printed = program::print(*compiled.rules.program());
    fs::path golden = entry.path();
    golden.replace_extension(".program");
    if (std::getenv("BYLAW_UPDATE_GOLDENS") != nullptr) std::ofstream(golden, std::ios::binary) << printed;
    CHECK(printed == read(golden));
  }
  CHECK(seen == 5);
}
