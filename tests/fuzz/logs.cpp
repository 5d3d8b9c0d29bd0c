// The kept inputs of `judge` as event logs, for the slow evaluator. usage: fuzz_logs FOLDER OUT
// Writes OUT/NAME.ndjson for every input, its first line {"rules":PATH,"kind":CASE,"until":MICROSECONDS}. Fields are integers, as hosts
// give them.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <fmt/format.h>

#include "judge_log.hpp"

namespace {

using namespace bylaw;

void write(const fuzz::Log& log, const std::filesystem::path& path) {
  const RuleSet& rules = log.file->rules;
  std::ofstream out(path);
  out << fmt::format("{{\"rules\":\"{}\",\"kind\":\"{}\",\"until\":{}}}\n", log.file->path, rules.name(log.kind), log.until.us);
  for (const Event& event : log.events) {
    std::string fields;
    for (const FieldValue& field : event.fields) {
      fields += fmt::format("{}\"{}\":{}", fields.empty() ? "" : ",", rules.info(field.field).name, field.value);
    }
    out << fmt::format("{{\"at\":{},\"event\":\"{}\",\"fields\":{{{}}}}}\n", event.at.us, rules.name(event.kind), fields);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return std::fputs("usage: fuzz_logs FOLDER OUT\n", stderr), 2;
  for (const auto& entry : std::filesystem::directory_iterator(argv[1])) {
    if (!entry.is_regular_file()) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    const fuzz::Log log = fuzz::log_of({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
    write(log, std::filesystem::path(argv[2]) / (entry.path().filename().string() + ".ndjson"));
  }
  return 0;
}
