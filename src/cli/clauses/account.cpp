#include "cli/clauses/account.hpp"

#include <algorithm>

namespace bylaw::cli {

namespace {

template <class Rules>
void add(const check::Tree& tree, const Rules& rules, ClauseNames& names) {
  for (const auto& rule : rules) {
    if (rule.clause) names.rules_of[tree.clauses[rule.clause.value].title.name].insert(rule.title.name);
  }
}

Fate fate_of(const check::Clause& clause, bool has_rules) {
  if (!clause.not_encoded_because.empty()) return Fate::not_encoded;
  if (!has_rules) return Fate::empty;
  return clause.shares.empty() ? Fate::encoded : Fate::shared;
}

}  // namespace

ClauseNames clause_names(const check::Tree& tree) {
  ClauseNames names;
  add(tree, tree.duties, names);
  add(tree, tree.ladders, names);
  add(tree, tree.tables, names);
  add(tree, tree.disclosures, names);
  add(tree, tree.records, names);
  add(tree, tree.prohibitions, names);
  add(tree, tree.sequences, names);
  add(tree, tree.kpis, names);
  add(tree, tree.ratings, names);
  add(tree, tree.routines, names);
  for (const check::Clause& clause : tree.clauses) {
    names.rules_of[clause.title.name].insert(clause.shares.begin(), clause.shares.end());
  }
  for (const auto& [clause, rules] : names.rules_of) {
    for (const std::string& rule : rules) names.clauses_of[rule].insert(clause);
  }
  return names;
}

std::vector<ClauseAccount> account_of(const check::Tree& tree, const std::vector<ListedClause>& list) {
  const ClauseNames names = clause_names(tree);
  std::map<std::string, const check::Clause*> declared;
  for (const check::Clause& clause : tree.clauses) declared[clause.title.name] = &clause;
  std::vector<ClauseAccount> accounts;
  for (const ListedClause& listed : list) {
    ClauseAccount account;
    account.clause = listed;
    const auto found = declared.find(listed.id);
    if (found != declared.end()) {
      account.rules = names.rules_of.at(listed.id);
      account.fate = fate_of(*found->second, !account.rules.empty());
      declared.erase(found);
    }
    accounts.push_back(std::move(account));
  }
  std::set<std::string> listed_handbooks;
  for (const ListedClause& listed : list) listed_handbooks.insert(listed.handbook);
  for (const auto& [id, clause] : declared) {
    if (clause->handbook && !listed_handbooks.contains(tree.handbooks[clause->handbook.value].title.name)) continue;
    ClauseAccount account;
    account.clause.id = id;
    if (clause->handbook) account.clause.handbook = tree.handbooks[clause->handbook.value].title.name;
    account.fate = Fate::unlisted;
    accounts.push_back(std::move(account));
  }
  return accounts;
}

void merge(std::vector<ClauseAccount>& into, std::vector<ClauseAccount> of_set) {
  for (ClauseAccount& account : of_set) {
    const auto known = std::find_if(into.begin(), into.end(), [&](const ClauseAccount& a) { return a.clause.id == account.clause.id; });
    if (known == into.end()) {
      into.push_back(std::move(account));
      continue;
    }
    if (account.fate != Fate::missing) *known = std::move(account);
  }
}

void merge(ClauseNames& into, const ClauseNames& of_set) {
  for (const auto& [clause, rules] : of_set.rules_of) into.rules_of[clause].insert(rules.begin(), rules.end());
  for (const auto& [rule, clauses] : of_set.clauses_of) into.clauses_of[rule].insert(clauses.begin(), clauses.end());
}

std::string_view unaccounted(Fate fate, Language language) {
  const bool zh = language == Language::chinese;
  switch (fate) {
    case Fate::missing: return zh ? "未作交代：没有声明该条款" : "not accounted for: it is nowhere declared";
    case Fate::empty:
      return zh ? "未作交代：没有规则，也没有不编码的理由" : "not accounted for: it has no rule and no `not-encoded because`";
    case Fate::unlisted: return zh ? "被引用，但不在条款清单中" : "cited, but not in the list of clauses";
    default: return "";
  }
}

void prove(std::vector<ClauseAccount>& accounts, const ClauseNames& names, const std::set<std::string>& broken) {
  if (broken.empty()) return;
  // The clauses that every broken rule serves.
  std::set<std::string> common;
  bool first = true;
  for (const std::string& rule : broken) {
    const auto serves = names.clauses_of.find(rule);
    if (serves == names.clauses_of.end()) return;
    if (first) {
      common = serves->second;
    } else {
      std::erase_if(common, [&](const std::string& clause) { return !serves->second.contains(clause); });
    }
    first = false;
  }
  for (ClauseAccount& account : accounts) account.proved = account.proved || common.contains(account.clause.id);
}

}  // namespace bylaw::cli
