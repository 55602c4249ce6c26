"""What kind of actor somebody is by the body that the phrase names: "the speaker of the Knesset", "the M23 force", "an AKP envoy".

A role word says what somebody does, the body whose head, member or envoy they are says for whom: a president of a parliament is
of the legislature, a rebel group's spokesman is of the group.
"""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.coding.names import Hit
from dragoman.coding.view import RoleAt, View
from dragoman.entries import Role
from dragoman.model import Actor, Kind

#: roles of those who lead a body or belong to it
HEADS = frozenset({"leader", "director", "executive", "president", "vice president", "secretary", "members", "commander", "speaker"})
#: roles of those who act for an organisation or a group, and those who fight for a group
AGENTS = HEADS | {"spokesperson", "envoy", "official", "delegation", "chief of staff", "national security adviser"}
FIGHTERS = frozenset(
    {"forces", "troops", "army", "unit", "officer", "general", "artillery", "warplane", "warship", "militia", "commander"}
)
BODY_SORTS = frozenset({"military", "police", "legislature", "judiciary", "agencies"})
BODY_KINDS = frozenset({"military", "police", "legislature", "judiciary"})
NOBODY: frozenset[str] = frozenset()
GROUPS = frozenset({"armed_group", "party", "ngo", "company", "media"})


def kind_by_name(at: RoleAt, plural: bool, hits: Iterable[Hit]) -> tuple[Kind, str | None] | None:
    """Kind and sector by the names in a role phrase; None where they leave what the role word says.

    Leaders of a body of states in the plural ("the EU leaders") are those of its states.
    """
    for hit in hits:
        name, role = hit.name, at.role.id
        if name.sort in BODY_SORTS and role in HEADS:
            return name.kind, name.sector
        if name.sort == "organisation" and name.kind in GROUPS and role in AGENTS | (FIGHTERS if name.kind == "armed_group" else NOBODY):
            return name.kind, name.sector
        if name.sort == "organisation" and name.kind == "organisation" and role in AGENTS and at.role.kind != "military":
            return None if plural and role in HEADS else (name.kind, name.sector)
    return None


def kind_by_body(at: RoleAt, bodies: Iterable[Actor]) -> tuple[Kind, str | None] | None:
    """Kind and sector by the body behind "of": "the president of the Senate"."""
    if at.role.id not in HEADS:
        return None
    return next(((a.kind, a.sector) for a in bodies if a.kind in BODY_KINDS and a.person is None), None)


def wider(view: View, i: int) -> tuple[RoleAt, int] | None:
    """A role phrase that begins at or before token i and ends behind it, and its last token: "leader of the opposition"."""
    for j in range(i + 1, min(i + 6, len(view.roles))):
        at = view.roles[j]
        if at is not None and at.first <= i:
            return at, j
    return None


def armed(role: Role, words: Iterable[str]) -> bool:
    """ "Armed herders": civilians with guns are no civilians."""
    return role.kind == "civilians" and "armed" in words
