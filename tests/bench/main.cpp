// The reference workload through bylaw and through hand-written C++, round-robin in one process. Speed is quoted only when both
// decided the same.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <functional>
#include <iterator>
#include <sstream>
#include <string_view>

#include "by_hand.hpp"
#include "counter.hpp"
#include "through_bylaw.hpp"

namespace {

struct Contender {
  const char* name;
  std::function<std::size_t()> run;
  std::size_t compared_with;  // number of the hand-written contender that does the same
  std::vector<double> ns = {};
  std::vector<double> ratio = {};
  double instructions = 0;
};

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values.empty() ? 0 : values[values.size() / 2];
}

// Processor time of this thread: what else the machine does in between is not counted.
double seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

int usage() {
  std::fprintf(stderr, "usage: bench RULES.bylaw... [tickets [rounds]]\n       bench RULES.bylaw... tickets --once NUMBER\n");
  return 2;
}

}  // namespace

// By its name instructions are counted from outside: tests/bench/instructions.sh.
extern "C" [[gnu::noinline]] std::size_t bench_measured(const std::function<std::size_t()>& run) { return run(); }

int main(int argc, char** argv) {
  std::vector<std::string> texts;
  int next = 1;
  for (; next < argc && std::string_view(argv[next]).ends_with(".bylaw"); ++next) {
    std::ifstream file(argv[next]);
    std::stringstream text;
    text << file.rdbuf();
    if (!file) {
      std::fprintf(stderr, "cannot read %s\n", argv[next]);
      return 2;
    }
    texts.push_back(text.str());
  }
  const std::vector<std::string_view> rest(argv + next, argv + argc);
  const bool once = rest.size() == 3 && rest[1] == "--once";
  const auto tickets = static_cast<std::uint32_t>(rest.empty() ? 100000 : std::atoi(argv[next]));
  const int rounds = once ? 1 : rest.size() > 1 ? std::atoi(argv[next + 1]) : 7;
  const auto chosen = static_cast<std::size_t>(once ? std::atoi(argv[next + 2]) : 0);
  if (texts.empty() || tickets == 0 || rounds <= 0 || rest.size() > (once ? 3u : 2u)) return usage();

  const std::vector<bench::Event> events = bench::make_workload(tickets, 20260101);
  bench::ThroughBylaw engine(texts, events);
  if (!engine.problem.empty()) {
    std::fprintf(stderr, "%s", engine.problem.c_str());
    return 2;
  }
  bench::ByHand hand;
  std::vector<bench::Fired> fired(events.size() * 3);
  std::vector<bylaw::Decision> decisions(events.size() * 3);
  const auto by_hand = [&] { return engine.all() ? hand.run<true>(events, fired.data()) : hand.run<false>(events, fired.data()); };
  const auto by_hand_in_order = [&] {
    return engine.all() ? hand.run_in_order<true>(events, fired.data()) : hand.run_in_order<false>(events, fired.data());
  };

  Contender contenders[] = {
      {"by hand", by_hand, 0},
      {"by hand, in order", by_hand_in_order, 1},
      {"bylaw, cases", [&] { return engine.run_cases(decisions.data(), decisions.size()); }, 0},
      {"bylaw, desk", [&] { return engine.run_desk(decisions.data(), decisions.size()); }, 1}};
  const auto clear = [&] {
    hand.clear();
    engine.clear();
  };
  clear();
  if (once) {
    if (chosen >= std::size(contenders)) return usage();
    bench_measured(contenders[chosen].run);
    std::printf("%s: %zu events\n", contenders[chosen].name, events.size());
    return 0;
  }

  const auto summary_by_hand = [&](std::size_t count) {
    bench::Summary summary;
    for (std::size_t i = 0; i < count; ++i) summary.add(fired[i].at, fired[i].ticket, fired[i].code);
    return summary;
  };
  const bench::Summary all = summary_by_hand(hand.run<true>(events, fired.data()));
  hand.clear();
  const bench::Summary want = summary_by_hand(by_hand());
  const bench::Summary in_order = summary_by_hand(by_hand_in_order());
  const bench::Summary cases = engine.summarise(decisions.data(), engine.run_cases(decisions.data(), decisions.size()));
  const bench::Summary desk = engine.summarise(decisions.data(), engine.run_desk(decisions.data(), decisions.size()));
  const auto print = [](const char* name, const bench::Summary& s) {
    std::printf("%-22s", name);
    for (const std::uint64_t count : s.counts) std::printf(" %8llu", static_cast<unsigned long long>(count));
    std::printf("  %llu\n", static_cast<unsigned long long>(s.checksum));
  };
  std::printf("%u tickets, %zu events\n\n", tickets, events.size());
  std::printf("%-22s %8s %8s %8s %8s %8s %8s %8s %8s %8s  %s\n", "decisions", "met", "breach", "level 1", "level 2",
              "level 3", "graded", "disclos.", "field", "prohib.", "checksum");
  print("by hand, 24 rules", all);
  print(engine.all() ? "by hand" : "by hand, rules 1-10", want);
  print("by hand, in order", in_order);
  print("bylaw, cases", cases);
  print("bylaw, desk", desk);
  if (!(cases == want) || !(desk == want) || !(in_order == want)) {
    std::printf("\nthe contenders DISAGREE: no speed is quoted\n");
    return 1;
  }
  // What all 24 rules of the reference workload are known to come to, and how many decisions that are.
  for (const bench::Known& known : bench::known_results) {
    if (tickets == known.tickets && !(all == known.summary)) {
      std::printf("\nthe hand-written rules DISAGREE with the reference: no speed is quoted\n");
      return 1;
    }
  }

  const auto count = static_cast<double>(events.size());
  bench::InstructionCounter counter;
  for (int round = 0; round < rounds; ++round) {
    for (Contender& c : contenders) {
      clear();
      counter.start();
      const double begin = seconds();
      c.run();
      c.ns.push_back((seconds() - begin) * 1e9 / count);
      c.instructions = static_cast<double>(counter.stop()) / count;
      c.ratio.push_back(c.ns.back() / contenders[c.compared_with].ns.back());
    }
  }
  std::printf("\n%-22s %12s %10s %8s %14s %14s\n", "medians of rounds", "events/s", "ns/event", "ratio", "instr./event",
              "bytes/case");
  const std::size_t bytes[] = {hand.state_bytes(), hand.state_bytes(), engine.case_bytes(), engine.desk_bytes_per_case()};
  for (std::size_t i = 0; i < std::size(contenders); ++i) {
    const Contender& c = contenders[i];
    const double ns = median(c.ns);
    std::printf("%-22s %12.0f %10.1f %8.2f ", c.name, 1e9 / ns, ns, median(c.ratio));
    if (counter.works()) std::printf("%14.0f ", c.instructions);
    else std::printf("%14s ", "not counted");
    std::printf("%14zu\n", bytes[i]);
  }
  std::printf("\nratio: cases to by hand, desk to by hand in order (both keep the order of time over all cases)\n"
              "bytes/case: state alone, without an index; for the desk with index, queue and reserve\n");
  if (!counter.works()) std::printf("instructions: cmake --build build --target bench_instructions\n");
  return 0;
}
