// What became of each clause: encoded by rules of its own, by rules that it shares, or said not to be encoded; and whether a test
// expects a rule of it to be broken, and no rule of any other.
#pragma once
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "bylaw/compile.hpp"
#include "check/tree.hpp"
#include "cli/clauses/list.hpp"

namespace bylaw::cli {

enum class Fate : std::uint8_t {
  encoded,      // by rules that stand under it
  shared,       // by rules of other clauses that it names
  not_encoded,  // with a reason
  empty,        // declared, and nothing is said
  missing,      // listed, but nowhere declared
  unlisted      // declared, but not in the list, which has others of its handbook
};

struct ClauseAccount {
  ListedClause clause;           // unlisted: only its id and handbook
  Fate fate = Fate::missing;
  std::set<std::string> rules;   // names: its own and those it shares
  bool proved = false;           // a test expects a rule of it alone to be broken
};

struct ClauseNames {
  std::map<std::string, std::set<std::string>> rules_of;    // clause: rules
  std::map<std::string, std::set<std::string>> clauses_of;  // rule: clauses
};

// Rules by clause; `shared` ones stand under all of theirs. Parameters are no rules.
ClauseNames clause_names(const check::Tree& tree);

// In the order of the list; then what is declared and not listed.
std::vector<ClauseAccount> account_of(const check::Tree& tree, const std::vector<ListedClause>& list);

// Of several rule sets: what one of them says of a clause holds.
void merge(std::vector<ClauseAccount>& into, std::vector<ClauseAccount> of_set);
void merge(ClauseNames& into, const ClauseNames& of_set);

// Why a clause with this fate fails; empty if it does not.
std::string_view unaccounted(Fate fate, Language language);

// A test that rightly expects these rules to be broken: their clause is proved if all of them serve it.
void prove(std::vector<ClauseAccount>& accounts, const ClauseNames& names, const std::set<std::string>& broken);

}  // namespace bylaw::cli
