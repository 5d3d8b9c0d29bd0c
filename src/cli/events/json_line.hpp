// One line of an event log as JSON: the keys of an event, their values still as written. Which values are right is looked at in
// read_event.cpp, which knows the rules.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bylaw::cli {

// A JSON value as written. Texts are without quotes and escapes; numbers keep their characters, for no digit may be lost.
struct RawValue {
  enum class Kind : std::uint8_t { text, number, yes, no, null, list };
  Kind kind = Kind::null;
  std::string_view text;
  std::uint32_t first = 0;  // list: of RawLine::items
  std::uint32_t count = 0;
};

struct RawNamed {
  std::string_view name;
  RawValue value;
};

// The views are into the line and the reader; valid until the next line is read.
struct RawLine {
  std::optional<RawValue> case_id, event, at, id, sequence, voids;
  std::vector<RawNamed> cases;   // kind of case and id
  std::vector<RawNamed> fields;
  std::vector<RawValue> items;   // of lists
};

class JsonReader {
 public:
  JsonReader();
  ~JsonReader();

  // Reads a line that has Lines::padding readable bytes behind it. What is wrong with it, or an empty text.
  std::string read(std::string_view line, RawLine& out);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace bylaw::cli
