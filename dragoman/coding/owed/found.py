"""Where a sentence tells of something that is owed: the act, the thing, its sides, how many, until when, how far it has come."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.coding import actors, tree
from dragoman.coding.assemble import Assembler
from dragoman.coding.calendar_ends import last_day
from dragoman.coding.found import Report
from dragoman.coding.owed.state import state_of
from dragoman.coding.owed.words import Act, Words, words
from dragoman.coding.report import identity
from dragoman.coding.view import View
from dragoman.model import Amount, Document, Progress, Sentence, Span, TimeExpression

#: who gives stands behind these, who gets behind those
FROM, TO = frozenset({"from", "by"}), frozenset({"to", "for", "with"})
#: acts of which the subject is who gets it
GETTING = frozenset({"order", "buy", "purchase", "acquire", "procure", "accept", "receive", "sign"})
#: who speaks of it is no side of it
SAYING = frozenset({"say", "tell", "announce", "report", "add", "explain", "note", "confirm", "state", "write", "recall", "regret"})
#: acts that are done with people, who may be named by their state only
OF_PEOPLE = frozenset({"withdrawal", "deployment", "release"})
#: parts of a whole, which are not what is counted
CALIBRES = frozenset({"mm", "millimetre", "millimeter", "inch"})
LOTS = frozenset({"batch", "lot", "phase", "tranche", "instalment", "stage", "shipment", "delivery", "year", "month", "week", "day"})


def progress(document: Document, report: Report, assembler: Assembler) -> tuple[Progress, ...]:
    """One entry for each sentence that tells of something owed, in the order of the text."""
    known = words()
    found = []
    for n, view in enumerate(report.views):
        s = view.sentence
        at = next(iter(_acts(view, known)), None)
        if at is None:
            continue
        act, i, thing = at
        state = state_of(s, i, act, assembler.cues, known)
        if state is None:
            continue
        givers, takers = _sides(report, n, i, thing, act)
        amounts = _amounts(assembler.amounts(n), s, thing)
        times = [t for t in assembler.times(n) if t.type in ("DATE", "TIME")]
        due = _due(times, state, document)
        if state == "begun" and due is not None and s.segment.text.find(" by ") >= 0:
            state = "scheduled"  # "is sending sixty men, who are to arrive by Friday"
        what = _phrase(s, thing if thing is not None else i)
        evidence = Span(s.segment.text, s.segment.start, s.segment.end)
        found.append(
            Progress(
                identity(document.id, what.start, evidence.end, "p"), act.id, state, tuple(givers), tuple(takers), what,
                _part(s, known), amounts[0], amounts[1], amounts[2],
                due, _date(times, state), evidence,
            )  # fmt: skip
        )
    return tuple(found)


def _acts(view: View, known: Words) -> list[tuple[Act, int, int | None]]:
    """(act, its token, the thing's token), the one nearest to the main clause first: nouns of an act by themselves, verbs with a
    thing among what hangs on them.
    """
    s = view.sentence
    things = {t.i: t.lemma.lower() for t in s.tokens if tree.is_noun(t) or t.tag == "CD"}
    found: list[tuple[float, int, Act, int, int | None]] = []
    for order, act in enumerate(known.acts):
        here = [i for i, lemma in things.items() if lemma in act.things or (act.id in OF_PEOPLE and _people(view, i))]
        for t in s.tokens:
            lemma = t.lemma.lower()
            if tree.is_verb(t) and lemma in act.verbs and (thing := _hangs(s, t.i, here)) is not None:
                found.append((_depth(s, t.i), order, act, t.i, thing))
            elif tree.is_noun(t) and lemma in act.nouns:
                found.append((_depth(s, t.i) + 0.5, order, act, t.i, _hangs(s, t.i, here)))
    return [(act, i, thing) for _, _, act, i, thing in sorted(found, key=lambda f: (f[0], f[1], f[3]))]


def _people(view: View, i: int) -> bool:
    """ "300 Kenyans", "six Azerbaijanis"."""
    hit = view.hits[i]
    return hit is not None and hit.name.sort == "adjectives" and view.sentence.tokens[i].tag in ("NNPS", "NNS")


def _depth(s: Sentence, i: int) -> int:
    return sum(1 for _ in tree.up(s, i))


def _hangs(s: Sentence, i: int, here: Sequence[int]) -> int | None:
    """The thing below the act's token, or above it as the antecedent of its clause; the nearest."""
    below = set(tree.below(s, i)) | {s.tokens[i].head}
    return min((j for j in here if j in below), key=lambda j: abs(j - i), default=None)


def _sides(report: Report, n: int, i: int, thing: int | None, act: Act) -> tuple[list[str], list[str]]:
    """Codes of who gives and who gets: by prepositions, then by the subject, then by whose the thing is."""
    s = report.views[n].sentence
    givers: list[str] = []
    takers: list[str] = []
    for t in s.tokens:
        if t.dep in ("prep", "agent", "dative") and t.lemma.lower() in FROM | TO:
            for o in tree.children(s, t.i, "pobj"):
                gives = t.lemma.lower() in FROM or (t.lemma.lower() == "with" and act.id == "order")
                (givers if gives else takers).extend(_codes(report, n, o))
    subject = tree.child(s, i, "nsubj") if tree.is_verb(s.tokens[i]) else None
    main = _root_subject(s)
    for who in (subject, main):
        if who is None or s.tokens[who].lemma.lower() in act.things:
            continue
        codes = _codes(report, n, who)
        verb = s.tokens[s.tokens[who].head].lemma.lower()
        (takers if verb in GETTING or act.id == "order" else givers).extend(codes)
    if thing is not None:
        owner = tree.child(s, thing, "poss")
        if owner is not None:
            (givers if act.id in ("withdrawal", "payment") else takers).extend(_codes(report, n, owner))
        for j in tree.children(s, thing, "amod", "compound"):
            if (hit := report.views[n].hits[j]) is not None and hit.name.country:
                givers.append(hit.name.country)
    givers = list(dict.fromkeys(givers))
    return givers, [code for code in dict.fromkeys(takers) if code not in givers[:1]]


def _root_subject(s: Sentence) -> int | None:
    root = next((t.i for t in s.tokens if t.dep == "ROOT"), None)
    if root is None or s.tokens[root].lemma.lower() in SAYING:
        return None
    return tree.child(s, root, "nsubj")


def _codes(report: Report, n: int, i: int) -> list[str]:
    return [a.country for a in actors.resolve(report, n, i).actors if a.country]


def _amounts(found: Sequence[Amount], s: Sentence, thing: int | None) -> tuple[float | None, float | None, str | None]:
    """How many of the thing, the whole where "6 of 12" tells it, and the unit."""
    counted = [a for a in found if a.value is not None and _counts(a)]
    if not counted:
        return None, None, None
    near = s.tokens[thing].start if thing is not None else counted[0].span.start
    best = min(counted, key=lambda a: abs(a.span.start - near))
    behind = s.segment.text[best.span.end - s.segment.start : best.span.end - s.segment.start + 40]
    whole = next((a.value for a in counted if a is not best and a.span.start > best.span.start and " of " in behind), None)
    return best.value, whole if whole is not None and best.value is not None and whole > best.value else None, best.item or best.unit


def _counts(a: Amount) -> bool:
    words = (a.item or a.unit or "").lower().split()
    if not words or words[0] in CALIBRES:
        return False
    return words[-1].rstrip("s") not in LOTS and words[-1] not in ("batches", "deliveries")


def _part(s: Sentence, known: Words) -> str | None:
    told = {t.lemma.lower() for t in s.tokens}
    return next((name for name in ("last", "first", "second") if told & known.parts[name]), None)


def _phrase(s: Sentence, head: int) -> Span:
    tokens = [j for j in tree.below(s, head) if j <= head + 6] if tree.is_noun(s.tokens[head]) else [head]
    near = [j for j in tokens if all(k in tokens for k in range(min(j, head), max(j, head) + 1))]
    return Span(*tree.text_of(s, sorted(near or [head])))


def _due(times: Sequence[TimeExpression], state: str, document: Document) -> str | None:
    """The last day of what is said to come: of several the last one told, as "not in March but by 30 June"."""
    if state in ("fulfilled", "partly_fulfilled", "cancelled", "lapsed"):
        return None
    told = document.published
    ends = [(t, t.end) for t in times if t.end and t.bound != "since"]
    ahead = [t for t, end in ends if told is None or end[: len(told)] > told[: len(end)] or t.bound == "by"]
    bounded = [t for t in ahead if t.bound == "by"] or ahead
    day = bounded[0].end if bounded else None
    return last_day(day) if day else None


def _date(times: Sequence[TimeExpression], state: str) -> str | None:
    """The day on which it happened, of what is told as done."""
    if state not in ("fulfilled", "partly_fulfilled", "begun", "ordered"):
        return None
    return next((t.start for t in times if t.start and t.start == t.end and len(t.start) == 10), None)
