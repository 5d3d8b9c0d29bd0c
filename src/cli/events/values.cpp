#include "cli/events/values.hpp"

#include <fmt/format.h>

#include "cli/events/identifiers.hpp"
#include "cli/time_text.hpp"
#include "diag/sink.hpp"

namespace bylaw::cli {

namespace {

using Kind = RawValue::Kind;

bool parse_integer(std::string_view text, std::int64_t& value) { return parse_decimal(text, 0, value); }

std::string unknown_value(const Fields::Field& field, std::string_view text) {
  std::vector<std::string_view> names;
  for (const auto& [name, number] : field.values) names.push_back(name);
  const std::vector<std::string> near = diag::closest(text, names);
  return fmt::format("`{}` is no value of `{}`{}", text, field.info.name, near.empty() ? "" : fmt::format("; did you mean `{}`", near.front()));
}

}  // namespace

bool parse_decimal(std::string_view text, std::uint8_t decimals, std::int64_t& value) {
  const bool negative = !text.empty() && text.front() == '-';
  if (negative) text.remove_prefix(1);
  if (text.empty() || text.front() == '.') return false;
  std::int64_t total = 0;  // kept negative: the smallest number has no positive twin
  int after_point = -1;
  for (const char c : text) {
    if (c == '.' && after_point < 0) {
      after_point = 0;
      continue;
    }
    if (c < '0' || c > '9') return false;
    if (after_point >= 0 && ++after_point > decimals) {
      if (c != '0') return false;
      continue;
    }
    if (__builtin_mul_overflow(total, std::int64_t{10}, &total) || __builtin_sub_overflow(total, std::int64_t{c - '0'}, &total)) {
      return false;
    }
  }
  if (after_point == 0) return false;
  for (int i = after_point < 0 ? 0 : after_point; i < decimals; ++i) {
    if (__builtin_mul_overflow(total, std::int64_t{10}, &total)) return false;
  }
  if (!negative && total == INT64_MIN) return false;
  value = negative ? total : -total;
  return true;
}

Fields::Fields(const RuleSet& rules) : rules_(rules) {
  fields_.reserve(rules.field_count());
  for (std::uint32_t i = 0; i < rules.field_count(); ++i) {
    Field field{FieldId{i}, rules.info(FieldId{i}), {}};
    if (field.info.type == FieldType::enumeration || field.info.type == FieldType::set) {
      for (std::int64_t v = 0;; ++v) {
        const std::string_view name = rules.value_name(field.id, v);
        if (name.empty()) break;
        field.values.emplace(name, v);
      }
    }
    fields_.push_back(std::move(field));
  }
  for (std::size_t i = 0; i < fields_.size(); ++i) by_name_.emplace(fields_[i].info.name, i);
}

const Fields::Field* Fields::find(std::string_view name) const {
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? nullptr : &fields_[found->second];
}

std::string Fields::read(const Field& field, const RawValue& raw, const RawLine& line, std::int64_t& value) const {
  const FieldInfo& info = field.info;
  const auto wanted = [&](std::string_view what) { return fmt::format("`{}` is {}", info.name, what); };
  switch (info.type) {
    case FieldType::enumeration: {
      if (raw.kind != Kind::text) return wanted("the name of a value, as text");
      const auto found = field.values.find(raw.text);
      if (found == field.values.end()) return unknown_value(field, raw.text);
      value = found->second;
      return {};
    }
    case FieldType::set: {
      if (raw.kind != Kind::list) return wanted("a list of names of values");
      std::uint64_t bits = 0;
      for (std::uint32_t i = 0; i < raw.count; ++i) {
        const RawValue& item = line.items[raw.first + i];
        if (item.kind != Kind::text) return wanted("a list of names of values");
        const auto found = field.values.find(item.text);
        if (found == field.values.end()) return unknown_value(field, item.text);
        bits |= std::uint64_t{1} << (found->second & 63);
      }
      value = static_cast<std::int64_t>(bits);
      return {};
    }
    case FieldType::yes_no:
      if (raw.kind != Kind::yes && raw.kind != Kind::no) return wanted("true or false");
      value = raw.kind == Kind::yes ? 1 : 0;
      return {};
    case FieldType::number:
    case FieldType::grade:
      if (raw.kind != Kind::number || !parse_integer(raw.text, value)) return wanted("a whole number");
      if (value < info.first || value > info.last) return wanted(fmt::format("{} to {}, not {}", info.first, info.last, value));
      return {};
    case FieldType::money:
      if ((raw.kind != Kind::number && raw.kind != Kind::text) || !parse_decimal(raw.text, info.decimals, value)) {
        return wanted(fmt::format("an amount with at most {} decimals", info.decimals));
      }
      return {};
    case FieldType::date: {
      std::int32_t day = 0;
      if (raw.kind != Kind::text || !parse_date(raw.text, day)) return wanted("a date as 2026-09-30");
      value = day;
      return {};
    }
    case FieldType::instant: {
      Instant instant;
      if (raw.kind != Kind::text) return wanted("a time as 2026-09-30T16:00:00+08:00");
      if (const char* wrong = parse_instant(raw.text, rules_, instant)) return fmt::format("`{}`: {}", info.name, wrong);
      value = instant.us;
      return {};
    }
    case FieldType::id:
      if (raw.kind == Kind::text) {
        value = static_cast<std::int64_t>(hash_of(raw.text));
        return {};
      }
      if (raw.kind != Kind::number || !parse_integer(raw.text, value)) return wanted("a text or a whole number");
      return {};
    case FieldType::text:
      if (raw.kind != Kind::text) return wanted("a text");
      value = raw.text.empty() ? 0 : 1;
      return {};
  }
  return wanted("of a type that is not known");
}

}  // namespace bylaw::cli
