#include "workload.hpp"

#include <algorithm>
#include <initializer_list>

namespace bench {

namespace {

struct Random {
  std::uint64_t state;

  std::uint64_t next() {
    state += 0x9e3779b97f4a7c15u;
    std::uint64_t z = state;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
  }
  // Both ends included.
  int between(int low, int high) {
    return low + static_cast<int>((next() >> 11) % static_cast<std::uint64_t>(high - low + 1));
  }
  bool percent(int p) { return between(0, 99) < p; }
  // Index of the share that a draw from 0-99 falls into; shares add up to 100.
  int share(std::initializer_list<int> shares) {
    int draw = between(0, 99);
    int index = 0;
    for (const int s : shares) {
      if (draw < s) break;
      draw -= s;
      ++index;
    }
    return index;
  }
};

struct Range {
  int low, high;
};

int draw(Random& r, std::initializer_list<int> shares, std::initializer_list<Range> ranges) {
  const Range range = ranges.begin()[r.share(shares)];
  return r.between(range.low, range.high);
}

class Ticket {
 public:
  Ticket(std::uint32_t number, int start, std::uint64_t seed)
      : random_{seed * 1000003u + std::uint64_t{number - first_ticket} * 0x9e3779b97f4a7c15u}, number_(number), start_(start) {}

  void write(std::vector<Event>& all) {
    receive();
    answer();
    wait();
    sell();
    resolve();
    close();
    std::stable_sort(events_.begin(), events_.end(), [](const Event& a, const Event& b) { return a.at < b.at; });
    for (std::size_t i = 1; i < events_.size(); ++i) {
      if (events_[i].at <= events_[i - 1].at) events_[i].at = events_[i - 1].at + 1;
    }
    for (const Event& event : events_) {
      all.push_back(event);
      if (event.kind == Kind::closed) break;
    }
  }

 private:
  Event& add(int at, Kind kind) {
    Event event;
    event.at = at;
    event.ticket = number_;
    event.kind = kind;
    events_.push_back(event);
    return events_.back();
  }

  void receive() {
    Event& e = add(start_, Kind::received);
    e.channel = static_cast<std::uint8_t>(random_.share({40, 25, 20, 5, 10}));
    e.product = static_cast<std::uint8_t>(random_.share({35, 20, 25, 10, 10}));
    e.customer = static_cast<std::uint8_t>(random_.share({60, 15, 8, 12, 5}));
    e.impact = static_cast<std::uint8_t>(1 + random_.share({40, 30, 20, 10}));
    e.likelihood = static_cast<std::uint8_t>(1 + random_.share({35, 30, 22, 13}));
    e.amount = draw(random_, {20, 45, 20, 11, 4}, {{0, 99}, {100, 999}, {1000, 9999}, {10000, 99999}, {100000, 500000}});
    product_ = e.product;
    customer_ = e.customer;
  }

  void answer() {
    int acknowledged = -1;
    if (random_.percent(95)) {
      acknowledged = start_ + draw(random_, {60, 25, 12, 3}, {{30, 600}, {600, 1200}, {1200, 5400}, {5400, 90000}});
      add(acknowledged, Kind::acknowledged);
    }
    if (!random_.percent(93)) return;
    responded_ = start_ + draw(random_, {25, 15, 30, 20, 10},
                               {{300, 1500}, {1500, 3600}, {3600, 86400}, {86400, 200000}, {200000, 500000}});
    if (acknowledged >= 0 && responded_ <= acknowledged && random_.percent(70)) {
      responded_ = acknowledged + random_.between(30, 3600);
    }
    add(responded_, Kind::responded);
  }

  void wait() {
    const int pauses = random_.share({45, 35, 20});
    int at = start_;
    for (int i = 0; i < pauses; ++i) {
      at += random_.percent(50) ? random_.between(20, 3000) : random_.between(3000, 100000);
      add(at, Kind::awaiting);
      if (i == pauses - 1 && random_.percent(10)) break;
      at += random_.percent(40) ? random_.between(60, 3600) : random_.between(3600, 90000);
      add(at, Kind::replied);
    }
  }

  void sell() {
    if (!random_.percent(45)) return;
    const int sale = start_ + random_.between(120, 7200);
    const bool needed[5] = {true, product_ == investment || product_ == insurance, product_ == loan || product_ == card,
                            customer_ != business, true};
    for (int i = 0; i < 5; ++i) {
      if (!random_.percent(needed[i] ? 93 : 15)) continue;
      add(std::max(start_ + 1, sale - random_.between(1, 900)), Kind::disclosed).item = static_cast<std::uint8_t>(i + 1);
    }
    add(sale, Kind::sold);
  }

  void resolve() {
    if (!random_.percent(92)) return;
    resolved_ = responded_ >= 0 ? responded_ + draw(random_, {40, 40, 20}, {{1, 600}, {600, 86400}, {86400, 400000}})
                                : start_ + random_.between(3600, 500000);
    add(resolved_, Kind::resolved);
  }

  void close() {
    if (!random_.percent(95)) return;
    const int last = std::max({responded_, resolved_, start_ + 600});
    int at = last + random_.between(60, 172800);
    if (resolved_ > 0 && random_.percent(4)) at = std::max(start_ + 60, resolved_ - random_.between(10, 3000));
    int present = 0;
    int bit = 1;
    for (const int chance : {97, 96, 80, 70, 98}) {
      if (random_.percent(chance)) present |= bit;
      bit *= 2;
    }
    random_.between(0, 5000);  // the amount of redress, which no rule reads
    add(at, Kind::closed).present = static_cast<std::uint8_t>(present);
  }

  Random random_;
  std::uint32_t number_;
  int start_;
  int responded_ = -1;
  int resolved_ = -1;
  std::uint8_t product_ = 0;
  std::uint8_t customer_ = 0;
  std::vector<Event> events_;
};

}  // namespace

std::vector<Event> make_workload(std::uint32_t tickets, std::uint64_t seed) {
  constexpr int span = 90 * 86400;
  Random random{seed};
  std::vector<int> starts(tickets);
  for (int& start : starts) start = random.between(0, span - 1);
  std::sort(starts.begin(), starts.end());
  std::vector<Event> all;
  all.reserve(std::size_t{tickets} * 9);
  for (std::uint32_t i = 0; i < tickets; ++i) Ticket(first_ticket + i, starts[i], seed).write(all);
  std::sort(all.begin(), all.end(),
            [](const Event& a, const Event& b) { return a.at != b.at ? a.at < b.at : a.ticket < b.ticket; });
  return all;
}

void Summary::add(std::int64_t at, std::uint32_t ticket, std::uint32_t code) {
  const std::uint32_t kind = code < breach     ? 0
                             : code < level    ? 1
                             : code < grade    ? 2 + (code - level) / 6
                             : code < disclosure ? 5
                             : code < field    ? 6
                             : code < prohibited ? 7
                                               : 8;
  ++counts[kind];
  checksum += (std::uint64_t{ticket} * 48 + code) % 32749 * (static_cast<std::uint64_t>(at) % 32749);
}

}  // namespace bench
