// Lines of a file, whatever its bytes.
#include <cstdio>
#include <filesystem>
#include <string>
#include <unistd.h>
#include <vector>

#include "catch.hpp"
#include "cli/events/lines.hpp"
#include "cli/running.hpp"

using bylaw::cli::Lines;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  const std::string path = (std::filesystem::temp_directory_path() / ("bylaw-lines-" + std::to_string(getpid()))).string();
  bylaw::tests::write_text(path, text);
  std::vector<std::string> all;
  {
    Lines lines;
    REQUIRE(lines.open(path));
    std::string_view line;
    bool too_long = false;
    while (lines.next(line, too_long)) all.push_back(too_long ? "(too long)" : std::string(line));
    CHECK(lines.number() == all.size());
  }
  std::remove(path.c_str());
  return all;
}

using List = std::vector<std::string>;

}  // namespace

TEST_CASE("lines end at a break, or at the end of the file", "[cli]") {
  CHECK(lines_of("").empty());
  CHECK(lines_of("a") == List{"a"});
  CHECK(lines_of("a\n") == List{"a"});
  CHECK(lines_of("a\n\nb") == List{"a", "", "b"});
  CHECK(lines_of("a\r\nb\r\n") == List{"a", "b"});
  CHECK(lines_of(std::string("a\0b\nc", 5)) == List{std::string("a\0b", 3), "c"});
}

TEST_CASE("a line that is too long is skipped as a whole", "[cli]") {
  const std::string full(Lines::longest, 'x');
  CHECK(lines_of(full + "\nb\n") == List{full, "b"});
  CHECK(lines_of(full + "x\nb\n") == List{"(too long)", "b"});
  CHECK(lines_of(full + full + full + full + "\nb\n") == List{"(too long)", "b"});
  CHECK(lines_of("a\n" + full + full + full) == List{"a", "(too long)"});
}

TEST_CASE("lines over the reader's buffer", "[cli]") {
  std::string text;
  List all;
  for (int i = 0; i < 30'000; ++i) {
    all.push_back("line " + std::to_string(i) + std::string(static_cast<std::size_t>(i % 200), '.'));
    text += all.back() + "\n";
  }
  CHECK(lines_of(text) == all);
}
