// The reference workload through bylaw and through hand-written C++, round-robin in one process. Speed is quoted only when both
// decided the same.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <sstream>

#include "by_hand.hpp"
#include "counter.hpp"
#include "through_bylaw.hpp"

namespace {

struct Contender {
  const char* name;
  std::function<std::size_t()> run;
  std::vector<double> ns = {};
  std::vector<double> ratio = {};
  double instructions = 0;
};

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values.empty() ? 0 : values[values.size() / 2];
}

double seconds() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

int usage() {
  std::fprintf(stderr, "usage: bench RULES [tickets [rounds]]\n");
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return usage();
  const auto tickets = static_cast<std::uint32_t>(argc > 2 ? std::atoi(argv[2]) : 100000);
  const int rounds = argc > 3 ? std::atoi(argv[3]) : 7;
  if (tickets == 0 || rounds <= 0) return usage();
  std::ifstream file(argv[1]);
  std::stringstream text;
  text << file.rdbuf();
  if (!file) {
    std::fprintf(stderr, "cannot read %s\n", argv[1]);
    return 2;
  }

  const std::vector<bench::Event> events = bench::make_workload(tickets, 20260101);
  bench::ThroughBylaw engine(text.str(), events);
  if (!engine.problem.empty()) {
    std::fprintf(stderr, "%s", engine.problem.c_str());
    return 2;
  }
  bench::ByHand hand;
  std::vector<bench::Fired> fired(events.size() * 3);
  std::vector<bylaw::Decision> decisions(events.size() * 3);

  const auto summary_by_hand = [&](std::size_t count) {
    bench::Summary summary;
    for (std::size_t i = 0; i < count; ++i) summary.add(fired[i].at, fired[i].ticket, fired[i].code);
    return summary;
  };
  const bench::Summary all = summary_by_hand(hand.run<true>(events, fired.data()));
  const bench::Summary want = summary_by_hand(hand.run<false>(events, fired.data()));
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
  print("by hand, rules 1-10", want);
  print("bylaw, cases", cases);
  print("bylaw, desk", desk);
  if (!(cases == want) || !(desk == want)) {
    std::printf("\nbylaw and the hand-written rules DISAGREE: no speed is quoted\n");
    return 1;
  }

  Contender contenders[] = {{"by hand", [&] { return hand.run<false>(events, fired.data()); }},
                            {"bylaw, cases", [&] { return engine.run_cases(decisions.data(), decisions.size()); }},
                            {"bylaw, desk", [&] { return engine.run_desk(decisions.data(), decisions.size()); }}};
  const auto count = static_cast<double>(events.size());
  bench::InstructionCounter counter;
  for (int round = 0; round < rounds; ++round) {
    for (Contender& c : contenders) {
      counter.start();
      const double begin = seconds();
      c.run();
      c.ns.push_back((seconds() - begin) * 1e9 / count);
      c.instructions = static_cast<double>(counter.stop()) / count;
      c.ratio.push_back(c.ns.back() / contenders[0].ns.back());
    }
  }
  std::printf("\n%-22s %12s %10s %8s %14s %14s\n", "medians of rounds", "events/s", "ns/event", "ratio", "instr./event",
              "bytes/case");
  for (const Contender& c : contenders) {
    const double ns = median(c.ns);
    std::printf("%-22s %12.0f %10.1f %8.2f ", c.name, 1e9 / ns, ns, median(c.ratio));
    if (counter.works()) std::printf("%14.0f ", c.instructions);
    else std::printf("%14s ", "not counted");
    const bool desk_row = &c == &contenders[2];
    std::printf("%14zu\n", &c == contenders ? hand.state_bytes() : desk_row ? engine.desk_bytes_per_case() : engine.case_bytes());
  }
  std::printf("\nbytes/case: state alone, without an index; for the desk with index, queue and reserve\n");
  return 0;
}
