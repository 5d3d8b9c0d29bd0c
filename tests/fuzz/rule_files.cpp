#include "rule_files.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "bylaw/compile.hpp"
#include "targets.hpp"

namespace bylaw::fuzz {

namespace {

std::vector<RuleFile> compiled_files() {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(BYLAW_SOURCE_DIR "/tests/fuzz/rules")) {
    if (entry.path().extension() == ".bylaw") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<RuleFile> files;
  for (const std::filesystem::path& path : paths) files.push_back(compiled_file(path));
  if (files.empty()) throw std::runtime_error("no rule files");
  return files;
}

}  // namespace

RuleFile compiled_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  const Source source{path.filename().string(), text.str()};
  Compiled compiled = compile({&source, 1});
  if (!compiled.rules) throw std::runtime_error(compiled.text);
  return {path.string(), compiled.rules};
}

const std::vector<RuleFile>& rule_files() {
  static const std::vector<RuleFile> files = compiled_files();
  return files;
}

}  // namespace bylaw::fuzz
