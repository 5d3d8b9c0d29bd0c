// Reads src/parse/grammar.ebnf, computes FIRST and FOLLOW, makes sentences of it and recognises them.
#pragma once
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace bylaw::test {

struct Node {
  enum class Kind { sequence, choice, option, repeat, terminal, rule } kind = Kind::sequence;
  std::vector<Node> parts;
  std::string symbol;  // terminal ('word' without its quotes, or a class in capitals) or rule
};

using Symbols = std::set<std::string>;

class Grammar {
 public:
  explicit Grammar(const std::string& text);  // a fault of the text is in `faults`

  std::vector<std::string> faults;
  std::map<std::string, Node> rules;
  Symbols terminals;

  // Places where one token does not decide.
  std::vector<std::string> conflicts() const;

  // A random sentence, as symbols.
  std::vector<std::string> sentence(const std::string& rule, std::mt19937& random) const;

  // Whether the symbols are a sentence of the rule; exact, since the grammar is LL(1).
  bool recognises(const std::string& rule, const std::vector<std::string>& symbols) const;

 private:
  struct Set {
    Symbols symbols;
    bool empty = false;
  };
  Set first(const Node& node) const;
  void compute();
  bool grow_follow(const Node& node, const Set& after);
  void find_conflicts(const std::string& rule, const Node& node, const Set& after, std::vector<std::string>& out) const;
  void make(const Node& node, int depth, std::mt19937& random, std::vector<std::string>& out) const;
  bool match(const Node& node, const std::vector<std::string>& symbols, std::size_t& at) const;

  std::map<std::string, Set> first_;
  std::map<std::string, Symbols> follow_;
  std::map<std::string, std::size_t> depth_;  // of the shallowest sentence
};

}  // namespace bylaw::test
