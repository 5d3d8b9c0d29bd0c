// Every rule set of the repository is the same after a pack, down to its bytes and its hash.
#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "catch.hpp"
#include "cli/load_rules.hpp"
#include "packs.hpp"
#include "program/hash.hpp"
#include "program/program.hpp"

using namespace bylaw;
using namespace bylaw::tests;
namespace fs = std::filesystem;

namespace {

// Folders whose files belong together, and single files.
std::vector<std::string> rule_sets() {
  const fs::path root(BYLAW_SOURCE_DIR);
  std::vector<std::string> paths = {(root / "rules").generic_string()};
  for (const char* folder : {"examples", "tests/semantics", "tests/cases/good"}) {
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root / folder)) {
      if (entry.path().extension() == ".bylaw") paths.push_back(entry.path().generic_string());
    }
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

}  // namespace

TEST_CASE("a pack gives the same rule set back") {
  std::size_t sets = 0;
  for (const std::string& path : rule_sets()) {
    CAPTURE(path);
    const auto sources = cli::load_rules({path});
    REQUIRE(sources);
    const Compiled compiled = compile(*sources);
    if (!compiled.rules) continue;  // an example of an error
    const Bytes bytes = packed(compiled.rules);
    const Loaded loaded = load(bytes);
    CAPTURE(word(loaded.status), loaded.part, loaded.index);
    REQUIRE(loaded.status == Status::ok);
    CHECK(std::ranges::equal(loaded.rules.hash(), compiled.rules.hash()));
    CHECK(program::hash_of(*loaded.rules.program()) == compiled.rules.program()->hash);
    CHECK(packed(loaded.rules) == bytes);
    // Names are found, though the orders by name are not in the pack.
    for (std::uint32_t i = 0; i < loaded.rules.rule_count(); ++i) {
      CHECK(loaded.rules.rule(loaded.rules.info(RuleId{i}).name) == compiled.rules.rule(compiled.rules.info(RuleId{i}).name));
      CHECK(loaded.rules.info(RuleId{i}).chinese == compiled.rules.info(RuleId{i}).chinese);
    }
    for (std::uint32_t i = 0; i < loaded.rules.field_count(); ++i) {
      CHECK(loaded.rules.field(loaded.rules.info(FieldId{i}).name) == FieldId{i});
    }
    ++sets;
  }
  CHECK(sets > 10);
}

TEST_CASE("nothing is written where there is no room, and an empty rule set has no pack") {
  const Source source{"a.bylaw", "bylaw 1 lang en\ncase call { from-abroad yes-no optional }\nevent call.received on call { from-abroad }\n"};
  const RuleSet rules = compile({&source, 1}).rules;
  REQUIRE(rules);
  Bytes small(save(rules) - 1, std::byte{7});
  CHECK(save(rules, small) == small.size() + 1);
  CHECK(std::ranges::all_of(small, [](std::byte byte) { return byte == std::byte{7}; }));
  CHECK(save(RuleSet()) == 0);
}
