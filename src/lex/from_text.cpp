#include "lex/from_text.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "base/limits.hpp"
#include "base/utf8.hpp"

namespace bylaw::lex {
namespace {

namespace limits = base::limits;
using base::Decoded;
using diag::Kind;
using diag::Phrase;
using lang::Keyword;
using lang::Operator;

constexpr int max_digits = 18;  // a mantissa of 64 bits holds any 18 digits
constexpr int max_scale = 9;
constexpr std::int64_t second_us = 1'000'000;

// One pass over the text. A reader of a token either moves past it or leaves the place alone.
class Lexer {
 public:
  Lexer(base::FileId id, const base::SourceFile& file, diag::Sink& sink) : text_(file.text), sink_(sink) {
    out_.file = id;
    out_.texts.emplace_back();
  }

  Tokens run() {
    if (text_.size() > limits::file_bytes) {
      sink_.report(Kind::file_too_large, {out_.file, 0, 0},
                   {static_cast<std::uint64_t>(text_.size()), limits::file_bytes});
      out_.usable = false;
      add_trivia(TriviaKind::damaged, 0, static_cast<std::uint32_t>(text_.size()));
      at_ = static_cast<std::uint32_t>(text_.size());
    } else {
      if (text_.starts_with("\xef\xbb\xbf")) {
        at_ = 3;
        add_trivia(TriviaKind::blank, 0, 3);
      }
      choose_language();
      while (at_ < text_.size() && out_.usable) step();
      if (at_ < text_.size()) add_trivia(TriviaKind::damaged, at_, static_cast<std::uint32_t>(text_.size()));
    }
    Token end;
    end.first_on_line = true;
    end.begin = end.end = static_cast<std::uint32_t>(text_.size());
    end.line = line_;
    out_.tokens.push_back(end);
    return std::move(out_);
  }

 private:
  // ---- the characters ahead

  Decoded peek(std::uint32_t from) const {
    if (from >= text_.size()) return {0, 0, false};
    return base::decode(text_, from);
  }

  // A decimal digit, ASCII or full-width. `length` 0: none.
  struct Digit {
    int value = 0;
    std::uint32_t length = 0;
  };

  Digit digit(std::uint32_t from) const {
    const Decoded d = peek(from);
    if (!d.valid) return {};
    if (d.code_point >= U'0' && d.code_point <= U'9') return {static_cast<int>(d.code_point - U'0'), 1};
    if (d.code_point >= 0xff10 && d.code_point <= 0xff19) return {static_cast<int>(d.code_point - 0xff10), d.length};
    return {};
  }

  // So many digits in a row, from `from`; moves it past them.
  int digits(std::uint32_t& from, std::int64_t& value, int most = 32) const {
    int count = 0;
    for (Digit d = digit(from); d.length && count < most; d = digit(from)) {
      value = count < max_digits ? value * 10 + d.value : value;
      from += d.length;
      ++count;
    }
    return count;
  }

  bool accept(std::uint32_t& from, char32_t ascii, char32_t wide) const {
    const Decoded d = peek(from);
    if (!d.valid || (d.code_point != ascii && d.code_point != wide)) return false;
    from += d.length;
    return true;
  }

  static bool is_blank(char32_t c) { return c == U' ' || c == U'\t' || c == U'\r' || c == 0x3000 || c == 0xa0; }

  // The end of the word that starts at `from`; the same place if none does.
  std::uint32_t word_end(std::uint32_t from) const {
    Decoded d = peek(from);
    if (!d.valid || !starts_word(d.code_point)) return from;
    std::uint32_t i = from + d.length;
    for (d = peek(i); d.valid; d = peek(i)) {
      if (d.code_point == U'.') {
        const Decoded next = peek(i + 1);
        const bool joins =
            next.valid && (starts_word(next.code_point) || (next.code_point >= U'0' && next.code_point <= U'9'));
        if (!joins) break;
      } else if (!continues_word(d.code_point)) {
        break;
      }
      i += d.length;
    }
    return i;
  }

  void choose_language() {
    std::uint32_t i = at_;
    bool comment = false;
    for (Decoded d = peek(i); d.length; d = peek(i)) {
      if (d.code_point == U'#' || d.code_point == 0xff03) comment = true;
      if (d.code_point == U'\n') comment = false;
      if (!comment && d.code_point != U'\n' && !is_blank(d.code_point)) break;
      i += d.length;
    }
    const std::string_view word = text_.substr(i, word_end(i) - i);
    if (word == word_of(Keyword::bylaw, base::Language::chinese)) out_.language = base::Language::chinese;
  }

  // ---- what is written out

  base::Span span(std::uint32_t begin, std::uint32_t end) const { return {out_.file, begin, end}; }
  std::string slice(std::uint32_t begin, std::uint32_t end) const {
    return std::string(text_.substr(begin, end - begin));
  }

  void add_trivia(TriviaKind kind, std::uint32_t begin, std::uint32_t end) {
    if (!out_.trivia.empty() && out_.trivia.back().kind == kind && out_.trivia.back().end == begin &&
        kind != TriviaKind::line_break) {
      out_.trivia.back().end = end;
    } else {
      out_.trivia.push_back({kind, begin, end});
    }
  }

  void add(Token token, std::uint32_t end) {
    token.begin = at_;
    token.end = end;
    token.line = line_;
    token.first_on_line = new_line_;
    new_line_ = false;
    at_ = end;
    watch_depth(token);
    if (out_.tokens.size() >= limits::file_tokens) {
      if (out_.usable) {
        sink_.report(Kind::too_deep, out_.span_of(token),
                     {Phrase{"the number of words and marks", "词和符号的数量"}, limits::file_tokens});
      }
      out_.usable = false;
    }
    out_.tokens.push_back(token);
  }

  std::uint32_t keep_text(std::string text) {
    out_.texts.push_back(std::move(text));
    return static_cast<std::uint32_t>(out_.texts.size() - 1);
  }

  // Brackets inside one another, and `not` before what they hold: a grammar that recurses pays for each with stack.
  void watch_depth(const Token& token) {
    if (token.is(Keyword::not_)) {
      ++depth_;
    } else if (token.is(Operator::open_brace) || token.is(Operator::open_paren)) {
      enclosing_.push_back(depth_base_);
      depth_base_ = ++depth_;
    } else if (token.is(Operator::close_brace) || token.is(Operator::close_paren)) {
      if (!enclosing_.empty()) {
        depth_base_ = enclosing_.back();
        enclosing_.pop_back();
      }
      depth_ = depth_base_;
    } else {
      depth_ = depth_base_;
    }
    if (depth_ > limits::nesting && out_.usable) {
      sink_.report(Kind::too_deep, out_.span_of(token),
                   {Phrase{"the nesting of brackets and negations", "括号与否定的嵌套层数"}, limits::nesting});
      out_.usable = false;
    }
  }

  void check_nfc(std::uint32_t begin, std::uint32_t end) {
    const std::string_view written = text_.substr(begin, end - begin);
    if (is_nfc(written)) return;
    const std::string normal = nfc(written);
    sink_.report(Kind::not_nfc, span(begin, end), {written, normal}).fix_with({span(begin, end), normal}, true);
  }

  // ---- the tokens

  void step() {
    const Decoded d = peek(at_);
    const char32_t c = d.code_point;
    if (!d.valid) return damaged();
    if (c == U'\n') {
      add_trivia(TriviaKind::line_break, at_, at_ + 1);
      ++at_;
      ++line_;
      new_line_ = true;
    } else if (is_blank(c)) {
      add_trivia(TriviaKind::blank, at_, at_ + d.length);
      at_ += d.length;
    } else if (c == U'#' || c == 0xff03) {
      comment();
    } else if (starts_word(c)) {
      word();
    } else if (digit(at_).length) {
      if (!date() && !time()) number();
    } else if (c == U'"' || c == 0xff02) {
      text(d.length, c, c == U'"' ? "`\"`" : "`\xef\xbc\x82`");
    } else if (c == 0x201c || c == 0x201d) {
      text(d.length, 0x201d, "`\xe2\x80\x9d`");
    } else if (c == U'`') {
      quoted_name(d.length, U'`', "a back-quote", "反引号");
    } else if (c == 0x300c) {
      quoted_name(d.length, 0x300d, "`」`", "`」`");
    } else if (!mark()) {
      damaged();
    }
  }

  void comment() {
    std::uint32_t end = at_;
    while (end < text_.size() && text_[end] != '\n') {
      const Decoded d = peek(end);
      if (!d.valid) break;  // the damaged bytes are reported, and the rest of the line is read on as a comment
      end += d.length;
    }
    add_trivia(TriviaKind::comment, at_, end);
    at_ = end;
    if (at_ < text_.size() && text_[at_] != '\n') {
      damaged();
      if (at_ < text_.size() && text_[at_] != '\n') comment();
    }
  }

  void word() {
    std::array<std::string_view, 8> words;
    std::array<std::uint32_t, 8> ends{};
    std::size_t count = 0;
    const lang::Vocabulary& vocabulary = lang::vocabulary(out_.language);
    std::uint32_t from = at_;
    while (count < words.size() && count < vocabulary.longest_phrase()) {
      const std::uint32_t end = word_end(from);
      if (end == from) break;
      words[count] = text_.substr(from, end - from);
      ends[count++] = end;
      for (from = end; is_blank(peek(from).code_point) && peek(from).valid;) from += peek(from).length;
      if (from == end) break;
    }
    if (words[0].size() > limits::word_bytes) {
      sink_.report(Kind::word_too_long, span(at_, ends[0]),
                   {static_cast<std::uint64_t>(words[0].size()), limits::word_bytes});
      add_trivia(TriviaKind::damaged, at_, ends[0]);
      at_ = ends[0];
      return;
    }
    Token token;
    if (const lang::Match match = vocabulary.match({words.data(), count}); match.words) {
      token.kind = TokenKind::keyword;
      token.keyword = match.keyword;
      return add(token, ends[match.words - 1]);
    }
    check_nfc(at_, ends[0]);
    add_name(std::string(words[0]), ends[0], false);
  }

  void add_name(std::string name, std::uint32_t end, bool quoted) {
    Token token;
    token.kind = TokenKind::name;
    token.quoted = quoted;
    token.capitals = !quoted && name.size() == 3 &&
                     std::all_of(name.begin(), name.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    token.dots = static_cast<std::uint8_t>(std::min<std::ptrdiff_t>(255, std::count(name.begin(), name.end(), '.')));
    token.text = keep_text(std::move(name));
    add(token, end);
  }

  void quoted_name(std::uint32_t mark, char32_t close, const char* en, const char* zh) {
    std::string name;
    std::uint32_t i = at_ + mark;
    for (Decoded d = peek(i); d.valid && d.code_point != U'\n'; d = peek(i)) {
      if (d.code_point == close) {
        if (name.empty() || name.size() > limits::word_bytes) break;
        check_nfc(at_ + mark, i);
        return add_name(std::move(name), i + d.length, true);
      }
      name += text_.substr(i, d.length);
      i += d.length;
    }
    if (name.size() > limits::word_bytes) {
      sink_.report(Kind::word_too_long, span(at_, i), {static_cast<std::uint64_t>(name.size()), limits::word_bytes});
    } else {
      sink_.report(Kind::unterminated_name, span(at_, std::max(i, at_ + mark)), {Phrase{en, zh}});
    }
    add_trivia(TriviaKind::damaged, at_, std::max(i, at_ + mark));
    at_ = std::max(i, at_ + mark);
  }

  // `\"` and `\\` stand for the mark and the stroke; any other stroke is one.
  void text(std::uint32_t mark, char32_t close, const char* close_shown) {
    Token token;
    token.kind = TokenKind::text;
    std::string value;
    std::uint32_t i = at_ + mark;
    bool closed = false;
    for (Decoded d = peek(i); d.valid && d.code_point != U'\n'; d = peek(i)) {
      if (d.code_point == close) {
        i += d.length;
        closed = true;
        break;
      }
      if (d.code_point == U'\\' && (peek(i + 1).code_point == U'"' || peek(i + 1).code_point == U'\\')) d = peek(++i);
      value += text_.substr(i, d.length);
      i += d.length;
    }
    if (!closed) {
      std::uint32_t line_end = i;
      while (line_end > at_ + mark && (text_[line_end - 1] == '\r' || text_[line_end - 1] == ' ')) --line_end;
      sink_.report(Kind::unterminated_string, span(at_, line_end), {close_shown});
      token.damaged = true;
    } else if (value.size() > limits::text_bytes) {
      sink_.report(Kind::too_deep, span(at_, i),
                   {Phrase{"the length of a text in bytes", "文本的字节数"}, limits::text_bytes});
      token.damaged = true;
    } else {
      check_nfc(at_, i);
    }
    token.text = keep_text(std::move(value));
    add(token, i);
  }

  bool date() {
    std::uint32_t i = at_;
    std::int64_t year = 0, month = 0, day = 0;
    const int year_digits = digits(i, year);
    if (!accept(i, U'-', 0xff0d)) return false;
    const int month_digits = digits(i, month);
    if (!month_digits || !accept(i, U'-', 0xff0d)) return false;
    const int day_digits = digits(i, day);
    if (!day_digits) return false;
    Token token;
    token.kind = TokenKind::date;
    const base::Civil civil{static_cast<std::int32_t>(year % 10'000), static_cast<std::uint8_t>(month % 100),
                            static_cast<std::uint8_t>(day % 100)};
    if (year_digits == 4 && month_digits == 2 && day_digits == 2 && year > 0 && base::is_valid(civil)) {
      token.value = base::day_number(civil);
    } else {
      sink_.report(Kind::bad_date, span(at_, i), {slice(at_, i)});
      token.damaged = true;
    }
    add(token, i);
    return true;
  }

  // Two digits, a colon, two digits; then seconds, a fraction and an offset where written without a gap.
  bool time() {
    std::uint32_t i = at_;
    std::int64_t hour = 0, minute = 0, second = 0, fraction = 0;
    if (digits(i, hour) != 2 || !accept(i, U':', 0xff1a) || digits(i, minute) != 2) return false;
    bool good = true;
    std::uint32_t j = i;
    if (accept(j, U':', 0xff1a)) {
      good = digits(j, second) == 2;
      i = j;
      if (accept(j, U'.', U'.')) {
        const int count = digits(j, fraction);
        good = good && count >= 1 && count <= 6;
        for (int k = count; k < 6; ++k) fraction *= 10;
        i = j;
      }
    }
    Token token;
    token.kind = TokenKind::time;
    read_offset(i, token.offset, good);
    token.value = ((hour * 60 + minute) * 60 + second) * second_us + fraction;
    good = good && minute < 60 && second < 60 && token.value <= 24 * 3600 * second_us;
    if (!good) {
      sink_.report(Kind::bad_time, span(at_, i), {slice(at_, i)});
      token.damaged = true;
      token.value = 0;
    }
    add(token, i);
    return true;
  }

  void read_offset(std::uint32_t& i, std::int32_t& offset, bool& good) const {
    const char32_t c = peek(i).code_point;
    if (peek(i).length && c == U'Z' && !continues_word(peek(i + 1).code_point)) {
      offset = 0;
      ++i;
      return;
    }
    if (!peek(i).length || (c != U'+' && c != U'-')) return;
    std::int64_t hour = 0, minute = 0;
    std::uint32_t j = i + 1;
    if (digits(j, hour) != 2 || !accept(j, U':', 0xff1a) || digits(j, minute) != 2) return;
    good = good && hour <= 18 && minute < 60;
    offset = static_cast<std::int32_t>((hour * 60 + minute) * 60) * (c == U'-' ? -1 : 1);
    i = j;
  }

  void number() {
    std::uint32_t i = at_;
    Token token;
    token.kind = TokenKind::number;
    int count = digits(i, token.value, INT32_MAX);
    int scale = 0;
    std::uint32_t j = i;
    if (accept(j, U'.', 0xff0e) && digit(j).length) {
      for (Digit d = digit(j); d.length; d = digit(j)) {
        if (count < max_digits) token.value = token.value * 10 + d.value;
        ++count;
        ++scale;
        j += d.length;
      }
      i = j;
    }
    if (accept(i, U'%', 0xff05)) token.kind = TokenKind::percent;
    if (count > max_digits || scale > max_scale) {
      sink_.report(Kind::bad_number, span(at_, i),
                   {slice(at_, std::min(i, at_ + 40)),
                    count > max_digits ? Phrase{"it has more than 18 digits", "超过 18 位"}
                                       : Phrase{"it has more than 9 digits after the point", "小数位超过 9 位"}});
      token.damaged = true;
      token.value = 0;
      scale = 0;
    }
    token.scale = static_cast<std::uint8_t>(scale);
    add(token, i);
  }

  bool mark() {
    const std::string_view rest = text_.substr(at_);
    for (const lang::OperatorRow& row : lang::operators()) {
      const std::string_view hit = rest.starts_with(row.spelling) ? row.spelling
                                   : rest.starts_with(row.other)  ? row.other
                                                                  : "";
      if (hit.empty()) continue;
      Token token;
      token.kind = TokenKind::op;
      token.op = row.op == Operator::list_comma ? Operator::comma : row.op;
      add(token, at_ + static_cast<std::uint32_t>(hit.size()));
      return true;
    }
    return false;
  }

  // Bytes and characters that nothing begins with, as many as stand together.
  void damaged() {
    const std::uint32_t begin = at_;
    const Decoded first = peek(at_);
    const bool bytes = !first.valid;
    at_ += first.length;
    for (Decoded d = peek(at_); d.length && d.valid == !bytes; d = peek(at_)) {
      if (!bytes && (d.code_point != first.code_point)) break;
      at_ += d.length;
    }
    add_trivia(TriviaKind::damaged, begin, at_);
    std::array<char, 16> shown{};
    const auto value = bytes ? static_cast<unsigned>(static_cast<unsigned char>(text_[begin]))
                             : static_cast<unsigned>(first.code_point);
    std::snprintf(shown.data(), shown.size(), bytes ? "0x%02X" : "U+%04X", value);
    if (bytes) {
      sink_.report(Kind::invalid_utf8, span(begin, at_), {shown.data()});
    } else {
      const bool visible = value > 0x20 && (value < 0x7f || value > 0xa0) && first.code_point != U'`';
      std::string what =
          visible ? "`" + slice(begin, begin + first.length) + "` (" + shown.data() + ")" : std::string(shown.data());
      sink_.report(Kind::stray_character, span(begin, at_), {std::move(what)});
    }
  }

  std::string_view text_;
  diag::Sink& sink_;
  Tokens out_;
  std::uint32_t at_ = 0;
  std::uint32_t line_ = 1;
  bool new_line_ = true;
  std::uint32_t depth_ = 0;
  std::uint32_t depth_base_ = 0;
  std::vector<std::uint32_t> enclosing_;
};

}  // namespace

Tokens from_text(base::FileId id, const base::SourceFile& file, diag::Sink& sink) {
  return Lexer(id, file, sink).run();
}

}  // namespace bylaw::lex
