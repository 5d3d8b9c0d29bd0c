#include "cli/events/json_line.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <simdjson.h>

#include "cli/events/lines.hpp"

namespace bylaw::cli {

namespace od = simdjson::ondemand;

namespace {

static_assert(Lines::padding >= simdjson::SIMDJSON_PADDING);

constexpr std::size_t most_items = 1024;  // fields of an event, items of a list

std::string_view trimmed(std::string_view token) {
  while (!token.empty() && static_cast<unsigned char>(token.back()) <= ' ') token.remove_suffix(1);
  return token;
}

bool is_number(std::string_view token) {
  std::size_t i = 0;
  const auto digits = [&] {
    const std::size_t before = i;
    while (i < token.size() && token[i] >= '0' && token[i] <= '9') ++i;
    return i > before;
  };
  if (i < token.size() && token[i] == '-') ++i;
  const std::size_t whole = i;
  if (!digits()) return false;
  if (token[whole] == '0' && i > whole + 1) return false;
  if (i < token.size() && token[i] == '.') {
    ++i;
    if (!digits()) return false;
  }
  if (i < token.size() && (token[i] == 'e' || token[i] == 'E')) {
    ++i;
    if (i < token.size() && (token[i] == '+' || token[i] == '-')) ++i;
    if (!digits()) return false;
  }
  return i == token.size();
}

constexpr const char* not_json = "not a JSON object";

// Fills `out` but for lists; the reason, or null.
const char* read_scalar(od::value value, od::json_type type, RawValue& out) {
  switch (type) {
    case od::json_type::string:
      out.kind = RawValue::Kind::text;
      return value.get_string().get(out.text) ? "a text that is not valid JSON" : nullptr;
    case od::json_type::number:
      out.kind = RawValue::Kind::number;
      out.text = trimmed(value.raw_json_token());
      return is_number(out.text) ? nullptr : "a number that is not valid JSON";
    case od::json_type::boolean: {
      bool yes = false;
      if (value.get_bool().get(yes)) return not_json;
      out.kind = yes ? RawValue::Kind::yes : RawValue::Kind::no;
      return nullptr;
    }
    case od::json_type::null:
      out.kind = RawValue::Kind::null;
      return trimmed(value.raw_json_token()) == "null" ? nullptr : not_json;
    default: return "an object or list where a single value belongs";
  }
}

const char* read_value(od::value value, RawLine& line, RawValue& out) {
  od::json_type type{};
  if (value.type().get(type)) return not_json;
  if (type != od::json_type::array) return read_scalar(value, type, out);
  od::array list;
  if (value.get_array().get(list)) return not_json;
  out.kind = RawValue::Kind::list;
  out.first = static_cast<std::uint32_t>(line.items.size());
  for (auto item : list) {
    od::value one;
    od::json_type item_type{};
    if (item.get(one) || one.type().get(item_type)) return not_json;
    if (line.items.size() >= most_items) return "a list of more than 1024 values";
    RawValue read;
    if (const char* wrong = read_scalar(one, item_type, read)) return wrong;
    line.items.push_back(read);
  }
  out.count = static_cast<std::uint32_t>(line.items.size()) - out.first;
  return nullptr;
}

std::string read_named(od::value value, RawLine& line, std::vector<RawNamed>& out) {
  od::object object;
  if (value.get_object().get(object)) return "not an object";
  for (auto field : object) {
    od::field pair;
    if (std::move(field).get(pair)) return not_json;
    RawNamed named;
    if (pair.unescaped_key().get(named.name)) return not_json;
    if (std::any_of(out.begin(), out.end(), [&](const RawNamed& other) { return other.name == named.name; })) {
      return fmt::format("`{}` stands twice", named.name);
    }
    if (out.size() >= most_items) return "more than 1024 entries";
    if (const char* wrong = read_value(pair.value(), line, named.value)) return fmt::format("`{}`: {}", named.name, wrong);
    out.push_back(named);
  }
  return {};
}

}  // namespace

struct JsonReader::Impl {
  od::parser parser;
};

JsonReader::JsonReader() : impl_(std::make_unique<Impl>()) {}
JsonReader::~JsonReader() = default;

std::string JsonReader::read(std::string_view line, RawLine& out) {
  out.case_id = out.event = out.at = out.id = out.sequence = out.voids = std::nullopt;
  out.cases.clear();
  out.fields.clear();
  out.items.clear();
  od::document document;
  if (const auto error = impl_->parser.iterate(line.data(), line.size(), line.size() + Lines::padding).get(document)) {
    return error == simdjson::UTF8_ERROR ? "bytes that are not UTF-8" : not_json;
  }
  od::object object;
  if (document.get_object().get(object)) return not_json;
  bool has_cases = false, has_fields = false;
  for (auto field : object) {
    od::field pair;
    std::string_view key;
    if (std::move(field).get(pair) || pair.unescaped_key().get(key)) return not_json;
    const struct { std::string_view name; std::optional<RawValue>* to; } single[] = {
        {"case", &out.case_id}, {"event", &out.event}, {"at", &out.at}, {"id", &out.id}, {"seq", &out.sequence}, {"voids", &out.voids}};
    bool known = false;
    for (const auto& row : single) {
      if (row.name != key) continue;
      known = true;
      if (*row.to) return fmt::format("`{}` stands twice", key);
      RawValue value;
      if (const char* wrong = read_value(pair.value(), out, value)) return fmt::format("`{}`: {}", row.name, wrong);
      *row.to = value;
    }
    if (known) continue;
    if (key != "cases" && key != "fields") {
      return fmt::format("unknown key `{}`; an event has case or cases, event, at, id, seq, fields; or case and voids", key);
    }
    const bool of_cases = key == "cases";
    bool& seen = of_cases ? has_cases : has_fields;
    if (seen) return fmt::format("`{}` stands twice", of_cases ? "cases" : "fields");
    seen = true;
    const std::string wrong = read_named(pair.value(), out, of_cases ? out.cases : out.fields);
    if (!wrong.empty()) return wrong == not_json ? wrong : fmt::format("`{}`: {}", of_cases ? "cases" : "fields", wrong);
  }
  // What follows the object would otherwise be lost without a word.
  if (!document.current_location().error()) return "more text behind the object";
  return {};
}

}  // namespace bylaw::cli
