// Packs on the command line: written once, run like the text they were made from.
#include <string>

#include "catch.hpp"
#include "../cli/running.hpp"

using bylaw::tests::run_bylaw;

namespace {

const std::string pack = std::string(BYLAW_BINARY_DIR) + "/complaints.pack";
const std::string events = " --events ../cases/complaints/events.ndjson --until 2026-10-13T17:31:00";

}  // namespace

TEST_CASE("bylaw run gives the same decisions from a pack as from the text") {
  REQUIRE(run_bylaw("compile ../cases/complaints -o " + pack, "cli").code == 0);
  const auto from_text = run_bylaw("run ../cases/complaints" + events, "cli");
  const auto from_pack = run_bylaw("run " + pack + events, "cli");
  CHECK(from_pack.code == 0);
  CHECK(from_pack.out == from_text.out);
  CHECK(from_text.out.size() > 1000);
}

TEST_CASE("what is no pack, cannot be written, or is not text, is said") {
  CHECK(run_bylaw("compile ../cases/complaints -o no-such-folder/a.pack", "cli").err == "bylaw: cannot write no-such-folder/a.pack\n");
  CHECK(run_bylaw("compile ../cases/complaints -o no-such-folder/a.pack", "cli").code == 2);
  CHECK(run_bylaw("run no-such.pack" + events, "cli").code == 2);
  CHECK(run_bylaw("run files/not-a.pack" + events, "cli").err == "bylaw: files/not-a.pack: bad-pack at head 0\n");
  CHECK(run_bylaw("run files/not-a.pack" + events, "cli").code == 1);
  CHECK(run_bylaw("test files/not-a.pack", "cli").err == "bylaw: files/not-a.pack is a pack: this needs the rule files\n");
}
