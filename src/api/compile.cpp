// Text to rules: every stage of the pipeline, and its findings as plain values.
#include "bylaw/compile.hpp"

#include <memory>

#include "base/source.hpp"
#include "check/from_files.hpp"
#include "compile/from_tree.hpp"
#include "diag/render.hpp"
#include "diag/sink.hpp"
#include "parse/from_tokens.hpp"

namespace bylaw {

namespace {

base::Language language_of(Language language) {
  return language == Language::chinese ? base::Language::chinese : base::Language::english;
}

Severity severity_of(diag::Level level) {
  switch (level) {
    case diag::Level::error:
    case diag::Level::deny: return Severity::error;
    case diag::Level::warn: return Severity::warning;
    case diag::Level::off: return Severity::note;
  }
  return Severity::error;
}

Diagnostic flattened(const diag::Diagnostic& found, std::span<const base::SourceFile> files, base::Language language) {
  Diagnostic out;
  out.code = diag::code_of(found.kind);
  out.name = diag::name_of(found.kind);
  out.severity = severity_of(diag::level_of(found.kind));
  out.message = diag::message_of(found, language);
  out.hint = diag::hint_of(found, language);
  if (found.span.file && found.span.file.value < files.size()) {
    const base::SourceFile& file = files[found.span.file.value];
    const base::Position begin = base::position_of(file, found.span.begin);
    const base::Position end = base::position_of(file, found.span.end);
    out.file = file.name;
    out.line = begin.line;
    out.column = begin.column;
    out.end_line = end.line;
    out.end_column = end.column;
  }
  return out;
}

std::unique_ptr<program::Program> program_from(std::span<const base::SourceFile> files, const CompileOptions& options, diag::Sink& sink) {
  std::vector<parse::File> parsed;
  for (std::size_t i = 0; i < files.size(); ++i) {
    parsed.push_back(parse::parse_file(base::FileId(i), files[i], sink));
  }
  if (sink.has_errors()) return nullptr;
  const std::optional<std::int32_t> as_of = options.as_of_day == INT32_MIN ? std::nullopt : std::optional(options.as_of_day);
  const std::optional<check::Tree> tree = check::from_files(parsed, files, sink, options.profile, as_of);
  if (!tree || sink.has_errors()) return nullptr;
  return compiler::from_tree(*tree, sink);
}

}  // namespace

Diagnostics::Diagnostics(std::size_t count) : items_(count == 0 ? nullptr : new Diagnostic[count]), count_(count) {}
Diagnostics::Diagnostics(Diagnostics&& other) noexcept
    : items_(std::exchange(other.items_, nullptr)), count_(std::exchange(other.count_, 0)) {}
Diagnostics& Diagnostics::operator=(Diagnostics&& other) noexcept {
  std::swap(items_, other.items_);
  std::swap(count_, other.count_);
  return *this;
}
Diagnostics::~Diagnostics() { delete[] items_; }

Compiled compile(std::span<const Source> sources, const CompileOptions& options) {
  std::vector<base::SourceFile> files;
  files.reserve(sources.size());
  for (const Source& source : sources) files.push_back(base::make_source(source.name, source.text));
  diag::Sink sink;
  std::unique_ptr<program::Program> program = program_from(files, options, sink);
  Compiled compiled;
  if (program != nullptr) compiled.rules = RuleSet::adopt(program.release());
  std::vector<diag::Diagnostic> found = sink.take(files);
  if (found.size() > options.max_diagnostics) found.resize(options.max_diagnostics, diag::Diagnostic());
  const base::Language language = language_of(options.messages);
  compiled.diagnostics = Diagnostics(found.size());
  for (std::size_t i = 0; i < found.size(); ++i) compiled.diagnostics[i] = flattened(found[i], files, language);
  compiled.text = diag::render_text(found, files, language);
  return compiled;
}

}  // namespace bylaw
