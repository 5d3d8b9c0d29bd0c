#include "by_hand.hpp"

#include <algorithm>
#include <bit>

#include "store.hpp"
#include "wheel.hpp"

namespace bench {

namespace {

constexpr std::uint8_t grades[4][4] = {{1, 1, 2, 2}, {1, 2, 2, 3}, {2, 2, 3, 4}, {2, 3, 4, 4}};
// Seconds at which the three stages of each limit are due: 75 %, 100 %, 150 %.
constexpr std::int32_t stages[6][3] = {{1350, 1800, 2700},       {675, 900, 1350},       {129600, 172800, 259200},
                                       {259200, 345600, 518400}, {64800, 86400, 129600}, {129600, 172800, 259200}};
constexpr unsigned pausing = 0b011101;
enum Flag : std::uint8_t { acknowledged = 1, responded = 2, resolved = 4, awaiting = 8 };
constexpr std::int32_t never = INT32_MAX;

int grade_of(const Event& e) {
  int by = 0;
  if (e.amount >= 100000) by = e.customer == vip ? 2 : 1;
  else if (e.amount >= 10000 && (e.customer == business || e.customer == vip)) by = 1;
  else if (e.customer == vulnerable) by = 1;
  else if (e.amount < 100) by = e.customer == staff ? -2 : -1;
  return std::clamp(grades[e.impact - 1][e.likelihood - 1] + by, 1, 4);
}

}  // namespace

// One cache line.
struct ByHand::Ticket {
  std::int32_t due[6];       // the next stage, as if there had been no pause
  std::int32_t next;         // earliest stage due, `never` when none runs
  std::int32_t paused_for;
  std::int32_t paused_at;
  std::int32_t amount;
  std::uint8_t running;      // limits, one bit each
  std::uint8_t stage[6];
  std::uint8_t channel, product, customer, impact, grade, disclosed;
  std::uint8_t flags;
  // In the wheel.
  std::uint16_t where;
  std::uint32_t before, after;

  void find_next() {
    const bool awaiting = (flags & Flag::awaiting) != 0;
    std::int32_t least = never;
    for (unsigned r = running; r != 0; r &= r - 1) {
      const int i = std::countr_zero(r);
      if ((pausing >> i & 1) == 0) least = std::min(least, due[i]);
      else if (!awaiting) least = std::min(least, due[i] + paused_for);
    }
    next = least;
  }

  [[gnu::noinline]] void fire(std::uint32_t ticket, std::int32_t until, Fired*& out) {
    const bool awaiting = (flags & Flag::awaiting) != 0;
    for (unsigned r = running; r != 0; r &= r - 1) {
      const int i = std::countr_zero(r);
      const bool pauses = (pausing >> i & 1) != 0;
      if (pauses && awaiting) continue;
      const std::int32_t shift = pauses ? paused_for : 0;
      while (due[i] + shift < until) {
        const int s = stage[i];
        const auto limit = static_cast<std::uint32_t>(i);
        if (s == 1) *out++ = {due[i] + shift, ticket, breach + limit};
        *out++ = {due[i] + shift, ticket, level + static_cast<std::uint32_t>(s) * 6 + limit};
        stage[i] = static_cast<std::uint8_t>(s + 1);
        if (s == 2) {
          running = static_cast<std::uint8_t>(running & ~(1u << i));
          break;
        }
        due[i] += stages[i][s + 1] - stages[i][s];
      }
    }
    find_next();
  }

  void start(int i, std::int32_t at) {
    std::int32_t from = at;
    if (pausing >> i & 1) from = ((flags & Flag::awaiting) != 0 ? paused_at : at) - paused_for;
    running = static_cast<std::uint8_t>(running | 1u << i);
    stage[i] = 0;
    due[i] = from + stages[i][0];
  }

  void stop(int i, std::uint32_t ticket, std::int32_t at, Fired*& out) {
    if ((running >> i & 1) == 0) return;
    if (stage[i] < 2) *out++ = {at, ticket, met + static_cast<std::uint32_t>(i)};
    running = static_cast<std::uint8_t>(running & ~(1u << i));
  }

  template <bool all>
  [[gnu::always_inline]] void take(const Event& e, Fired*& out) {
    const std::uint32_t ticket = e.ticket;
    const auto say = [&](std::uint32_t code) { *out++ = {e.at, ticket, code}; };
    if (e.kind != Kind::received && next < e.at) fire(ticket, e.at, out);
    switch (e.kind) {
      case Kind::received: {
        running = disclosed = flags = 0;
        paused_for = 0;
        channel = e.channel, product = e.product, customer = e.customer, impact = e.impact, amount = e.amount;
        const int g = grade_of(e);
        grade = static_cast<std::uint8_t>(g);
        say(bench::grade + static_cast<std::uint32_t>(g) - 1);
        if (channel == chat && customer != staff && impact >= 2) start(0, e.at);
        if (channel == phone || channel == chat) start(1, e.at);
        start(2, e.at);
        if (!(product == loan && amount >= 50000)) start(3, e.at);
        if (g >= 3 && product != card) start(5, e.at);
        break;
      }
      case Kind::acknowledged:
        stop(1, ticket, e.at, out);
        if (amount >= 1000 && customer != staff && (flags & Flag::responded) == 0) start(4, e.at);
        flags |= Flag::acknowledged;
        break;
      case Kind::awaiting:
        if (all && (flags & Flag::acknowledged) == 0 && channel != phone && impact >= 3) say(prohibited + 2);
        flags |= Flag::awaiting;
        paused_at = e.at;
        break;
      case Kind::replied:
        flags = static_cast<std::uint8_t>(flags & ~Flag::awaiting);
        paused_for += e.at - paused_at;
        break;
      case Kind::disclosed:
        disclosed = static_cast<std::uint8_t>(disclosed | 1u << (e.item - 1));
        return;
      case Kind::sold:
        if (all) {
          if (customer == vulnerable && product == investment && amount > 10000) say(prohibited);
          if ((disclosed & 1) == 0) say(disclosure);
          if ((disclosed & 2) == 0 && (product == investment || product == insurance)) say(disclosure + 1);
          if ((disclosed & 4) == 0 && (product == loan || product == card)) say(disclosure + 2);
          if ((disclosed & 8) == 0 && customer != business) say(disclosure + 3);
          if ((disclosed & 16) == 0) say(disclosure + 4);
        }
        return;
      case Kind::responded:
        if (all && (flags & Flag::acknowledged) == 0 && (channel == email || channel == letter) && customer != staff) say(prohibited + 3);
        stop(0, ticket, e.at, out);
        stop(2, ticket, e.at, out);
        stop(4, ticket, e.at, out);
        flags |= Flag::responded;
        break;
      case Kind::resolved:
        stop(3, ticket, e.at, out);
        stop(5, ticket, e.at, out);
        flags |= Flag::resolved;
        break;
      case Kind::closed:
        if (all) {
          if ((flags & Flag::resolved) == 0 && grade >= 2) say(prohibited + 1);
          if ((e.present & 1) == 0) say(field);
          if ((e.present & 2) == 0) say(field + 1);
          if ((e.present & 4) == 0 && grade >= 3) say(field + 2);
          if ((e.present & 8) == 0 && product == loan && amount >= 1000) say(field + 3);
          if ((e.present & 16) == 0) say(field + 4);
        }
        running = 0;
        break;
    }
    find_next();
  }
};

struct ByHand::Memory {
  Store<Ticket> tickets;
};

ByHand::ByHand() : memory_(new Memory) {}
ByHand::~ByHand() { delete memory_; }

void ByHand::clear() { memory_->tickets.clear(); }

template <bool all>
std::size_t ByHand::run(const std::vector<Event>& events, Fired* out) {
  Store<Ticket>& store = memory_->tickets;
  Fired* at = out;
  for (const Event& e : events) {
    store.get(e.ticket).template take<all>(e, at);
    if (e.kind == Kind::closed) store.erase(e.ticket);
  }
  const std::int32_t end = events.back().at;
  store.each([&](std::uint32_t ticket, Ticket& t) {
    if (t.next < end) t.fire(ticket, end, at);
  });
  return static_cast<std::size_t>(at - out);
}

template <bool all>
std::size_t ByHand::run_in_order(const std::vector<Event>& events, Fired* out) {
  Store<Ticket>& store = memory_->tickets;
  Wheel<Store<Ticket>> wheel(store);
  Fired* at = out;
  const auto fire = [&](std::uint32_t row, std::int32_t due) {
    Ticket& t = store.row(row);
    t.fire(store.number_of(row), due + 1, at);
    if (t.next != never) wheel.add(row, t.next);
  };
  for (const Event& e : events) {
    if (wheel.now() < e.at - 1) wheel.advance(e.at - 1, fire);
    Ticket& t = store.get(e.ticket);
    const std::uint32_t row = store.row_of(t);
    std::int32_t was = t.next;
    if (e.kind == Kind::received) {
      was = never;
      t.where = Wheel<Store<Ticket>>::nowhere;
    }
    t.template take<all>(e, at);
    if (t.next != was) {
      wheel.remove(row);
      if (t.next != never) wheel.add(row, t.next);
    }
    if (e.kind == Kind::closed) store.erase(e.ticket);
  }
  wheel.advance(events.back().at - 1, fire);
  return static_cast<std::size_t>(at - out);
}

template std::size_t ByHand::run_in_order<true>(const std::vector<Event>&, Fired*);
template std::size_t ByHand::run_in_order<false>(const std::vector<Event>&, Fired*);
template std::size_t ByHand::run<true>(const std::vector<Event>&, Fired*);
template std::size_t ByHand::run<false>(const std::vector<Event>&, Fired*);

std::size_t ByHand::state_bytes() const { return sizeof(Ticket); }

}  // namespace bench
