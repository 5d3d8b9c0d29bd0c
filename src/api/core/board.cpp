#include "bylaw/board.hpp"

#include <algorithm>
#include <cstring>
#include <new>
#include <utility>
#include <vector>

#include "eval/board/figures.hpp"
#include "eval/board/ledger.hpp"

namespace bylaw {

struct Board::State_ {
  explicit State_(const RuleSet& of) : rules(of), ledger(*of.program()) {}

  RuleSet rules;
  eval::board::Ledger ledger;
  std::vector<eval::board::Line> lines;
};

namespace {

// What allocates throws where there is no room; nothing leaves the library.
template <class Call>
Status guarded(Call call) {
  try {
    return call();
  } catch (...) {
    return Status::no_capacity;
  }
}

}  // namespace

const char* word(TargetResult result) noexcept {
  switch (result) {
    case TargetResult::none: return "none";
    case TargetResult::reached: return "reached";
    case TargetResult::missed: return "missed";
    case TargetResult::no_cases: return "no-cases";
  }
  return "?";
}

Board::Board(const RuleSet& rules) noexcept : state_(nullptr) {
  if (!rules) return;
  try {
    state_ = new State_(rules);
  } catch (...) {
  }
}

Board::Board(Board&& other) noexcept : state_(std::exchange(other.state_, nullptr)) {}
Board& Board::operator=(Board&& other) noexcept {
  std::swap(state_, other.state_);
  return *this;
}
Board::~Board() { delete state_; }

Status Board::open(std::uint64_t case_number, CaseKindId kind, std::span<const FieldValue> given) noexcept {
  if (state_ == nullptr) return Status::no_capacity;
  state_->lines.clear();
  return guarded([&] { return state_->ledger.open(case_number, kind.value, given); });
}

Status Board::add(std::uint64_t case_number, CaseKindId kind, const Event& event) noexcept {
  if (state_ == nullptr) return Status::no_capacity;
  state_->lines.clear();
  return guarded([&] { return state_->ledger.add(case_number, kind.value, event); });
}

Status Board::add(CaseKindId kind, const Decision& decision) noexcept {
  if (state_ == nullptr) return Status::no_capacity;
  state_->lines.clear();
  return guarded([&] { return state_->ledger.add(kind.value, decision); });
}

Status Board::forget(std::uint64_t case_number, CaseKindId kind) noexcept {
  if (state_ == nullptr) return Status::unknown_case;
  state_->lines.clear();
  return state_->ledger.forget(case_number, kind.value);
}

Status Board::merge(const Board& other) noexcept {
  if (state_ == nullptr || other.state_ == nullptr) return Status::no_capacity;
  const auto mine = state_->rules.hash();
  if (!std::equal(mine.begin(), mine.end(), other.state_->rules.hash().begin())) return Status::bad_snapshot;
  if (this == &other) return Status::ok;
  state_->lines.clear();
  return guarded([&] {
    eval::board::Ledger both = state_->ledger;  // untouched where there is no room
    both.merge(other.state_->ledger);
    state_->ledger = std::move(both);
    return Status::ok;
  });
}

std::size_t Board::save(std::span<std::byte> out) const noexcept {
  if (state_ == nullptr) return 0;
  std::size_t needed = 0;
  guarded([&] {
    const std::vector<std::byte> bytes = state_->ledger.bytes();
    needed = bytes.size();
    if (out.size() >= needed) std::memcpy(out.data(), bytes.data(), needed);
    return Status::ok;
  });
  return needed;
}

Status Board::load(std::span<const std::byte> bytes) noexcept {
  if (state_ == nullptr) return Status::no_capacity;
  return guarded([&] {
    if (!state_->ledger.read(bytes)) return Status::bad_snapshot;
    state_->lines.clear();
    return Status::ok;
  });
}

Status Board::compute() noexcept {
  if (state_ == nullptr) return Status::no_capacity;
  state_->lines.clear();
  return guarded([&] {
    state_->lines = eval::board::figures(state_->ledger);
    return Status::ok;
  });
}

const eval::board::Ledger* Board::ledger() const noexcept { return state_ != nullptr ? &state_->ledger : nullptr; }

std::size_t Board::size() const noexcept { return state_ != nullptr ? state_->lines.size() : 0; }

KpiRow Board::row(std::size_t index) const noexcept {
  if (index >= size()) return {};
  KpiRow row = state_->lines[index].row;
  row.group = state_->lines[index].group;
  return row;
}

}  // namespace bylaw
