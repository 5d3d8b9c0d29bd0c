#include "cli/events/read_event.hpp"

#include <fmt/format.h>

#include "cli/time_text.hpp"
#include "diag/sink.hpp"

namespace bylaw::cli {

namespace {

using Kind = RawValue::Kind;

bool is_id(const RawValue& value) {
  return (value.kind == Kind::text && !value.text.empty()) || value.kind == Kind::number;
}

}  // namespace

EventReader::EventReader(const RuleSet& rules) : rules_(rules), fields_(rules), kinds_of_event_(rules.event_count()) {
  for (std::uint32_t event = 0; event < rules.event_count(); ++event) {
    for (std::uint32_t kind = 0; kind < rules.case_kind_count(); ++kind) {
      if (rules.happens_to(EventKindId{event}, CaseKindId{kind})) kinds_of_event_[event].push_back(CaseKindId{kind});
    }
  }
}

std::string EventReader::read(std::string_view line, std::uint64_t line_number, ReadEvent& out) {
  std::string wrong = json_.read(line, raw_);
  if (!wrong.empty()) return wrong;
  out.is_void = raw_.voids.has_value();
  if (out.is_void) return read_void(out);
  if (!raw_.event || raw_.event->kind != Kind::text) return "no `event`, a text";
  if (!raw_.at || raw_.at->kind != Kind::text) return "no `at`, a time as text";
  out.event = Event{};
  out.event.kind = rules_.event(event_name());
  if (!out.event.kind) return unknown_event(event_name());
  if (const char* reason = parse_instant(raw_.at->text, rules_, out.event.at)) return fmt::format("`at`: {}", reason);
  if (raw_.sequence && (raw_.sequence->kind != Kind::number || !parse_decimal(raw_.sequence->text, 0, out.event.sequence))) {
    return "`seq` is not a whole number";
  }
  if (raw_.id && !is_id(*raw_.id)) return "`id` is neither a text nor a number";
  if (!(wrong = read_cases(out)).empty()) return wrong;
  if (!(wrong = read_fields(out)).empty()) return wrong;
  out.event.id = raw_.id ? event_names_.number_of(raw_.id->text)
                         : event_names_.number_of_content(line, fmt::format("line {}", line_number));
  return {};
}

std::string EventReader::read_void(ReadEvent& out) {
  if (raw_.event || raw_.at || raw_.id || raw_.sequence || !raw_.cases.empty() || !raw_.fields.empty()) {
    return "`voids` stands with `case` alone";
  }
  if (!raw_.case_id || !is_id(*raw_.case_id)) return "no `case`, whose event is void";
  if (!is_id(*raw_.voids)) return "`voids` is no id of an event: neither a text nor a number";
  out.event = Event{};
  out.event.id = event_names_.number_of(raw_.voids->text);
  out.cases.assign(1, {{}, case_names_.number_of(raw_.case_id->text)});
  return {};
}

std::string EventReader::read_cases(ReadEvent& out) {
  out.cases.clear();
  const std::vector<CaseKindId>& kinds = kinds_of_event_[out.event.kind.value];
  if (kinds.empty()) return fmt::format("`{}` happens to no kind of case", event_name());
  if (raw_.case_id && !raw_.cases.empty()) return "both `case` and `cases`";
  if (raw_.case_id) {
    if (!is_id(*raw_.case_id)) return "`case` is neither a text nor a number";
    if (kinds.size() > 1) {
      return fmt::format("`{}` belongs to several kinds of case; name them in `cases`", event_name());
    }
    out.cases.push_back({kinds.front(), case_names_.number_of(raw_.case_id->text)});
    return {};
  }
  for (const RawNamed& named : raw_.cases) {
    const CaseKindId kind = rules_.case_kind(named.name);
    if (!kind) return fmt::format("`{}` is no kind of case", named.name);
    if (!rules_.happens_to(out.event.kind, kind)) return fmt::format("`{}` does not happen to a `{}`", event_name(), named.name);
    if (!is_id(named.value)) return fmt::format("the id of the `{}` is neither a text nor a number", named.name);
  }
  for (const RawNamed& named : raw_.cases) {
    out.cases.push_back({rules_.case_kind(named.name), case_names_.number_of(named.value.text)});
  }
  return out.cases.empty() ? "no `case`" : "";
}

std::string EventReader::read_fields(ReadEvent& out) {
  out.fields.clear();
  for (const RawNamed& named : raw_.fields) {
    const Fields::Field* field = fields_.find(named.name);
    if (field == nullptr || field->info.given_by_table) {
      return fmt::format("`{}` is {}", named.name, field == nullptr ? "no field of the rules" : "given by a table, not by events");
    }
    if (!rules_.carries(out.event.kind, field->id)) return fmt::format("`{}` is no field of `{}`", named.name, event_name());
    if (named.value.kind == Kind::null) continue;  // not known
    FieldValue value{field->id, 0};
    std::string wrong = fields_.read(*field, named.value, raw_, value.value);
    if (!wrong.empty()) return wrong;
    out.fields.push_back(value);
  }
  out.event.fields = out.fields;
  return {};
}

std::string EventReader::unknown_event(std::string_view name) const {
  std::vector<std::string_view> names;
  for (std::uint32_t i = 0; i < rules_.event_count(); ++i) names.push_back(rules_.name(EventKindId{i}));
  const std::vector<std::string> near = diag::closest(name, names);
  return fmt::format("unknown event `{}`{}", name, near.empty() ? "" : fmt::format("; did you mean `{}`", near.front()));
}

}  // namespace bylaw::cli
