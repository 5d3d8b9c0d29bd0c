#include "ebnf.hpp"

#include <algorithm>
#include <sstream>

namespace bylaw::test {
namespace {

class Reader {
 public:
  explicit Reader(const std::string& text) {
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
      for (std::size_t i = 0; i < line.size();) {
        const char c = line[i];
        if (c == '#') break;
        if (c == ' ') {
          ++i;
        } else if (c == '\'') {
          const std::size_t end = line.find('\'', i + 1);
          tokens_.push_back(line.substr(i, end - i + 1));
          i = end + 1;
        } else if (std::isalnum(static_cast<unsigned char>(c))) {
          std::size_t end = i;
          while (end < line.size() && std::isalnum(static_cast<unsigned char>(line[end]))) ++end;
          tokens_.push_back(line.substr(i, end - i));
          i = end;
        } else {
          tokens_.push_back(std::string(1, c));
          ++i;
        }
      }
    }
  }

  bool more() const { return at_ < tokens_.size(); }
  const std::string& peek() const {
    static const std::string none;
    return more() ? tokens_[at_] : none;
  }
  std::string next() { return more() ? tokens_[at_++] : std::string(); }

  Node choice() {
    Node out{Node::Kind::choice, {sequence()}, {}};
    while (peek() == "|") {
      next();
      out.parts.push_back(sequence());
    }
    return out.parts.size() == 1 ? out.parts[0] : out;
  }

 private:
  Node sequence() {
    Node out;
    while (more() && peek() != "|" && peek() != ";" && peek() != ")" && peek() != "]" && peek() != "}")
      out.parts.push_back(item());
    return out;
  }

  Node item() {
    const std::string token = next();
    if (token == "(" || token == "[" || token == "{") {
      Node inner = choice();
      next();
      if (token == "(") return inner;
      return {token == "[" ? Node::Kind::option : Node::Kind::repeat, {std::move(inner)}, {}};
    }
    if (token[0] == '\'') return {Node::Kind::terminal, {}, token.substr(1, token.size() - 2)};
    if (std::isupper(static_cast<unsigned char>(token[0]))) return {Node::Kind::terminal, {}, token};
    return {Node::Kind::rule, {}, token};
  }

  std::vector<std::string> tokens_;
  std::size_t at_ = 0;
};

Symbols common(const Symbols& a, const Symbols& b) {
  Symbols out;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::inserter(out, out.end()));
  return out;
}

std::string listed(const Symbols& symbols) {
  std::string out;
  for (const std::string& s : symbols) out += " " + s;
  return out;
}

}  // namespace

Grammar::Grammar(const std::string& text) {
  Reader in(text);
  while (in.more()) {
    const std::string name = in.next();
    if (in.next() != "=") {
      faults.push_back("no `=` after " + name);
      return;
    }
    if (!rules.emplace(name, in.choice()).second) faults.push_back("two rules " + name);
    if (in.next() != ";") {
      faults.push_back("no `;` at the end of " + name);
      return;
    }
  }
  compute();
}

Grammar::Set Grammar::first(const Node& node) const {
  switch (node.kind) {
    case Node::Kind::terminal: return {{node.symbol}, false};
    case Node::Kind::rule: {
      const auto found = first_.find(node.symbol);
      return found == first_.end() ? Set{} : found->second;
    }
    case Node::Kind::option:
    case Node::Kind::repeat: {
      Set out = first(node.parts[0]);
      out.empty = true;
      return out;
    }
    case Node::Kind::choice: {
      Set out;
      for (const Node& part : node.parts) {
        const Set one = first(part);
        out.symbols.insert(one.symbols.begin(), one.symbols.end());
        out.empty = out.empty || one.empty;
      }
      return out;
    }
    case Node::Kind::sequence: break;
  }
  Set out;
  out.empty = true;
  for (const Node& part : node.parts) {
    if (!out.empty) break;
    const Set one = first(part);
    out.symbols.insert(one.symbols.begin(), one.symbols.end());
    out.empty = one.empty;
  }
  return out;
}

void Grammar::compute() {
  const auto visit = [&](const auto& self, const Node& node) -> void {
    if (node.kind == Node::Kind::terminal) terminals.insert(node.symbol);
    if (node.kind == Node::Kind::rule && !rules.count(node.symbol)) faults.push_back("no rule " + node.symbol);
    for (const Node& part : node.parts) self(self, part);
  };
  for (const auto& [name, node] : rules) visit(visit, node);
  for (bool grown = true; grown;) {
    grown = false;
    for (const auto& [name, node] : rules) {
      const Set now = first(node);
      Set& known = first_[name];
      if (now.symbols != known.symbols || now.empty != known.empty) {
        known = now;
        grown = true;
      }
    }
  }
  for (bool grown = true; grown;) {
    grown = false;
    for (const auto& [name, node] : rules) grown = grow_follow(node, {follow_[name], false}) || grown;
  }
  // How deep the shallowest sentence of each rule is, so that making one ends.
  const auto shallow = [&](const auto& self, const Node& node) -> std::size_t {
    constexpr std::size_t far = 1'000;
    switch (node.kind) {
      case Node::Kind::terminal:
      case Node::Kind::option:
      case Node::Kind::repeat: return 0;
      case Node::Kind::rule: return depth_.count(node.symbol) ? depth_.at(node.symbol) + 1 : far;
      case Node::Kind::choice: {
        std::size_t best = far;
        for (const Node& part : node.parts) best = std::min(best, self(self, part));
        return best;
      }
      case Node::Kind::sequence: break;
    }
    std::size_t worst = 0;
    for (const Node& part : node.parts) worst = std::max(worst, self(self, part));
    return worst;
  };
  for (bool changed = true; changed;) {
    changed = false;
    for (const auto& [name, node] : rules) {
      const std::size_t now = shallow(shallow, node);
      if (now < 1'000 && (!depth_.count(name) || depth_[name] != now)) {
        depth_[name] = now;
        changed = true;
      }
    }
  }
}

bool Grammar::grow_follow(const Node& node, const Set& after) {
  switch (node.kind) {
    case Node::Kind::terminal: return false;
    case Node::Kind::rule: {
      Symbols& known = follow_[node.symbol];
      const std::size_t before = known.size();
      known.insert(after.symbols.begin(), after.symbols.end());
      return known.size() != before;
    }
    case Node::Kind::choice: {
      bool grown = false;
      for (const Node& part : node.parts) grown = grow_follow(part, after) || grown;
      return grown;
    }
    case Node::Kind::option: return grow_follow(node.parts[0], after);
    case Node::Kind::repeat: {
      Set again = first(node.parts[0]);
      again.symbols.insert(after.symbols.begin(), after.symbols.end());
      return grow_follow(node.parts[0], again);
    }
    case Node::Kind::sequence: break;
  }
  bool grown = false;
  Set next = after;
  for (auto part = node.parts.rbegin(); part != node.parts.rend(); ++part) {
    grown = grow_follow(*part, next) || grown;
    Set here = first(*part);
    if (here.empty) here.symbols.insert(next.symbols.begin(), next.symbols.end());
    next = {here.symbols, false};
  }
  return grown;
}

std::vector<std::string> Grammar::conflicts() const {
  std::vector<std::string> out;
  for (const auto& [name, node] : rules) {
    const auto found = follow_.find(name);
    find_conflicts(name, node, {found == follow_.end() ? Symbols{} : found->second, false}, out);
  }
  return out;
}

void Grammar::find_conflicts(const std::string& rule, const Node& node, const Set& after,
                             std::vector<std::string>& out) const {
  const auto clash = [&](const Symbols& a, const Symbols& b, const char* where) {
    if (const Symbols both = common(a, b); !both.empty()) out.push_back(rule + ", " + where + ":" + listed(both));
  };
  switch (node.kind) {
    case Node::Kind::terminal:
    case Node::Kind::rule: return;
    case Node::Kind::choice: {
      Symbols seen;
      for (const Node& part : node.parts) {
        Set one = first(part);
        if (one.empty) one.symbols.insert(after.symbols.begin(), after.symbols.end());
        clash(seen, one.symbols, "two alternatives begin with");
        seen.insert(one.symbols.begin(), one.symbols.end());
        find_conflicts(rule, part, after, out);
      }
      return;
    }
    case Node::Kind::option:
    case Node::Kind::repeat: {
      const Set inner = first(node.parts[0]);
      if (inner.empty) out.push_back(rule + ": an option that may be empty");
      clash(inner.symbols, after.symbols, "an option begins with what may follow");
      Set next = after;
      if (node.kind == Node::Kind::repeat) next.symbols.insert(inner.symbols.begin(), inner.symbols.end());
      find_conflicts(rule, node.parts[0], next, out);
      return;
    }
    case Node::Kind::sequence: break;
  }
  Set next = after;
  for (auto part = node.parts.rbegin(); part != node.parts.rend(); ++part) {
    find_conflicts(rule, *part, next, out);
    Set here = first(*part);
    if (here.empty) here.symbols.insert(next.symbols.begin(), next.symbols.end());
    next = {here.symbols, false};
  }
}

std::vector<std::string> Grammar::sentence(const std::string& rule, std::mt19937& random) const {
  std::vector<std::string> out;
  make(rules.at(rule), 0, random, out);
  return out;
}

void Grammar::make(const Node& node, int depth, std::mt19937& random, std::vector<std::string>& out) const {
  constexpr int deep = 9;
  switch (node.kind) {
    case Node::Kind::terminal: out.push_back(node.symbol); return;
    case Node::Kind::rule: make(rules.at(node.symbol), depth + 1, random, out); return;
    case Node::Kind::option:
      if (depth < deep && random() % 2) make(node.parts[0], depth, random, out);
      return;
    case Node::Kind::repeat:
      for (auto n = depth < deep ? random() % (depth < 3 ? 7 : 3) : 0; n > 0; --n)
        make(node.parts[0], depth, random, out);
      return;
    case Node::Kind::sequence:
      for (const Node& part : node.parts) make(part, depth, random, out);
      return;
    case Node::Kind::choice: break;
  }
  if (depth < deep) return make(node.parts[random() % node.parts.size()], depth, random, out);
  // Too deep: the alternative that ends soonest.
  const auto cost = [&](const Node& part) {
    std::size_t worst = 0;
    const auto visit = [&](const auto& self, const Node& n) -> void {
      if (n.kind == Node::Kind::rule) worst = std::max(worst, depth_.at(n.symbol) + 1);
      if (n.kind == Node::Kind::sequence || n.kind == Node::Kind::choice) {
        for (const Node& p : n.parts) self(self, p);
      }
    };
    visit(visit, part);
    return worst;
  };
  const auto best = std::min_element(node.parts.begin(), node.parts.end(),
                                     [&](const Node& a, const Node& b) { return cost(a) < cost(b); });
  make(*best, depth, random, out);
}

bool Grammar::recognises(const std::string& rule, const std::vector<std::string>& symbols) const {
  std::size_t at = 0;
  return match(rules.at(rule), symbols, at) && at == symbols.size();
}

bool Grammar::match(const Node& node, const std::vector<std::string>& symbols, std::size_t& at) const {
  const auto begins = [&](const Node& part) {
    return at < symbols.size() && first(part).symbols.count(symbols[at]) != 0;
  };
  switch (node.kind) {
    case Node::Kind::terminal:
      if (at >= symbols.size() || symbols[at] != node.symbol) return false;
      ++at;
      return true;
    case Node::Kind::rule: return match(rules.at(node.symbol), symbols, at);
    case Node::Kind::option: return !begins(node.parts[0]) || match(node.parts[0], symbols, at);
    case Node::Kind::repeat:
      while (begins(node.parts[0])) {
        if (!match(node.parts[0], symbols, at)) return false;
      }
      return true;
    case Node::Kind::sequence:
      return std::all_of(node.parts.begin(), node.parts.end(),
                         [&](const Node& part) { return match(part, symbols, at); });
    case Node::Kind::choice: break;
  }
  for (const Node& part : node.parts) {
    if (begins(part)) return match(part, symbols, at);
  }
  return std::any_of(node.parts.begin(), node.parts.end(), [&](const Node& part) { return first(part).empty; });
}

}  // namespace bylaw::test
