// The first pass: what program/fields.hpp tells of each field. The second, over whole cases, is in sound_case.cpp.
#include "program/sound.hpp"

#include "base/utf8.hpp"
#include "program/calendar_tables.hpp"
#include "program/fields.hpp"

namespace bylaw::program {

namespace {

bool is_utf8(const std::string& text) {
  for (std::size_t at = 0; at < text.size();) {
    const base::Decoded next = base::decode(text, at);
    if (!next.valid) return false;
    at += next.length;
  }
  return true;
}

struct Bounds : fields::Values<Bounds> {
  static constexpr bool with_notes = true;
  const Program& program;
  PackFault place{"texts", 0};
  bool good = true;

  explicit Bounds(const Program& of) : program(of) {}

  void within(Range range, std::size_t size) { good = good && range.first <= size && range.count <= size - range.first; }

  template <class T>
  void scalar(const T&) {}
  void text(const std::string& text) { good = good && is_utf8(text); }
  template <class T>
  void vector(const std::vector<T>& items) {
    for (const T& item : items) fields::walk(*this, item);
  }
  template <class T>
  void table(const char* name, const std::vector<T>& items) {
    for (std::uint32_t i = 0; i < items.size() && good; ++i) {
      fields::walk(*this, items[i]);
      if (!good) place = {name, i};
    }
  }

  template <class F>
  void index(F field) {
    good = good && ((field.may_be_none && field.value == none) || field.value < (program.*field.of).size());
  }
  template <class F>
  void run(F field) {
    within(field.value, (program.*field.of).size());
  }
  template <class F>
  void list(F field) {
    within(field.value, program.index_lists.size());
    for (std::uint32_t i = 0; i < field.value.count && good; ++i) {
      const std::uint32_t entry = program.index_lists[field.value.first + i];
      good = (field.may_be_none && entry == none) || entry < (program.*field.of).size();
    }
  }
};

}  // namespace

bool is_bounded(const Program& program, PackFault& fault) {
  Bounds bounds(program);
  fields::describe(bounds, program);
  fault = bounds.place;
  if (!bounds.good || program.lateness_us < 0) return false;
  for (std::uint32_t i = 0; i < program.calendars.size(); ++i) {
    fault = {"calendars", i};
    if (!has_sound_changes(program.calendars[i].offsets)) return false;
  }
  return true;
}

}  // namespace bylaw::program
