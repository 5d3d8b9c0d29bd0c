// Parameters and their values; profiles: what they use, set, leave out and prefer.
#include <algorithm>
#include <set>

#include "check/context.hpp"
#include "parse/print.hpp"

namespace bylaw::check {

using diag::Kind;

namespace {

bool listed(const std::vector<parse::Name>& names, std::string_view wanted) {
  return std::any_of(names.begin(), names.end(), [&](const parse::Name& name) { return name.text == wanted; });
}

bool left_out_by(const parse::Profile& profile, std::string_view clause) {
  return std::any_of(profile.without.begin(), profile.without.end(),
                     [&](const parse::ProfileWithout& without) { return without.clause.text == clause; });
}

bool prefers_in(const parse::Profile& profile, std::string_view clause, std::string_view over, std::set<std::string_view>& seen) {
  if (!seen.insert(clause).second) return false;
  return std::any_of(profile.prefers.begin(), profile.prefers.end(), [&](const parse::ProfilePrefer& line) {
    return line.preferred.text == clause && (line.over.text == over || prefers_in(profile, line.over.text, over, seen));
  });
}

// A value for the parameter, written as its default or set by a profile, is of its type.
void check_value(Context& c, const parse::Parameter& parameter, const parse::Value& value) {
  const auto* span = std::get_if<parse::TimeSpan>(&value);
  if (parameter.type.kind != parse::TypeKind::span) {
    const Type type = type_of(c, parameter.type);
    if (!convert(c.tree, value, type)) value_of(c, value, type, parameter.name.text);
    return;
  }
  if (span == nullptr) {
    c.sink.report(Kind::not_a_span, parse::span_of(value), {parse::print(value, base::Language::english)})
        .note(diag::Note::declared_here, parameter.name.span);
    return;
  }
  const SpanKind declared = span_of(c, parse::TimeSpan{1, parameter.type.span_unit, parameter.type.span}).kind;
  const SpanKind kind = span_of(c, *span).kind;
  const bool date_like = declared == SpanKind::dates && kind == SpanKind::months;
  if (kind != declared && !date_like) c.sink.report(Kind::unlike_spans, span->span, {parameter.name.text});
}

class ProfileReader {
 public:
  ProfileReader(Context& c, const parse::Profile& profile) : c_(c), a_(profile) {}

  void read() {
    for (const parse::Name& name : a_.use) c_.find(Symbol::handbook, name);
    for (std::size_t i = 0; i < a_.sets.size(); ++i) {
      const parse::ProfileSet& set = a_.sets[i];
      const auto index = c_.find(Symbol::parameter, set.parameter);
      if (!index) continue;
      check_value(c_, *c_.parameters[*index].ast, set.value);
      for (std::size_t j = 0; j < i; ++j) {
        if (a_.sets[j].parameter.text != set.parameter.text) continue;
        c_.sink.report(Kind::set_twice, set.parameter.span, {a_.name.text, set.parameter.text})
            .note(diag::Note::first_here, a_.sets[j].parameter.span);
        break;
      }
    }
    for (const parse::ProfileWithout& without : a_.without) in_use(without.clause);
    for (const parse::ProfilePrefer& line : a_.prefers) {
      const bool preferred = in_use(line.preferred);
      const bool over = in_use(line.over);
      if (preferred && over) prefer(line);
    }
  }

 private:
  bool in_use(const parse::Name& name) {
    const auto clause = c_.find(Symbol::clause, name);
    if (!clause) return false;
    const HandbookId handbook = c_.tree.clauses[*clause].handbook;
    if (!handbook || a_.use.empty() || listed(a_.use, c_.tree.handbooks[handbook.value].title.name)) return true;
    c_.sink.report(Kind::clause_not_in_use, name.span, {name.text, c_.tree.handbooks[handbook.value].title.name, a_.name.text});
    return false;
  }

  void prefer(const parse::ProfilePrefer& line) {
    for (const parse::Name* name : {&line.preferred, &line.over}) {
      if (left_out_by(a_, name->text)) c_.sink.report(Kind::nothing_to_prefer, name->span, {name->text, a_.name.text});
    }
    if (line.preferred.text == line.over.text) {
      c_.sink.report(Kind::preferred_to_itself, line.over.span, {line.over.text});
      return;
    }
    std::set<std::string_view> seen;
    if (prefers_in(a_, line.over.text, line.preferred.text, seen)) {
      c_.sink.report(Kind::circular_preference, line.preferred.span, {line.preferred.text, line.over.text});
    }
  }

  Context& c_;
  const parse::Profile& a_;
};

}  // namespace

bool Selection::leaves_out(std::string_view clause) const {
  if (profile == nullptr) return false;
  if (left_out_by(*profile, clause)) return true;
  const auto handbook = handbook_of.find(clause);
  return handbook != handbook_of.end() && !profile->use.empty() && !listed(profile->use, handbook->second);
}

bool Selection::prefers(std::string_view clause, std::string_view over) const {
  std::set<std::string_view> seen;
  return profile != nullptr && prefers_in(*profile, clause, over, seen);
}

Selection selection_of(std::span<const parse::File> files, std::string_view profile, diag::Sink& sink) {
  Selection selection;
  if (profile.empty()) return selection;
  std::vector<std::string> names;
  for (const parse::File& file : files) {
    for (const parse::Declaration& declaration : file.declarations) {
      if (const auto* clause = std::get_if<parse::Clause>(&declaration)) {
        selection.handbook_of.emplace(clause->id.text, clause->handbook.text);
      }
      const auto* declared = std::get_if<parse::Profile>(&declaration);
      if (declared == nullptr) continue;
      names.push_back(declared->name.text);
      if (declared->name.text == profile && selection.profile == nullptr) selection.profile = declared;
    }
  }
  if (selection.profile == nullptr) {
    const base::Span first{files.empty() ? base::FileId{} : files.front().file, 0, 0};
    sink.report(Kind::unknown_profile, first, {profile}).suggest(diag::closest(profile, names));
  }
  return selection;
}

void read_parameters(Context& c) {
  for (const Item<parse::Parameter>& item : c.parameters) {
    const parse::Parameter& a = *item.ast;
    Parameter out{title_of(a.name, a.label), item.clause, a.because.text, {}, {}, false};
    if (a.type.kind != parse::TypeKind::span) type_of(c, a.type);
    if (a.standard) check_value(c, a, *a.standard);
    const parse::Value* value = a.standard ? &*a.standard : nullptr;
    if (c.selection.profile != nullptr) {
      for (const parse::ProfileSet& set : c.selection.profile->sets) {
        if (set.parameter.text != a.name.text) continue;
        value = &set.value;
        out.because = set.because.text;
        out.set = true;
      }
    }
    if (value != nullptr) {
      out.value = parse::print(*value, base::Language::english);
      out.value_zh = parse::print(*value, base::Language::chinese);
    }
    c.values.push_back(value);
    c.tree.parameters.push_back(std::move(out));
  }
}

void check_profiles(Context& c) {
  for (const Item<parse::Profile>& item : c.profiles) ProfileReader(c, *item.ast).read();
}

}  // namespace bylaw::check
