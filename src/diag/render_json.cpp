// The form for programs.
#include <nlohmann/json.hpp>

#include "diag/render.hpp"

namespace bylaw::diag {
namespace {

using Json = nlohmann::ordered_json;

void add_place(Json& object, base::Span span, std::span<const base::SourceFile> files) {
  if (span.file.value >= files.size()) return;
  const base::SourceFile& file = files[span.file.value];
  const base::Position begin = base::position_of(file, span.begin);
  const base::Position end = base::position_of(file, span.end);
  object["file"] = file.name;
  object["line"] = begin.line;
  object["column"] = begin.column;
  object["end_line"] = end.line;
  object["end_column"] = end.column;
}

std::string_view level_word(Level level) {
  switch (level) {
    case Level::error: return "error";
    case Level::deny: return "deny";
    case Level::warn: return "warn";
    case Level::off: break;
  }
  return "off";
}

}  // namespace

std::string render_json(std::span<const Diagnostic> diagnostics, std::span<const base::SourceFile> files,
                        base::Language language) {
  Json out = Json::array();
  for (const Diagnostic& d : diagnostics) {
    Json item;
    item["code"] = code_of(d.kind);
    item["name"] = name_of(d.kind);
    item["level"] = level_word(level_of(d.kind));
    add_place(item, d.span, files);
    item["message"] = message_of(d, language);
    if (const std::string hint = hint_of(d, language); !hint.empty()) item["hint"] = hint;
    if (!d.suggestions.empty()) item["suggestions"] = d.suggestions;
    for (const Related& r : d.related) {
      Json there;
      there["message"] = message_of(r, language);
      add_place(there, r.span, files);
      item["related"].push_back(std::move(there));
    }
    for (const Edit& edit : d.fix) {
      Json change;
      add_place(change, edit.span, files);
      change["text"] = edit.text;
      change["safe"] = d.fix_is_safe;
      item["fix"].push_back(std::move(change));
    }
    out.push_back(std::move(item));
  }
  // Text that is not UTF-8 may reach a message from a damaged file; it must not end the report.
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace bylaw::diag
