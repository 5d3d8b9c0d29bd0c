// Columns that line up on a terminal, wide characters included.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace bylaw::cli {

class TextTable {
 public:
  enum class Align { left, right };

  void column(std::string heading, Align align = Align::left);
  void row(std::vector<std::string> cells);  // as many as there are columns; control characters are shown as blanks
  bool empty() const { return rows_.empty(); }

  // Headings, a rule, the rows; columns without any text are left out. Each line ends in a line break and has no blanks at its end.
  std::string text() const;

 private:
  struct Column {
    std::string heading;
    Align align;
  };

  std::vector<Column> columns_;
  std::vector<std::vector<std::string>> rows_;
};

std::string without_controls(std::string_view text);

}  // namespace bylaw::cli
