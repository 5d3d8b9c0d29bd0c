"""What a story keeps: its events, the instances of its duties, and how far their ladders have come."""
from limits import stands

DONE = {"met", "met-late", "cancelled", "superseded", "withdrawn", "indeterminate", "unreachable"}


class Event:
    def __init__(self, at, event, fields=None, seq=0, id=""):
        self.at, self.event, self.fields, self.seq, self.id = at, event, fields or {}, seq, id


class Instance:
    def __init__(self, duty, number, start, floor):
        self.duty, self.number, self.start, self.floor = duty, number, start, floor
        self.state = "running"
        self.segments = [(start, None)]
        self.regraded_at = None
        self.resumed_at = None
        self.breach = None
        self.variant = {}       # term index -> the fact's value in force
        self.anchors = {}       # term index -> instant of its own starting event
        self.musts = set()
        self.warned = set()
        self.extended = set()
        self.replaced = None    # span that an extension put in the limit's place
        self.added = 0
        self.reopened = False
        self.pause_used = {}
        self.pause_since = {}
        self.spent = set()
        self.ladders = {}
        self.closed = False
        self.waived = False
        self.placed = True       # no newer one has taken its place
        self.calendar = None
        self.promises = {}      # term index -> the promise in force
        self.lacks = False      # there is no deadline before a promise is told
        self.parts = []         # [(from, index of a calendar)], one after another
        self.pending_until = -1  # index of the event that settled its condition
        self.paused_at_deadline = False
        self.done_after = False  # breached, and nothing is waited for after that

    def paused(self):
        return stands(self.segments)

    def active(self):
        return self.state in ("running", "breached") and not self.closed


class LadderState:
    def __init__(self):
        self.reached = {}
        self.answered = set()
        self.ended = False
        self.repeats = 0
        self.last = None
