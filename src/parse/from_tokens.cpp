#include "parse/from_tokens.hpp"

#include <set>

#include "base/limits.hpp"
#include "lex/from_text.hpp"
#include "parse/fields.hpp"
#include "parse/grammar/grammar.hpp"
#include "parse/report.hpp"

namespace bylaw::parse {
namespace {

using diag::Kind;
using diag::Phrase;
using Part = grammar::Unit;
using lang::Block;

// Fields that may stand more than once in their block.
bool repeats(Block block, Keyword k) {
  switch (block) {
    case Block::profile: return true;
    case Block::test: return k != Keyword::profile;
    case Block::clause: return k == Keyword::text;
    default: break;
  }
  switch (k) {
    case Keyword::open:
    case Keyword::off:
    case Keyword::work:
    case Keyword::edition:
    case Keyword::text:
    case Keyword::trigger:
    case Keyword::warn:
    case Keyword::pause:
    case Keyword::cancel:
    case Keyword::extend:
    case Keyword::level:
    case Keyword::answered_by:
    case Keyword::stop:
    case Keyword::raise:
    case Keyword::lower:
    case Keyword::override_:
    case Keyword::row:
    case Keyword::except:
    case Keyword::skip:
    case Keyword::exclude: return true;
    default: return false;
  }
}

class Parser {
 public:
  Parser(const base::SourceFile& file, const lex::Tokens& tokens, diag::Sink& sink)
      : tokens_(tokens), sink_(sink), report_(file, tokens, sink), log_(tokens.tokens), at_(tokens.tokens.data()),
        end_(tokens.tokens.data() + tokens.tokens.size() - 1) {
    out_.file = tokens.file;
    out_.chinese = tokens.language == base::Language::chinese;
  }

  File run() {
    if (!tokens_.usable) return std::move(out_);
    header();
    while (at_ != end_ && !stopped_) declaration();
    return std::move(out_);
  }

 private:
  // ---- one unit of the grammar

  Reader reader() {
    building_.emplace(Building{tokens_, log_.pieces(), out_.exprs, sink_});
    return Reader(*building_);
  }

  bool unit(Part part, const Token* end) {
    if (grammar::parse(part, at_, end, log_)) return true;
    report_.unexpected(*log_.furthest(), log_.expected(), log_.furthest() > at_);
    // Enough has been found to refuse the file many times over.
    if (sink_.all().size() >= base::limits::diagnostics_kept) stopped_ = true;
    return false;
  }

  bool unit(Part part) { return unit(part, end_); }

  // ---- the file

  void header() {
    if (!at_->is(Keyword::bylaw)) {
      sink_.report(Kind::missing_header, tokens_.span_of(*at_));
      return;
    }
    const Token* first = at_;
    if (!unit(Part::header)) {
      for (++at_; at_ != end_ && !at_->first_on_line;) ++at_;
      return;
    }
    const Token& version = first[1];
    if (version.scale != 0 || version.value != 1) {
      sink_.report(Kind::unknown_version, tokens_.span_of(version), {report_.slice(version)});
    }
    const bool names_chinese = first[3].is(Keyword::zh);
    if (names_chinese != out_.chinese) {
      sink_
          .report(Kind::mixed_keyword_language, tokens_.span_of(*first),
                  {report_.slice(*first),
                   word_of(Keyword::bylaw, names_chinese ? base::Language::chinese : base::Language::english)})
          .note(diag::Note::language_here, tokens_.span_of(first[3]));
    }
  }

  void declaration() {
    if (at_->kind != TokenKind::keyword || !opens(at_->keyword, Block::file)) {
      if (at_->first_on_line || log_.furthest() != at_ || log_.expected().empty()) {
        report_.unknown_field(*at_, Block::file);
      } else {
        report_.unexpected(*at_, log_.expected(), false, &file_block);
      }
      ++at_;
      resync(Block::file);
      return;
    }
    if (!count_declaration()) return;
    switch (at_->keyword) {
      case Keyword::use: return simple<Use>(Part::use);
      case Keyword::role: return simple<Role>(Part::role);
      case Keyword::grades: return simple<Grades>(Part::grades);
      case Keyword::event: return simple<Event>(Part::event);
      case Keyword::calendar:
        return declare(block<Calendar>(Part::calendar_head, Part::calendar_field, Block::calendar));
      case Keyword::case_: return declare(block<CaseKind>(Part::case_head, Part::case_field, Block::case_kind));
      case Keyword::handbook:
        return declare(block<Handbook>(Part::handbook_head, Part::handbook_field, Block::handbook));
      case Keyword::clause: return declare(block<Clause>(Part::clause_head, Part::clause_field, Block::clause));
      case Keyword::profile: return declare(block<Profile>(Part::profile_head, Part::profile_field, Block::profile));
      case Keyword::test: return declare(block<Test>(Part::test_head, Part::test_field, Block::test));
      default: break;
    }
    if (std::optional<Rule> made = rule()) out_.declarations.emplace_back(std::move(*made));
  }

  bool count_declaration() {
    if (++declarations_ <= base::limits::declarations) return true;
    sink_.report(Kind::too_deep, tokens_.span_of(*at_),
                 {Phrase{"the number of declarations", "声明的数量"}, base::limits::declarations});
    stopped_ = true;
    return false;
  }

  template <class Node>
  void declare(std::optional<Node> node) {
    if (node) out_.declarations.emplace_back(std::move(*node));
  }

  template <class Node>
  void simple(Part part) {
    if (!unit(part)) {
      ++at_;
      return resync(Block::file);
    }
    Node node;
    Reader in = reader();
    read(in, node);
    out_.declarations.emplace_back(std::move(node));
  }

  std::optional<Rule> rule() {
    switch (at_->keyword) {
      case Keyword::duty: return block<Duty>(Part::duty_head, Part::duty_field, Block::duty);
      case Keyword::ladder: return block<Ladder>(Part::ladder_head, Part::ladder_field, Block::ladder);
      case Keyword::matrix: return block<Matrix>(Part::matrix_head, Part::matrix_field, Block::matrix);
      case Keyword::table: return block<Table>(Part::table_head, Part::table_field, Block::table);
      case Keyword::disclosure:
        return block<Disclosure>(Part::disclosure_head, Part::disclosure_field, Block::disclosure);
      case Keyword::record: return block<Record>(Part::record_head, Part::record_field, Block::record);
      case Keyword::forbid:
      case Keyword::allow:
        return block<Prohibition>(Part::prohibition_head, Part::prohibition_field, Block::prohibition);
      case Keyword::sequence: return block<Sequence>(Part::sequence_head, Part::sequence_field, Block::sequence);
      case Keyword::routine: return block<Routine>(Part::routine_head, Part::routine_field, Block::routine);
      case Keyword::kpi: return block<Kpi>(Part::kpi_head, Part::kpi_field, Block::kpi);
      case Keyword::rating: return block<Rating>(Part::rating_head, Part::rating_field, Block::rating);
      default: break;
    }
    if (!unit(Part::parameter)) {
      ++at_;
      resync(Block::clause);
      return {};
    }
    Parameter node;
    Reader in = reader();
    read(in, node);
    return node;
  }

  // ---- blocks

  // The head and the fields of one block. Empty if there is no block to read.
  template <class Node>
  std::optional<Node> block(Part head, Part field, Block kind) {
    Node node;
    const Token* begin = at_;
    const Token* brace = nullptr;
    if (unit(head)) {
      Reader in = reader();
      read_head(in, node);
      brace = at_ - 1;
    } else {
      // With a brace on its line the block is read all the same, so that its own faults are found.
      for (const Token* t = begin + 1; t != end_ && !t->first_on_line; ++t) {
        if (t->is(Operator::close_brace)) break;
        if (t->is(Operator::open_brace)) {
          brace = t;
          break;
        }
      }
      if (!brace) {
        ++at_;
        resync(kind == Block::clause ? Block::file : Block::clause);
        return {};
      }
      at_ = brace + 1;
    }
    fields(node, *brace, field, kind);
    return node;
  }

  template <class Node>
  void fields(Node& node, const Token& brace, Part field, Block kind) {
    std::set<Keyword> seen;
    while (!stopped_) {
      if (at_ == end_) {
        unclosed(brace, Phrase{"the end of the file", "文件结尾"});
        return;
      }
      if (at_->is(Operator::close_brace)) {
        ++at_;
        return;
      }
      const bool keyword = at_->kind == TokenKind::keyword;
      const bool named_field = kind == Block::case_kind && at_->kind == TokenKind::name;
      if (named_field || (keyword && opens(at_->keyword, kind))) {
        if (keyword) check_repeat(kind, seen);
        const Token* begin = at_;
        read_one(node, field);
        // A field that could not be read has moved past its first token at least.
        if (at_ == begin) ++at_;
      } else if (keyword && kind == Block::case_kind && begins_type(at_[1])) {
        report_.keyword_as_name(*at_);
        ++at_;
        resync(kind);
      } else if (keyword && at_->first_on_line &&
                 (opens(at_->keyword, Block::file) || opens(at_->keyword, Block::clause))) {
        unclosed(brace, Phrase{"the next declaration", "下一项声明"});
        return;
      } else {
        misplaced(kind);
        ++at_;
        resync(kind);
      }
    }
  }

  // Behind a keyword at the start of a case's field: the keyword was meant as the field's name.
  static bool begins_type(const Token& token) {
    return token.kind == TokenKind::keyword && !token.first_on_line &&
           (token.is(Keyword::text) ||
            (token.keyword >= Keyword::one_of && token.keyword <= Keyword::working_date_span));
  }

  template <class Node>
  void read_one(Node& node, Part field) {
    constexpr Block kind = block_of(static_cast<Node*>(nullptr));
    if constexpr (std::is_same_v<Node, Clause>) {
      if (opens(at_->keyword, Block::file)) {
        if (!count_declaration()) return;
        if (std::optional<Rule> made = rule()) node.rules.push_back(std::move(*made));
        return;
      }
    }
    if constexpr (std::is_same_v<Node, Matrix>) {
      if (at_->is(Keyword::grid)) return grid(node);
    }
    if (unit(field)) {
      Reader in = reader();
      read_field(in, node);
    } else {
      ++at_;
      resync(kind);
    }
  }

  static constexpr Block block_of(Calendar*) { return Block::calendar; }
  static constexpr Block block_of(CaseKind*) { return Block::case_kind; }
  static constexpr Block block_of(Handbook*) { return Block::handbook; }
  static constexpr Block block_of(Clause*) { return Block::clause; }
  static constexpr Block block_of(Duty*) { return Block::duty; }
  static constexpr Block block_of(Ladder*) { return Block::ladder; }
  static constexpr Block block_of(Matrix*) { return Block::matrix; }
  static constexpr Block block_of(Table*) { return Block::table; }
  static constexpr Block block_of(Disclosure*) { return Block::disclosure; }
  static constexpr Block block_of(Record*) { return Block::record; }
  static constexpr Block block_of(Prohibition*) { return Block::prohibition; }
  static constexpr Block block_of(Sequence*) { return Block::sequence; }
  static constexpr Block block_of(Routine*) { return Block::routine; }
  static constexpr Block block_of(Kpi*) { return Block::kpi; }
  static constexpr Block block_of(Rating*) { return Block::rating; }
  static constexpr Block block_of(Profile*) { return Block::profile; }
  static constexpr Block block_of(Test*) { return Block::test; }

  void check_repeat(Block kind, std::set<Keyword>& seen) {
    const Keyword k = at_->keyword;
    const bool is_rule = kind == Block::clause && opens(k, Block::file);
    if (is_rule || repeats(kind, k) || seen.insert(k).second) return;
    sink_.report(Kind::duplicate_field, tokens_.span_of(*at_), {word_of(k, tokens_.language)});
  }

  void unclosed(const Token& brace, Phrase before) {
    sink_.report(Kind::unclosed_block, tokens_.span_of(*at_), {before})
        .note(diag::Note::opened_here, tokens_.span_of(brace));
  }

  // A token that opens nothing: behind a field it may be a slip in that field, at the start of a line it is no field.
  void misplaced(Block kind) {
    if (sink_.all().size() >= base::limits::diagnostics_kept) stopped_ = true;
    if (!at_->first_on_line && log_.furthest() == at_ && !log_.expected().empty()) {
      report_.unexpected(*at_, log_.expected(), false, &kind);
    } else {
      report_.unknown_field(*at_, kind);
    }
  }

  // Moves to the next line that opens a field of the block or a declaration, or to the brace that closes the block.
  void resync(Block kind) {
    std::uint32_t depth = 0;
    for (; at_ != end_; ++at_) {
      const bool outer =
          at_->kind == TokenKind::keyword && (opens(at_->keyword, Block::file) && !opens(at_->keyword, kind));
      const bool field = at_->kind == TokenKind::keyword
                             ? opens(at_->keyword, kind) || (kind == Block::case_kind && begins_type(at_[1]))
                             : kind == Block::case_kind && at_->kind == TokenKind::name;
      if (at_->first_on_line && (outer || (depth == 0 && (field || report_.resembles_field(*at_, kind))))) return;
      if (at_->is(Operator::open_brace)) ++depth;
      if (at_->is(Operator::close_brace)) {
        if (depth == 0 && kind != Block::file) return;
        if (depth > 0) --depth;
      }
    }
  }

  // ---- grids, whose rows are lines

  const Token* line_end() const {
    const Token* t = at_ + 1;
    while (t != end_ && !t->first_on_line && !t->is(Operator::close_brace)) ++t;
    return t;
  }

  void grid(Matrix& matrix) {
    const Token* brace = at_ + 1;
    if (!unit(Part::grid_head)) {
      ++at_;
      return resync(Block::matrix);
    }
    // A second grid has been reported; it is read for its own faults.
    matrix.columns.clear();
    matrix.grid.clear();
    while (at_ != end_ && !at_->is(Operator::close_brace)) {
      if (at_->kind == TokenKind::keyword && at_->first_on_line &&
          (opens(at_->keyword, Block::file) || opens(at_->keyword, Block::matrix))) {
        return unclosed(*brace, Phrase{"the next field", "下一字段"});
      }
      const Token* end = line_end();
      grid_line(matrix, end);
      at_ = end;
    }
    if (at_ == end_) return unclosed(*brace, Phrase{"the end of the file", "文件结尾"});
    ++at_;
  }

  void grid_line(Matrix& matrix, const Token* end) {
    if (matrix.grid.size() >= base::limits::list_items) {
      if (!grid_too_long_)
        sink_.report(Kind::too_deep, tokens_.span_of(*at_),
                     {Phrase{"the number of rows", "行数"}, base::limits::list_items});
      grid_too_long_ = true;
      return;
    }
    if (at_->is(Operator::bar) && matrix.columns.empty()) {
      if (!unit(Part::grid_columns, end)) return;
      if (at_ != end) return report_.unexpected(*at_, log_.expected(), true);
      Reader in = reader();
      return read_columns(in, matrix);
    }
    if (empty_cell(matrix, end)) return;
    const Token* begin = at_;
    if (!unit(Part::grid_row, end)) return;
    if (at_ != end) return report_.unexpected(*at_, log_.expected(), true);
    Reader in = reader();
    read_row(in, matrix);
    const std::size_t cells = matrix.grid.back().cells.size();
    if (cells != matrix.columns.size()) {
      sink_.report(Kind::ragged_row, tokens_.span_of(*begin),
                   {static_cast<std::uint64_t>(cells), static_cast<std::uint64_t>(matrix.columns.size())});
    }
  }

  // A bar with nothing behind it on its line.
  bool empty_cell(const Matrix& matrix, const Token* end) {
    std::size_t column = 0;
    for (const Token* t = at_; t != end; ++t) {
      if (!t->is(Operator::bar)) continue;
      if (t + 1 == end || t[1].is(Operator::bar)) {
        const std::string name =
            column < matrix.columns.size() ? matrix.columns[column].text : std::to_string(column + 1);
        sink_.report(Kind::empty_cell, tokens_.span_of(*t), {name});
        return true;
      }
      ++column;
    }
    return false;
  }

  static constexpr Block file_block = Block::file;

  const lex::Tokens& tokens_;
  diag::Sink& sink_;
  Reporter report_;
  grammar::Log log_;
  std::optional<Building> building_;
  File out_;
  const Token* at_;
  const Token* end_;  // the last token, of kind `end`
  std::uint32_t declarations_ = 0;
  bool stopped_ = false;
  bool grid_too_long_ = false;
};

}  // namespace

File from_tokens(const base::SourceFile& file, const lex::Tokens& tokens, diag::Sink& sink) {
  return Parser(file, tokens, sink).run();
}

File parse_file(base::FileId id, const base::SourceFile& file, diag::Sink& sink) {
  return from_tokens(file, lex::from_text(id, file, sink), sink);
}

}  // namespace bylaw::parse
