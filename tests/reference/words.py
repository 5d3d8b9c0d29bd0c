"""Decisions as lines of words that can be compared, the slow evaluator's and bylaw's; and logs as lines of JSON."""
import json
from datetime import datetime, timedelta, timezone

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


def iso(t):
    return (EPOCH + timedelta(microseconds=t)).strftime("%Y-%m-%dT%H:%M:%S.%f") + "Z"


def micros(text):
    return (datetime.fromisoformat(text.replace("Z", "+00:00")) - EPOCH) // timedelta(microseconds=1)


def words(rules, d):
    """A decision as a line of words that can be compared."""
    if d["kind"] == "grade":
        return ("grade", d["rule"], None, iso(d["at"]), d["value"])
    if d["kind"] in ("warning", "level"):
        return (d["kind"], d["rule"], d["instance"], iso(d["at"]), d["level"])
    if d["kind"] == "waiver":
        return ("waiver", d["rule"], d["instance"], iso(d["at"]), None)
    if d["kind"] == "remark":
        return ("remark", d["rule"], None, iso(d["at"]), d["cause"])
    if d["kind"] == "retain-until":
        return ("retain-until", d["rule"], None, iso(d["at"]), iso(d["due"]))
    due = None if d.get("loose") or d["due"] is None else iso(d["due"])
    return ("state", d["rule"], d["instance"], iso(d["at"]), d["state"], d["cause"], due, None if due is None else d.get("provisional"))


def engine_words(d):
    at = iso(micros(d["at"]))
    kind = d["kind"]
    if kind == "grade":
        return ("grade", d["rule"], None, at, d["value"])
    if kind in ("warning", "level"):
        return (kind, d["rule"], d.get("instance"), at, d["level"])
    due = iso(micros(d["due"])) if "due" in d else None
    if kind == "waiver":
        return (kind, d["rule"], d.get("instance"), at, None)
    if kind == "remark":
        return (kind, d.get("rule"), None, at, d["cause"])
    if kind == "retain-until":
        return (kind, d["rule"], None, at, due)
    cause = d.get("cause")
    if "missing" in d:
        cause += ":" + ",".join(sorted(d["missing"]))
    if "step" in d:
        cause += "@" + d["step"]
    return ("state", d["rule"], d.get("instance"), at, d.get("state"), cause, due, "provisional" in d.get("flags", []))


def lines_of(logs):
    """A line of JSON for every event, in their order."""
    lines = []
    for case, log in logs.items():
        for n, (at, name, fields) in enumerate(log):
            event = dict(case=case, event=name, at=iso(at), id=f"{case}-{n:03}", seq=n)
            if fields:
                event["fields"] = fields
            lines.append((at, n, json.dumps(event)))
    return [line + "\n" for _, _, line in sorted(lines, key=lambda x: x[:2])]


def same(ours, theirs):
    """Decisions that only one side has. A deadline is not compared while its clock stands, nor where ours leaves it open."""
    left, right = [], list(theirs)
    for w in ours:
        match = next((v for v in right if agree(w, v)), None)
        if match is None:
            left.append(w)
        else:
            right.remove(match)
    return left, right


def agree(w, v):
    if w[0] != "state":
        return w == v
    return v[0] == "state" and (w[1], w[3:6]) == (v[1], v[3:6]) and (w[2] is None or w[2] == v[2]) and \
        (w[6] is None or w[6] == v[6]) and (w[7] is None or w[7] == v[7])
