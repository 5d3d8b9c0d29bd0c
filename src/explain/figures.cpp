#include "explain/figures.hpp"

namespace bylaw::explainer {

namespace {

__extension__ using Wide = __int128;

}  // namespace

std::string ratio_text(const KpiRow& row, int decimals) {
  Wide value = Wide{row.numerator} * (row.percent ? 100 : 1);
  Wide below = row.denominator;
  for (int i = 0; i < decimals; ++i) value *= 10;
  for (int i = 0; i < row.decimals; ++i) below *= 10;
  value /= below;
  std::string digits;
  const bool negative = value < 0;
  if (negative) value = -value;
  for (; value > 0; value /= 10) digits.insert(digits.begin(), static_cast<char>('0' + static_cast<int>(value % 10)));
  while (digits.size() <= static_cast<std::size_t>(decimals)) digits.insert(digits.begin(), '0');
  if (decimals > 0) digits.insert(digits.size() - static_cast<std::size_t>(decimals), ".");
  return (negative ? "-" : "") + digits;
}

}  // namespace bylaw::explainer
