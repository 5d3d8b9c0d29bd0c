// From the pieces of one head or field to the nodes of ast.hpp. One overload for each kind of block.
#pragma once
#include "parse/reader.hpp"

namespace bylaw::parse {

void read_head(Reader& in, Calendar& out);
void read_head(Reader& in, CaseKind& out);
void read_head(Reader& in, Handbook& out);
void read_head(Reader& in, Clause& out);
void read_head(Reader& in, Duty& out);
void read_head(Reader& in, Ladder& out);
void read_head(Reader& in, Matrix& out);
void read_head(Reader& in, Table& out);
void read_head(Reader& in, Disclosure& out);
void read_head(Reader& in, Record& out);
void read_head(Reader& in, Prohibition& out);
void read_head(Reader& in, Sequence& out);
void read_head(Reader& in, Routine& out);
void read_head(Reader& in, Kpi& out);
void read_head(Reader& in, Rating& out);
void read_head(Reader& in, Profile& out);
void read_head(Reader& in, Test& out);

void read_field(Reader& in, Calendar& out);
void read_field(Reader& in, CaseKind& out);
void read_field(Reader& in, Handbook& out);
void read_field(Reader& in, Clause& out);
void read_field(Reader& in, Duty& out);
void read_field(Reader& in, Ladder& out);
void read_field(Reader& in, Matrix& out);
void read_field(Reader& in, Table& out);
void read_field(Reader& in, Disclosure& out);
void read_field(Reader& in, Record& out);
void read_field(Reader& in, Prohibition& out);
void read_field(Reader& in, Sequence& out);
void read_field(Reader& in, Routine& out);
void read_field(Reader& in, Kpi& out);
void read_field(Reader& in, Rating& out);
void read_field(Reader& in, Profile& out);
void read_field(Reader& in, Test& out);

// The lines of a grid.
void read_columns(Reader& in, Matrix& out);
void read_row(Reader& in, Matrix& out);

// The declarations without a block.
void read(Reader& in, Use& out);
void read(Reader& in, Role& out);
void read(Reader& in, Grades& out);
void read(Reader& in, Event& out);
void read(Reader& in, Parameter& out);

}  // namespace bylaw::parse
