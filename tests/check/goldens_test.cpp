// Every message of the checker, as a terminal shows it: each file of bad/ gives the findings in the golden beside it, in English
// and, below, in Chinese. BYLAW_UPDATE_GOLDENS=1 rewrites them.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "catch.hpp"
#include "check/from_files.hpp"
#include "check/to_json.hpp"
#include "diag/render.hpp"
#include "parse/from_tokens.hpp"

using namespace bylaw;
namespace fs = std::filesystem;

namespace {

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

// `# checked with the profile NAME`, on a line of the file; without it, no profile is chosen.
std::string profile_of(const std::string& text) {
  const std::string words = "# checked with the profile ";
  const std::size_t at = text.find(words);
  if (at == std::string::npos) return {};
  return text.substr(at + words.size(), text.find('\n', at) - at - words.size());
}

struct Checked {
  std::vector<base::SourceFile> files;
  std::optional<check::Tree> tree;
  std::string english, chinese;
};

Checked checked(const std::string& name, std::string text) {
  Checked out;
  out.files.push_back(base::make_source(name, std::move(text)));
  diag::Sink sink;
  std::vector<parse::File> parsed;
  parsed.push_back(parse::parse_file(base::FileId(std::size_t{0}), out.files[0], sink));
  out.tree = check::from_files(parsed, out.files, sink, profile_of(out.files[0].text));
  const std::vector<diag::Diagnostic> findings = sink.take(out.files);
  out.english = diag::render_text(findings, out.files, base::Language::english);
  out.chinese = diag::render_text(findings, out.files, base::Language::chinese);
  return out;
}

}  // namespace

TEST_CASE("bad files give the findings of their goldens") {
  const fs::path folder = fs::path(BYLAW_SOURCE_DIR) / "tests" / "check" / "bad";
  std::size_t files = 0;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() != ".bylaw") continue;
    ++files;
    const Checked result = checked(entry.path().filename().string(), read(entry.path()));
    const std::string found = result.english + "\n" + result.chinese;
    fs::path golden = entry.path();
    golden.replace_extension(".golden");
    if (std::getenv("BYLAW_UPDATE_GOLDENS") != nullptr) std::ofstream(golden, std::ios::binary) << found;
    INFO(entry.path().filename());
    CHECK(found == read(golden));
    // A warning alone does not refuse a file.
    CHECK(result.tree.has_value() == (result.english.find("error[") == std::string::npos));
  }
  CHECK(files >= 10);
}

TEST_CASE("an English file and its Chinese twin mean the same") {
  const fs::path good = fs::path(BYLAW_SOURCE_DIR) / "tests" / "cases" / "good";
  const Checked english = checked("complaint.en.bylaw", read(good / "complaint.en.bylaw"));
  const Checked chinese = checked("complaint.zh.bylaw", read(good / "complaint.zh.bylaw"));
  INFO(english.english << chinese.english);
  REQUIRE(english.tree);
  REQUIRE(chinese.tree);
  CHECK(check::to_json(*english.tree) == check::to_json(*chinese.tree));
}
