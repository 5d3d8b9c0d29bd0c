// Judges made-up cases by a pack and prints every decision, every snapshot and the board, so that two machines can be compared.
// usage: byte_order RULES.pack WRITTEN [READ], or byte_order to print the byte order
//   WRITTEN  a file for the snapshots half-way, the board and the pack as this machine writes them
//   READ     such a file of another machine: cases go on from its snapshots, the figures are those of its board
#include <bylaw/board.hpp>
#include <bylaw/case.hpp>
#include <bylaw/pack.hpp>
#include <bit>
#include <cstdio>
#include <string>
#include <vector>

namespace {

using Bytes = std::vector<std::byte>;

constexpr std::uint64_t cases_of_a_kind = 12;
constexpr int events_of_a_case = 30;

Bytes bytes_of(const char* path) {
  Bytes bytes(1 << 24);
  std::FILE* file = std::fopen(path, "rb");
  if (file == nullptr) return {};
  bytes.resize(std::fread(bytes.data(), 1, bytes.size(), file));
  std::fclose(file);
  return bytes;
}

// Parts of a file, one after the other, as both machines number them.
struct Parts {
  Bytes bytes;
  std::size_t at = 0;

  void put(const Bytes& part) { bytes.insert(bytes.end(), part.begin(), part.end()); }
  Bytes take(std::size_t size) {
    if (bytes.size() - at < size) return {};
    at += size;
    return {bytes.begin() + static_cast<std::ptrdiff_t>(at - size), bytes.begin() + static_cast<std::ptrdiff_t>(at)};
  }
};

std::uint64_t choice(std::uint64_t& state) {
  state = state * 6364136223846793005u + 1442695040888963407u;
  return state >> 33;
}

void print(const Bytes& bytes) {
  for (const std::byte byte : bytes) std::printf("%02x", std::to_integer<unsigned>(byte));
  std::printf("\n");
}

void print(const bylaw::Decision& d) {
  std::printf("%llu %lld %lld %lld %llu rule %u instance %u %s %s %s %u %u %u %u\n", static_cast<unsigned long long>(d.case_number),
              static_cast<long long>(d.at.us), static_cast<long long>(d.due.us), static_cast<long long>(d.value),
              static_cast<unsigned long long>(d.event), d.rule.value, d.instance, bylaw::word(d.kind), bylaw::word(d.state),
              bylaw::word(d.cause), d.level, d.edition, d.flags, d.variant);
}

struct Machine {
  bylaw::RuleSet rules;
  bylaw::Board board;
  Parts written, read;
  std::vector<bylaw::Decision> out = std::vector<bylaw::Decision>(4096);

  explicit Machine(const bylaw::RuleSet& given) : rules(given), board(given) {}

  void tell(bylaw::CaseKindId kind, const bylaw::Result& result) {
    if (result.status != bylaw::Status::ok) std::printf("%s\n", bylaw::word(result.status));
    for (std::size_t i = 0; i < result.written; ++i) {
      print(out[i]);
      board.add(kind, out[i]);
    }
  }

  // Fields of every width, negative numbers among them where the type has them.
  std::vector<bylaw::FieldValue> fields_of(bylaw::EventKindId event, std::int64_t at, std::uint64_t& state) {
    std::vector<bylaw::FieldValue> fields;
    for (std::uint32_t f = 0; f < rules.field_count(); ++f) {
      const bylaw::FieldInfo info = rules.info(bylaw::FieldId{f});
      if (!rules.carries(event, bylaw::FieldId{f}) || choice(state) % 6 == 0) continue;
      std::int64_t value = static_cast<std::int64_t>(choice(state) % 2);
      if (info.type == bylaw::FieldType::date) value = at / 86'400'000'000 + 2;
      else if (info.type == bylaw::FieldType::instant) value = at - 3'600'000'000;
      else if (info.type == bylaw::FieldType::money || info.type == bylaw::FieldType::id) value = static_cast<std::int64_t>(choice(state) << 20) - (1ll << 45);
      else if (info.last > info.first) value = info.first + static_cast<std::int64_t>(choice(state) % static_cast<std::uint64_t>(info.last - info.first + 1));
      fields.push_back({bylaw::FieldId{f}, value});
    }
    return fields;
  }

  void judge(bylaw::CaseKindId kind, std::uint64_t number) {
    std::vector<std::uint64_t> memory(rules.case_bytes(kind) / 8 + 1);
    bylaw::Case one(rules, kind, std::as_writable_bytes(std::span(memory)));
    if (one.open(number) != bylaw::Status::ok) return;
    std::uint64_t state = number * 977 + kind.value;
    std::int64_t at = (number % 2 == 0 ? 1'772'413'200'000'000 : 575'000'000'000'000) + static_cast<std::int64_t>(choice(state));
    for (int i = 0; i < events_of_a_case; ++i) {
      bylaw::Event event{{static_cast<std::uint32_t>(choice(state) % rules.event_count())}, {at}, i - 5, choice(state) << 30 | 1, {}};
      const std::vector<bylaw::FieldValue> fields = fields_of(event.kind, at, state);
      event.fields = fields;
      at += static_cast<std::int64_t>(choice(state) % 86'400'000'000);
      if (!rules.happens_to(event.kind, kind)) continue;
      const bylaw::Result result = one.apply(event, out);
      tell(kind, result);
      if (result.status == bylaw::Status::ok) board.add(number, kind, event);
      if (i == events_of_a_case / 2) move(one, kind);
    }
    tell(kind, one.advance({at + 200ll * 86'400'000'000}, out));
    Bytes last(rules.snapshot_bytes(kind));
    one.snapshot(last);
    print(last);
  }

  // Half-way: the case's snapshot is written, and where there is one of the other machine, it is taken in its place.
  void move(bylaw::Case& one, bylaw::CaseKindId kind) {
    Bytes bytes(rules.snapshot_bytes(kind));
    one.snapshot(bytes);
    written.put(bytes);
    if (read.bytes.empty()) return;
    const bylaw::Status status = one.restore(read.take(bytes.size()));
    if (status != bylaw::Status::ok) std::printf("the other machine's snapshot: %s\n", bylaw::word(status));
  }

  void figures() {
    Bytes bytes(board.save({}));
    board.save(bytes);
    written.put(bytes);
    if (!read.bytes.empty()) {
      const bylaw::Status status = board.load(read.take(bytes.size()));
      if (status != bylaw::Status::ok) std::printf("the other machine's board: %s\n", bylaw::word(status));
    }
    board.compute();
    for (std::size_t i = 0; i < board.size(); ++i) {
      const bylaw::KpiRow row = board.row(i);
      std::printf("kpi %u %d %d %lld/%lld of %llu %.*s\n", row.rule.value, row.first_day, row.end_day, static_cast<long long>(row.numerator),
                  static_cast<long long>(row.denominator), static_cast<unsigned long long>(row.counted), static_cast<int>(row.band.size()),
                  row.band.data());
    }
  }
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return std::puts(std::endian::native == std::endian::big ? "greatest byte first" : "least byte first") < 0;
  const bylaw::Loaded loaded = bylaw::load(bytes_of(argv[1]));
  if (loaded.status != bylaw::Status::ok) return std::printf("%s at %s %u\n", bylaw::word(loaded.status), loaded.part, loaded.index), 1;
  Machine machine(loaded.rules);
  if (argc > 3) machine.read.bytes = bytes_of(argv[3]);
  for (std::uint32_t k = 0; k < machine.rules.case_kind_count(); ++k) {
    for (std::uint64_t number = 1; number <= cases_of_a_kind; ++number) machine.judge({k}, number);
  }
  machine.figures();
  Bytes pack(bylaw::save(machine.rules));
  bylaw::save(machine.rules, pack);
  machine.written.put(pack);
  std::FILE* file = std::fopen(argv[2], "wb");
  if (file == nullptr) return 1;
  const std::size_t put = std::fwrite(machine.written.bytes.data(), 1, machine.written.bytes.size(), file);
  return std::fclose(file) == 0 && put == machine.written.bytes.size() ? 0 : 1;
}
