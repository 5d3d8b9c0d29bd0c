// The private half of print.hpp: writes leaves and shared parts (printer.cpp); blocks stand in print.cpp.
#pragma once
#include <string>

#include "parse/print.hpp"
#include "parse/reader.hpp"

namespace bylaw::parse {

class Printer {
 public:
  Printer(const File& file, base::Language language) : file_(file), language_(language) {}

  std::string take() { return std::move(out_); }

  // Words are separated by one space; a line begins with its indentation.
  Printer& word(std::string_view text);
  Printer& glue(std::string_view text);  // without a space before it
  Printer& kw(Keyword k);
  Printer& op(Operator o) { return word(spelling_of(o)); }
  void end_line();
  void open();   // ` {` and one level in
  void close();  // `}` on a line of its own

  Printer& name(const Name& n);
  Printer& keyword_name(const Name& n);  // a name that was a keyword
  Printer& text(const Text& t);
  Printer& label(const Text& t);  // nothing if there is none
  Printer& number(const Number& n);
  Printer& quantity(const Quantity& q);
  Printer& percent(const Percent& p);
  Printer& date(const DateLiteral& d);
  Printer& instant(const InstantLiteral& i);
  Printer& time(const TimeOfDay& t);
  Printer& span(const TimeSpan& s);
  Printer& value(const Value& v);
  Printer& names(const std::vector<Name>& all);
  Printer& event(const EventRef& e);
  Printer& events(const std::vector<EventRef>& all, Operator separator);
  Printer& condition(ExprId id, int outer = 0);
  Printer& when(ExprId id);
  Printer& anchor(const Anchor& a);
  Printer& dated(const DatedAmount& d);
  Printer& keys(const std::vector<Value>& all);
  Printer& limit(const Limit& l);
  Printer& phase(const Phase& p);
  Printer& calendar(const CalendarChoice& c);
  Printer& breach(const Breach& b);
  Printer& type(const Type& t);
  Printer& hours(const std::vector<Hours>& all);
  Printer& bands(const std::vector<WrittenBand>& all);
  Printer& fields(const std::vector<std::pair<Name, Value>>& all);
  Printer& count(Count c, std::optional<Roll> r);

 private:
  Printer& limit_term(const LimitTerm& t);
  void decimal(std::int64_t mantissa, std::uint8_t scale);

  const File& file_;
  base::Language language_;
  std::string out_;
  int level_ = 0;
  bool fresh_ = true;  // at the start of a line
};

}  // namespace bylaw::parse
