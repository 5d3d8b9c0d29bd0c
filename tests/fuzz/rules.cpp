// Any text as a rule file: messages or a rule set, never both; what compiles is packed, explained and evaluated.
#include <string>

#include "bylaw/bylaw.hpp"
#include "check/from_files.hpp"
#include "check/to_json.hpp"
#include "drive.hpp"
#include "parse/from_tokens.hpp"

namespace bylaw::fuzz {

namespace {

// The checked tree as tools get it.
void print_tree(const std::string& text) {
  const std::vector<base::SourceFile> files = {base::make_source("fuzz.bylaw", text)};
  diag::Sink sink;
  const std::vector<parse::File> parsed = {parse::parse_file(base::FileId(0u), files[0], sink)};
  const std::optional<check::Tree> tree = check::from_files(parsed, files, sink);
  expect(tree.has_value(), "what compiles has a checked tree");
  expect(!check::to_json(*tree).empty(), "a checked tree has JSON");
}

void expect_same_from_pack(const RuleSet& rules) {
  std::vector<std::byte> bytes(save(rules));
  save(rules, bytes);
  const Loaded loaded = load(bytes);
  expect(loaded.status == Status::ok, "a pack of compiled rules is loaded");
  expect(std::equal(rules.hash().begin(), rules.hash().end(), loaded.rules.hash().begin()), "a pack has its rules' hash");
}

void explain_one(const RuleSet& rules, Bytes choices) {
  for (std::uint32_t k = 0; k < rules.case_kind_count() && k < 2; ++k) {
    Held held(rules, CaseKindId{k});
    if (held.one().open(1) != Status::ok) continue;
    std::vector<Event> told;
    Input input(choices);
    drive(rules, CaseKindId{k}, held, input, 8, &told);
    for (const Language language : {Language::english, Language::chinese}) {
      ExplainOptions options;
      options.language = language;
      (void)explain(rules, CaseKindId{k}, {}, told, RuleId{}, options);
    }
  }
}

}  // namespace

void rules(Bytes bytes) {
  const Source source{"fuzz.bylaw", std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size())};
  const Compiled compiled = compile({&source, 1});
  bool error = false;
  for (const Diagnostic& found : compiled.diagnostics) error = error || found.severity == Severity::error;
  expect(error != static_cast<bool>(compiled.rules), "an error or rules");
  if (!compiled.rules) return;
  print_tree(source.text);
  expect_same_from_pack(compiled.rules);
  // The end of the text also says what happens: most of a file's bytes are its head.
  const Bytes choices = bytes.last(std::min<std::size_t>(bytes.size(), 160));
  drive(compiled.rules, choices);
  explain_one(compiled.rules, choices);
}

}  // namespace bylaw::fuzz
