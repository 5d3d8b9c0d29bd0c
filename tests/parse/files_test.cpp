// Whole files: the good ones of tests/cases give a tree without findings; English and Chinese give the same one; the
// bad ones give the findings that stand in the golden beside them (BYLAW_UPDATE_GOLDENS=1 rewrites these).
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "catch.hpp"
#include "diag/render.hpp"
#include "parse/from_tokens.hpp"
#include "parse/print.hpp"

using namespace bylaw;
namespace fs = std::filesystem;
using Language = base::Language;

namespace {

const fs::path cases = fs::path(BYLAW_SOURCE_DIR) / "tests" / "cases";

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

struct Parsed {
  std::vector<base::SourceFile> files;
  parse::File tree;
  std::vector<diag::Diagnostic> findings;

  std::string report(Language language) const { return diag::render_text(findings, files, language); }
};

Parsed parsed(const std::string& name, std::string text) {
  Parsed out;
  out.files.push_back(base::make_source(name, std::move(text)));
  diag::Sink sink;
  out.tree = parse::parse_file(base::FileId(0u), out.files[0], sink);
  out.findings = sink.take(out.files);
  return out;
}

std::vector<fs::path> rule_files(const fs::path& folder) {
  std::vector<fs::path> out;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".bylaw") out.push_back(entry.path());
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

TEST_CASE("good files are read without findings, and reading what is printed gives the same tree") {
  for (const fs::path& path : rule_files(cases / "good")) {
    INFO(path.filename());
    const Parsed first = parsed(path.filename().string(), read(path));
    CHECK(first.report(Language::english) == "");
    const std::string english = parse::print(first.tree, Language::english);
    const std::string chinese = parse::print(first.tree, Language::chinese);
    CHECK(english != chinese);
    for (const std::string& text : {english, chinese}) {
      const Parsed again = parsed("printed", text);
      INFO(again.report(Language::english));
      CHECK(again.findings.empty());
      CHECK(parse::print(again.tree, Language::english) == english);
      CHECK(parse::print(again.tree, Language::chinese) == chinese);
      CHECK(again.tree.exprs.size() == first.tree.exprs.size());
    }
  }
}

TEST_CASE("a file written in Chinese and one in English give the same tree") {
  const Parsed chinese = parsed("zh", read(cases / "good" / "complaint.zh.bylaw"));
  const Parsed english = parsed("en", read(cases / "good" / "complaint.en.bylaw"));
  CHECK(chinese.tree.chinese);
  CHECK_FALSE(english.tree.chinese);
  CHECK(parse::print(chinese.tree, Language::english) == parse::print(english.tree, Language::english));
  CHECK(parse::print(chinese.tree, Language::chinese) == parse::print(english.tree, Language::chinese));
}

TEST_CASE("bad files give the findings of their goldens") {
  for (const fs::path& path : rule_files(cases / "bad")) {
    const Parsed in = parsed(path.filename().string(), read(path));
    const std::string report = in.report(Language::english) + "\n" + in.report(Language::chinese);
    fs::path golden = path;
    golden.replace_extension(".golden");
    if (std::getenv("BYLAW_UPDATE_GOLDENS")) {
      std::ofstream(golden, std::ios::binary) << report;
      continue;
    }
    INFO(path.filename());
    CHECK_FALSE(in.findings.empty());
    CHECK(report == read(golden));
  }
}
