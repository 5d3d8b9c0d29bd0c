// A host as small as it can be: rules in, one event late, one breach out.
#include <bylaw/bylaw.hpp>
#include <cstdio>

int main() {
  const bylaw::Source source{"rules.bylaw", R"(bylaw 1 lang en
case call { from-abroad yes-no optional  ends upon call.ended }
event call.received on call { from-abroad }
event call.answered on call
event call.ended on call
duty answer { trigger call.received  must call.answered  limit 30 seconds from trigger }
)"};
  const bylaw::Compiled compiled = bylaw::compile({&source, 1});
  if (!compiled.rules) return std::fputs(compiled.text.c_str(), stderr), 1;
  bylaw::Desk desk(compiled.rules, {});
  bylaw::Decision decisions[8];
  const bylaw::CaseKindId call = compiled.rules.case_kind("call");
  desk.apply({1, call, {compiled.rules.event("call.received"), bylaw::Instant{0}, 0, 1, {}}}, decisions);
  const bylaw::Result result = desk.advance(bylaw::Instant{31000000}, decisions);
  std::printf("%s\n", result.written == 1 ? bylaw::word(decisions[0].state) : "?");
  return result.written == 1 && decisions[0].state == bylaw::State::breached ? 0 : 1;
}
