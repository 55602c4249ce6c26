"""The states of a commitment and the steps between them: the one table (docs/reference/states.md is made of it)."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from dragoman.model import CommitmentState

#: what each state means
MEANS: Mapping[CommitmentState, str] = {
    "offered": "one side proposes it; the other has not agreed",
    "agreed": "promised or agreed, without a date",
    "ordered": "a contract is signed or an order placed",
    "scheduled": "a date is set",
    "begun": "under way, nothing of it complete",
    "partly_fulfilled": "a part is there",
    "fulfilled": "done",
    "delayed": "it will come later than was said",
    "disputed": "one side says that it is not owed, or not met",
    "cancelled": "it will not come",
    "lapsed": "its time went by, and nobody holds to it",
}
#: states after which only a new promise opens it again
CLOSED: tuple[CommitmentState, ...] = ("fulfilled", "cancelled", "lapsed")
#: from which states evidence may lead to which; a named reviewer may enter any
STEPS: Mapping[CommitmentState, tuple[CommitmentState, ...]] = {
    "offered": ("agreed", "ordered", "scheduled", "begun", "partly_fulfilled", "fulfilled", "delayed", "disputed", "cancelled", "lapsed"),
    "agreed": ("ordered", "scheduled", "begun", "partly_fulfilled", "fulfilled", "delayed", "disputed", "cancelled", "lapsed"),
    "ordered": ("begun", "partly_fulfilled", "fulfilled", "delayed", "disputed", "cancelled", "lapsed"),
    "scheduled": ("ordered", "begun", "partly_fulfilled", "fulfilled", "delayed", "disputed", "cancelled", "lapsed"),
    "begun": ("partly_fulfilled", "fulfilled", "delayed", "disputed", "cancelled", "lapsed"),
    "partly_fulfilled": ("partly_fulfilled", "fulfilled", "delayed", "disputed", "cancelled", "lapsed"),
    "delayed": ("delayed", "begun", "partly_fulfilled", "fulfilled", "disputed", "cancelled", "lapsed"),
    "disputed": ("delayed", "begun", "partly_fulfilled", "fulfilled", "cancelled", "lapsed"),
    "fulfilled": ("disputed",),
    "cancelled": ("agreed", "ordered", "scheduled"),
    "lapsed": ("agreed", "ordered", "scheduled"),
}


def may(before: CommitmentState, after: CommitmentState) -> bool:
    """Whether evidence may lead from one to the other."""
    return after in STEPS[before]


MeetingState = Literal["announced", "confirmed", "rescheduled", "cancelled", "under_way", "held", "ruled_out"]
#: what each state of a meeting means
MEETING: Mapping[MeetingState, str] = {
    "announced": "it is planned, expected or agreed",
    "confirmed": "another report says so too",
    "rescheduled": "it is put off, to another day or to none",
    "cancelled": "it is called off",
    "under_way": "they are there, and not yet done",
    "held": "it took place",
    "ruled_out": "they say that they will not meet",
}
#: what does not undo a state: a meeting that was held is not announced again
LATE: Mapping[MeetingState, tuple[MeetingState, ...]] = {
    "held": ("announced", "confirmed", "under_way", "ruled_out"), "cancelled": ("announced", "confirmed", "under_way", "ruled_out"),
    "under_way": ("announced", "confirmed"),
}  # fmt: skip
