#include "eval/board/ratios.hpp"

namespace bylaw::eval::board {

namespace {

__extension__ using Wide = __int128;

Wide power_of_ten(int exponent) {
  Wide power = 1;
  for (int i = 0; i < exponent; ++i) power *= 10;
  return power;
}

int sign(Wide left, Wide right) { return left < right ? -1 : left > right ? 1 : 0; }

}  // namespace

int order_of(const KpiRow& row, const program::KpiFigure& figure) {
  // Scales are at most 4, decimals at most 3, mantissas below 10^12: neither side can leave 128 bits.
  const Wide left = Wide{row.numerator} * (row.percent ? 100 : 1) * power_of_ten(figure.scale);
  const Wide right = Wide{figure.mantissa} * row.denominator * power_of_ten(row.decimals);
  return sign(left, right);
}

bool growth_order(const KpiRow& row, const KpiRow& before, const program::KpiFigure& growth, int& order) {
  const Wide whole = 100 * power_of_ten(growth.scale);
  Wide left = 0, right = 0;
  if (__builtin_mul_overflow(Wide{row.numerator} * before.denominator, whole, &left) ||
      __builtin_mul_overflow(Wide{before.numerator} * row.denominator, whole + growth.mantissa, &right)) {
    return false;
  }
  order = sign(left, right);
  return true;
}

bool add_weighted(const KpiRow& row, const program::KpiFigure& weight, std::int64_t& points) {
  if (!row.has_value) return false;
  const Wide figure = Wide{row.numerator} * (row.percent ? 100 : 1) * 10'000 / (Wide{row.denominator} * power_of_ten(row.decimals));
  const Wide share = Wide{weight.mantissa} * power_of_ten(4 - weight.scale);
  const Wide sum = figure * share + points;
  if (sum > INT64_MAX || sum < INT64_MIN) return false;
  points = static_cast<std::int64_t>(sum);
  return true;
}

}  // namespace bylaw::eval::board
