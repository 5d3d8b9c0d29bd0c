// Damaged boards: refused and nothing changed, or a board like any other, whose figures can be computed and explained.
#include <filesystem>

#include "bylaw/bylaw.hpp"
#include "damage.hpp"
#include "drive.hpp"
#include "rule_files.hpp"

namespace bylaw::fuzz {

namespace {

constexpr std::size_t head = 24;  // mark, version, hash: damage there is refused by comparison

const std::vector<RuleFile>& files() {
  static const std::vector<RuleFile> files = [] {
    std::vector<RuleFile> made;
    for (const char* name : {"fuzz/kpis.bylaw", "semantics/kpis.bylaw", "semantics/waivers.bylaw"}) {
      made.push_back(compiled_file(std::filesystem::path(BYLAW_SOURCE_DIR "/tests") / name));
    }
    return made;
  }();
  return files;
}

std::vector<std::uint8_t> saved(const Board& board) {
  std::vector<std::uint8_t> bytes(board.save({}));
  expect(board.save(std::as_writable_bytes(std::span(bytes))) == bytes.size(), "a board has the size it is said to have");
  return bytes;
}

// A board that is told of a few cases by the choices.
void tell(const RuleSet& rules, Board& board, Input& input) {
  Desk desk(rules, small_desk(3, 64, 32));
  std::vector<Decision> out(256);
  std::vector<FieldValue> fields;
  std::int64_t at = 1772413200000000;
  const int events = input.byte() % 12;
  for (int i = 0; i < events && !input.empty(); ++i) {
    const CaseKindId kind{static_cast<std::uint32_t>(input.below(rules.case_kind_count()))};
    const std::uint64_t number = input.byte() % 3;
    const Event event = next_event(rules, input, at, static_cast<std::uint64_t>(i) + 1, fields);
    const Result result = desk.apply({number, kind, event}, out);
    if (static_cast<int>(result.status) < 0) continue;
    (void)board.add(number, kind, event);
    for (const Decision& decision : std::span(out).first(result.written)) (void)board.add(kind, decision);
  }
}

void read(const RuleSet& rules, Board& board) {
  expect(board.compute() == Status::ok, "figures are computed");
  for (std::size_t i = 0; i < board.size(); ++i) {
    const KpiRow row = board.row(i);
    expect(row.rule.value < rules.rule_count(), "a figure is one of a rule");
    expect(!row.has_value || row.denominator > 0, "a figure has a denominator");
  }
  for (std::uint32_t r = 0; r < rules.rule_count(); ++r) {
    const RuleKind kind = rules.info(RuleId{r}).kind;
    if (kind != RuleKind::kpi && kind != RuleKind::rating) continue;
    ExplainOptions options;
    options.form = r % 2 == 0 ? ExplainForm::json : ExplainForm::sentences;
    (void)explain_kpi(rules, board, RuleId{r}, INT32_MIN, options);
  }
}

}  // namespace

void board(Bytes given) {
  Input input(given);
  const RuleSet& rules = files()[input.below(files().size())].rules;
  Board first(rules);
  tell(rules, first, input);
  const std::vector<std::uint8_t> before = saved(first);
  std::vector<std::uint8_t> bytes = before;
  for (int damages = input.byte() % 5; damages > 0; --damages) damage(bytes, head, input);

  Board other(rules);
  expect(other.load(std::as_bytes(std::span(before))) == Status::ok, "a board is taken back");
  expect(saved(other) == before, "a board taken back says the same");
  const bool sound = other.load(std::as_bytes(std::span(bytes))) == Status::ok;
  expect(saved(other) == (sound ? bytes : before), "a board that is refused changes nothing, another one everything");
  if (!sound) return;
  read(rules, other);
  tell(rules, other, input);
  expect(other.merge(first) == Status::ok, "boards of one rule set are merged");
  const std::vector<std::uint8_t> merged = saved(other);
  expect(other.merge(first) == Status::ok && saved(other) == merged, "what is known already counts once");
  Board again(rules);
  expect(again.load(std::as_bytes(std::span(merged))) == Status::ok, "what a board saves is taken back");
  read(rules, other);
}

}  // namespace bylaw::fuzz
