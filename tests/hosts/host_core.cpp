// A host that links the core alone: it loads the pack it is given and judges a call; without rules every call answers, and nothing
// can be made. usage: host_core RULES.pack
#include <bylaw/case.hpp>
#include <bylaw/desk.hpp>
#include <bylaw/pack.hpp>
#include <cstdio>
#include <vector>

namespace {

std::vector<std::byte> bytes_of(const char* path) {
  std::vector<std::byte> bytes(1 << 20);
  std::FILE* file = std::fopen(path, "rb");
  if (file == nullptr) return {};
  bytes.resize(std::fread(bytes.data(), 1, bytes.size(), file));
  std::fclose(file);
  return bytes;
}

}  // namespace

int main(int argc, char** argv) {
  const bylaw::RuleSet none;
  alignas(8) std::byte memory[64] = {};
  bylaw::Case nothing(none, bylaw::CaseKindId{0}, memory);
  if (nothing.open(1) != bylaw::Status::bad_memory || none.rule_count() != 0) return 1;

  const bylaw::Loaded loaded = bylaw::load(argc > 1 ? bytes_of(argv[1]) : std::vector<std::byte>{});
  if (loaded.status != bylaw::Status::ok) return std::printf("%s at %s %u\n", bylaw::word(loaded.status), loaded.part, loaded.index), 1;
  bylaw::Desk desk(loaded.rules, {});
  bylaw::Decision decisions[8];
  const bylaw::CaseKindId call = loaded.rules.case_kind("call");
  desk.apply({1, call, {loaded.rules.event("call.received"), bylaw::Instant{0}, 0, 1, {}}}, decisions);
  const bylaw::Result result = desk.advance(bylaw::Instant{31000000}, decisions);
  std::printf("%s\n", result.written == 1 ? bylaw::word(decisions[0].state) : "?");
  return result.written == 1 && decisions[0].state == bylaw::State::breached ? 0 : 1;
}
