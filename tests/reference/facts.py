"""Conditions and tables of the reference evaluator, by direct recursion: True, False, or None where it is not known."""

COMPARE = {"equal": lambda a, b: a == b, "not_equal": lambda a, b: a != b, "less": lambda a, b: a < b,
           "less_equal": lambda a, b: a <= b, "greater": lambda a, b: a > b, "greater_equal": lambda a, b: a >= b}


class Facts:
    """What is known of a case: fields given so far, and events that happened before the one in hand."""

    def __init__(self, tree, values=None, happened=()):
        self.tree = tree
        self.values = dict(values or {})
        self.happened = set(happened)
        self.chosen = {}   # result of a table with editions -> the one that gave it last
        self.asked = self  # whose knowledge `is known` asks about

    def take(self, fields):
        """Fields of an event. A text is only there or not: an empty one makes it unknown (row N1)."""
        for field, value in fields.items():
            if value == 0 and self.tree["facts"][field]["type"]["kind"] == "text":
                self.values.pop(field, None)
            else:
                self.values[field] = value

    def term(self, i):
        t = self.tree["terms"][i]
        if t["kind"] == "constant":
            return t["constant"]
        if t["kind"] == "fact":
            return self.fact(t["fact"])
        a, b = self.term(t["left"]), self.term(t["right"])
        if a is None or b is None:
            return None
        return a + b if t["kind"] == "add" else a - b

    def fact(self, i):
        table = self.chosen.get(i, self.tree["facts"][i]["table"])
        return self.values.get(i) if table is None else self.table(self.tree["tables"][table])

    def condition(self, i):
        if i is None:
            return True
        c = self.tree["conditions"][i]
        kind = c["kind"]
        if kind == "always":
            return True
        if kind in ("disjunction", "conjunction"):
            parts = [self.condition(p) for p in c["parts"]]
            decides = kind == "disjunction"
            if decides in parts:
                return decides
            return None if None in parts else not decides
        if kind == "negation":
            inner = self.condition(c["parts"][0])
            return None if inner is None else not inner
        if kind == "known":
            return self.asked.fact(c["fact"]) is not None
        if kind == "has":
            return c["event"] in self.happened
        if kind == "member":
            value = self.fact(c["fact"])
            if value is None:
                return None
            if self.tree["facts"][c["fact"]]["type"]["kind"] == "set":
                return any(value >> v & 1 for v in c["values"])
            return value in c["values"]
        a, b = self.term(c["left"]), self.term(c["right"])
        return None if a is None or b is None else COMPARE[c["op"]](a, b)

    def named(self, i):
        """Facts that a condition names."""
        if i is None:
            return set()
        c = self.tree["conditions"][i]
        found = {c["fact"]} if c["fact"] is not None else set()
        for part in c["parts"]:
            found |= self.named(part)
        return found | self.named_by_term(c["left"]) | self.named_by_term(c["right"])

    def named_by_term(self, i):
        if i is None:
            return set()
        t = self.tree["terms"][i]
        found = {t["fact"]} if t["fact"] is not None else set()
        return found | self.named_by_term(t["left"]) | self.named_by_term(t["right"])

    def read_by(self, table):
        """Facts that a table reads."""
        found = {table["rows_fact"], table["cols_fact"]} - {None}
        for row in table["overrides"] + table["rows"] + table["moves"]:
            found |= self.named(row["when"])
        return found

    def table(self, table):
        """The first override that holds, else the cell or the row hit, moved and clamped; `otherwise` where it is not known."""
        result = self.raw(table)
        return table["otherwise"] if result is None else result

    def raw(self, table):
        for row in table["overrides"]:
            holds = self.condition(row["when"])
            if holds is None:
                return None
            if holds:
                return row["then"]
        if table["is_matrix"]:
            row, column = self.fact(table["rows_fact"]), self.fact(table["cols_fact"])
            if row is None or column is None:
                return None
            first = [self.tree["facts"][f]["type"] for f in (table["rows_fact"], table["cols_fact"])]
            low = [t["first"] if t["kind"] in ("number", "grade") else 0 for t in first]
            result = table["grid"][(row - low[0]) * table["columns"] + column - low[1]]
        else:
            result = None
            for row in table["rows"]:
                holds = self.condition(row["when"])
                if holds is None:
                    return None
                if holds:
                    result = row["then"]
                    break
            if result is None:
                result = table["otherwise"]
            if result is None:
                return None
        for move in table["moves"]:
            holds = self.condition(move["when"])
            if holds is None:
                return None
            if holds:
                kind = self.tree["facts"][table["gives"]]["type"]
                scale = self.tree["scales"][kind["scale"]]
                towards = -1 if scale["highest"] == scale["first"] else 1
                return max(scale["first"], min(scale["last"], result + towards * move["by"]))
        return result
