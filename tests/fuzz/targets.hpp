// What is fuzzed. A target takes any bytes and comes back; it throws Broken where a promise does not hold, and a sanitizer stops it
// where memory or arithmetic goes wrong. Each is run in two ways: replay_test.cpp gives it its kept inputs, and main.cpp makes it a
// program of libFuzzer, which looks for new ones (run.sh).
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>

namespace bylaw::fuzz {

using Bytes = std::span<const std::uint8_t>;

struct Broken : std::logic_error {
  using std::logic_error::logic_error;
};

inline void expect(bool holds, const char* promise) {
  if (!holds) throw Broken(promise);
}

void syntax(Bytes bytes);    // text: lexer, parser, printer, messages
void rules(Bytes bytes);     // text: the same, checker, compiler, explanations; what compiles is evaluated
void events(Bytes bytes);    // an event log as `bylaw run` reads it, judged
void pack(Bytes bytes);      // a compiled pack, damaged and with its hash made right again
void snapshot(Bytes bytes);  // a case's snapshot, damaged, to a Case and to a Desk
void board(Bytes bytes);     // the bytes of a KPI board, damaged: figures, explanations, merging
void judge(Bytes bytes);     // a log of one case, judged in every order, step and form
void calendar(Bytes bytes);  // calendar arithmetic on any numbers, and beside a walk over minutes

}  // namespace bylaw::fuzz
