// A ledger as bytes: mark, version, the program's hash, then the cases in their order. All numbers little-endian.
#include <algorithm>
#include <cstddef>

#include "eval/board/ledger.hpp"

namespace bylaw::eval::board {

namespace {

constexpr std::uint64_t mark_and_version = 0x0000'0001'4450'4b42;  // "BKPD", then the version

class Writer {
 public:
  void put(std::uint64_t value, int bytes = 8) {
    for (int i = 0; i < bytes; ++i) out.push_back(static_cast<std::byte>(value >> 8 * i & 0xff));
  }
  void put(std::int64_t value) { put(static_cast<std::uint64_t>(value)); }
  void put(const Order& order) {
    put(order.at);
    put(order.sequence);
    put(order.id);
  }

  std::vector<std::byte> out;
};

class Reader {
 public:
  explicit Reader(std::span<const std::byte> bytes) : in_(bytes) {}

  std::uint64_t number(std::size_t bytes = 8) {
    std::uint64_t value = 0;
    if (in_.size() < bytes) {
      good = false;
      in_ = {};
      return 0;
    }
    for (std::size_t i = 0; i < bytes; ++i) value |= std::uint64_t{static_cast<std::uint8_t>(in_[i])} << 8 * i;
    in_ = in_.subspan(bytes);
    return value;
  }
  std::int64_t time() { return static_cast<std::int64_t>(number()); }
  std::uint32_t index(std::size_t below) {
    const auto value = static_cast<std::uint32_t>(number(4));
    if (value >= below) good = false;
    return value;
  }
  Order order() {
    Order out;
    out.at = time();
    out.sequence = time();
    out.id = number();
    return out;
  }
  // How many follow, of at least so many bytes each: a number that the bytes cannot hold is refused before room is taken.
  std::size_t count(std::size_t each) {
    const std::uint64_t value = number();
    if (value > in_.size() / each) good = false;
    return good ? static_cast<std::size_t>(value) : 0;
  }
  bool at_end() const { return in_.empty(); }

  bool good = true;

 private:
  std::span<const std::byte> in_;
};

// Nothing twice, and in order, as every list here is.
template <class T>
bool ascends(const std::vector<T>& items) {
  return std::adjacent_find(items.begin(), items.end(), [](const T& a, const T& b) { return !(a < b); }) == items.end();
}

}  // namespace

std::vector<std::byte> Ledger::bytes() const {
  Writer w;
  w.put(mark_and_version);
  for (const std::uint8_t byte : program_->hash) w.put(byte, 1);
  w.put(std::uint64_t{cases_.size()});
  for (const auto& [key, notes] : cases_) {
    w.put(key.first, 4);
    w.put(key.second);
    w.put(std::uint64_t{notes.changes.size()});
    for (const Change& c : notes.changes) {
      w.put(c.fact, 4);
      w.put(c.order);
      w.put(c.value);
    }
    w.put(std::uint64_t{notes.events.size()});
    for (const Happened& h : notes.events) {
      w.put(h.order);
      w.put(h.event, 4);
    }
    w.put(std::uint64_t{notes.judged.size()});
    for (const Judged& j : notes.judged) {
      w.put(j.rule, 4);
      w.put(j.instance, 4);
      w.put(j.at);
      w.put(j.state, 1);
    }
  }
  return std::move(w.out);
}

bool Ledger::read(std::span<const std::byte> bytes) {
  Reader r(bytes);
  if (r.number() != mark_and_version) return false;
  for (const std::uint8_t byte : program_->hash) {
    if (r.number(1) != byte) return false;
  }
  std::map<CaseKey, CaseNotes> cases;
  CaseKey last{};
  for (std::size_t n = r.count(36), i = 0; i < n && r.good; ++i) {
    const std::uint32_t kind = r.index(program_->cases.size());
    const CaseKey key{kind, r.number()};
    if (i > 0 && !(last < key)) return false;
    last = key;
    CaseNotes notes;
    for (std::size_t m = r.count(36), k = 0; k < m && r.good; ++k) {
      const std::uint32_t fact = r.index(facts_.size());
      const Order order = r.order();
      notes.changes.push_back({fact, order, r.time()});
    }
    for (std::size_t m = r.count(28), k = 0; k < m && r.good; ++k) {
      const Order order = r.order();
      notes.events.push_back({order, r.index(events_.size())});
    }
    for (std::size_t m = r.count(17), k = 0; k < m && r.good; ++k) {
      Judged j;
      j.rule = r.index(rules_.size());
      j.instance = static_cast<std::uint32_t>(r.number(4));
      j.at = r.time();
      j.state = static_cast<std::uint8_t>(r.number(1));
      if (j.state == 0 || (j.state > std::uint8_t(State::unreachable) && j.state != waived)) return false;
      notes.judged.push_back(j);
    }
    if (!r.good || !ascends(notes.changes) || !ascends(notes.events) || !ascends(notes.judged)) return false;
    cases.emplace(key, std::move(notes));
  }
  if (!r.good || !r.at_end()) return false;
  cases_ = std::move(cases);
  return true;
}

}  // namespace bylaw::eval::board
