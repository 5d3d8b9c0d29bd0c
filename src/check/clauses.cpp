// Clauses: the rules they share with others, and that none is both encoded and said not to be.
#include <algorithm>

#include "check/context.hpp"

namespace bylaw::check {

using diag::Kind;

namespace {

bool is_rule(Symbol symbol) {
  switch (symbol) {
    case Symbol::calendar:
    case Symbol::role:
    case Symbol::scale:
    case Symbol::case_kind:
    case Symbol::event:
    case Symbol::handbook:
    case Symbol::clause:
    case Symbol::parameter:
    case Symbol::profile:
    case Symbol::field: return false;
    default: return true;
  }
}

void share(Context& c, const parse::Name& name, Clause& out) {
  const auto known = c.names.find(name.text);
  if (c.left_out.contains(name.text)) return;  // no longer shared, nor in force
  if (known == c.names.end()) {
    std::vector<std::string> candidates;
    for (const auto& [text, entry] : c.names) {
      if (is_rule(entry.symbol)) candidates.push_back(text);
    }
    return c.report_unknown(name, Symbol::other_rule, candidates);
  }
  if (!is_rule(known->second.symbol)) {
    c.sink.report(Kind::wrong_kind, name.span, {name.text, phrase_of(known->second.symbol), phrase_of(Symbol::other_rule)});
  } else if (std::find(out.shares.begin(), out.shares.end(), name.text) != out.shares.end()) {
    c.sink.report(Kind::duplicate_name, name.span, {name.text});
  } else {
    out.shares.push_back(name.text);
  }
}

}  // namespace

void check_clauses(Context& c) {
  for (std::size_t i = 0; i < c.clauses.size(); ++i) {
    const parse::Clause& clause = *c.clauses[i].ast;
    for (const parse::Name& name : clause.shares) share(c, name, c.tree.clauses[i]);
    if (clause.not_encoded_because && (!clause.rules.empty() || clause.shared)) {
      c.sink.report(Kind::encoded_after_all, clause.not_encoded_because->span, {clause.id.text});
    }
  }
}

}  // namespace bylaw::check
