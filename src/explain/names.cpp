#include "explain/names.hpp"

#include "explain/times.hpp"

namespace bylaw::explainer {

namespace {

std::string between_signs(const std::string& left, program::Compare op, const std::string& right) {
  return left + " " + sign_text(op) + " " + right;
}

std::string side_text(const program::Program& p, const std::vector<Summand>& side, Language language) {
  std::string text;
  for (const Summand& summand : side) {
    if (!text.empty()) text += summand.subtracted ? " - " : " + ";
    text += summand.fact == program::none ? std::to_string(summand.number) : named(p.facts[summand.fact].title, language);
  }
  return text;
}

std::string need_text(const program::Program& p, const Need& need, Language language) {
  if (need.kind == program::AtomKind::has) {
    const std::string name = need.event == program::none ? std::string() : named(p.events[need.event].title, language);
    return say(language, need.wanted ? Phrase::event_has_happened : Phrase::event_has_not_happened, {name});
  }
  if (need.kind == program::AtomKind::expression) {
    if (need.left.empty()) return {};
    return between_signs(side_text(p, need.left, language), need.op, side_text(p, need.right, language));
  }
  const program::Fact& fact = p.facts[need.fact];
  const std::string name = named(fact.title, language);
  if (need.kind == program::AtomKind::known) return say(language, need.wanted ? Phrase::fact_known : Phrase::fact_unknown, {name});
  if (need.kind == program::AtomKind::member) {
    std::string values;
    for (const std::int64_t value : need.values) {
      if (!values.empty()) values += language == Language::chinese ? "、" : ", ";
      values += value_text(fact, value, language);
    }
    return say(language, need.wanted ? Phrase::fact_one_of : Phrase::fact_none_of, {name, values});
  }
  // `not = yes` reads better as `= no`.
  if (fact.type == FieldType::yes_no && need.op == program::Compare::not_equal) {
    return between_signs(name, program::Compare::equal, value_text(fact, need.value == 0 ? 1 : 0, language));
  }
  return between_signs(name, need.op, value_text(fact, need.value, language));
}

}  // namespace

const char* sign_text(program::Compare op) {
  switch (op) {
    case program::Compare::equal: return "=";
    case program::Compare::not_equal: return "≠";
    case program::Compare::less: return "<";
    case program::Compare::less_equal: return "≤";
    case program::Compare::greater: return ">";
    case program::Compare::greater_equal: return "≥";
  }
  return "";
}

std::string named(const program::Title& title, Language language) {
  if (language == Language::english) return title.name;
  if (!title.zh.empty()) return title.zh;
  return title.label.empty() ? title.name : title.label;
}

std::string decimal_text(std::int64_t value, std::uint8_t decimals) {
  std::uint64_t unit = 1;
  for (int i = 0; i < decimals; ++i) unit *= 10;
  const std::uint64_t size = value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
  std::string text = (value < 0 ? "-" : "") + std::to_string(size / unit);
  if (decimals > 0) text += "." + padded(size % unit, decimals);
  return text;
}

std::string value_text(const program::Fact& fact, std::int64_t value, Language language) {
  switch (fact.type) {
    case FieldType::enumeration:
      if (value >= 0 && static_cast<std::size_t>(value) < fact.values.size()) {
        return named(fact.values[static_cast<std::size_t>(value)], language);
      }
      break;
    case FieldType::set: {
      std::string text;
      for (std::size_t i = 0; i < fact.values.size() && i < 64; ++i) {
        if ((static_cast<std::uint64_t>(value) >> i & 1) == 0) continue;
        text += (text.empty() ? "" : ", ") + named(fact.values[i], language);
      }
      return text.empty() ? "-" : text;
    }
    case FieldType::yes_no: return say(language, value != 0 ? Phrase::yes : Phrase::no);
    case FieldType::money: {
      const std::string text = decimal_text(value, fact.decimals);
      return fact.currency.empty() ? text : text + " " + fact.currency;
    }
    case FieldType::date: return iso_date(static_cast<std::int32_t>(value));
    case FieldType::instant: return WallClock(nullptr, language).instant(value) + " UTC";
    case FieldType::text: return say(language, value != 0 ? Phrase::yes : Phrase::empty_text);
    default: break;
  }
  return std::to_string(value);
}

std::string reading_text(const program::Program& program, const Reading& reading, Language language) {
  if (reading.fact == program::none) {
    const std::string name = reading.event == program::none ? std::string() : named(program.events[reading.event].title, language);
    return say(language, reading.happened ? Phrase::event_has_happened : Phrase::event_has_not_happened, {name});
  }
  const program::Fact& fact = program.facts[reading.fact];
  const std::string name = named(fact.title, language);
  if (!reading.known) return say(language, Phrase::fact_unknown, {name});
  return say(language, Phrase::fact_is, {name, value_text(fact, reading.value, language)});
}

std::string readings_text(const program::Program& program, const std::vector<Reading>& readings, Language language) {
  std::string text;
  for (const Reading& reading : readings) {
    if (!text.empty()) text += language == Language::chinese ? "，" : ", ";
    text += reading_text(program, reading, language);
  }
  return text;
}

std::string needs_text(const program::Program& program, const std::vector<Need>& needs, Language language) {
  std::string text;
  for (std::size_t i = 0; i < needs.size(); ++i) {
    if (i > 0) text += say(language, needs[i].way == needs[i - 1].way ? Phrase::and_also : Phrase::or_else);
    text += need_text(program, needs[i], language);
  }
  return text;
}

}  // namespace bylaw::explainer
