"""Words for the trace: what the stages that return their decisions without telling them have decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dragoman.coding import actors, tree
from dragoman.coding.found import Found, Report
from dragoman.coding.lexicon import Lexicon, Unit
from dragoman.coding.sides import Candidate
from dragoman.coding.trace import Trace
from dragoman.coding.view import View
from dragoman.model import Actor

#: frames that one line names before it only counts them
NAMED = 4


def who(actor: Actor) -> str:
    """An actor in few words: name, what it is, and of which state."""
    inner = [actor.office or actor.kind, actor.country or "no state"]
    person = f" = {actor.person}" if actor.person and actor.person != actor.name else ""
    return f"{actor.name}{person} ({', '.join(inner)})"


def side(found: Found) -> str:
    """One side of an event with the reason why it is these actors."""
    if not found.actors:
        return "nobody"
    why = f" [{'only a modifier: ' if found.weak else ''}{found.why}]" if found.why else ""
    return " + ".join(map(who, found.actors)) + why


def parses(read: Report, trace: Trace) -> None:
    """Tokens, arcs, and the known names and role words over them."""
    for n, view in enumerate(read.views):
        for token in view.sentence.tokens:
            head = "(root)" if token.head == token.i else view.sentence.tokens[token.head].text
            trace.add(
                "parse",
                n,
                f"{token.i:3} {token.text:16} {token.lemma:14} {token.tag:5} {token.dep:10} <- {head:13}{_over(view, token.i)}".rstrip(),
            )


def _over(view: View, i: int) -> str:
    hit, role = view.hits[i], view.roles[i]
    known = f" = {hit.name.code} ({hit.name.sort})" if hit is not None else ""
    return known + (f" = role {role.role.id}" if role is not None else "")


def mentions(read: Report, trace: Trace) -> None:
    """The report's own people and bodies, then every mention and pronoun with whom it stands for."""
    for e in read.entities:
        trace.add("actors", None, f"{e.name}: {e.office or e.kind}, {e.country or 'no state'} ({e.why or 'nothing beside the name'})")
    seen = {(step.sentence, step.token) for step in read.trail}
    for n, view in enumerate(read.views):
        for token in view.sentence.tokens:
            if (n, token.i) in seen or token.tag in ("PRP", "PRP$"):
                found = actors.one(read, n, token.i)
                trace.add("actors", n, f"{token.text!r} is {side(found)}")


def fired(read: Report, n: int, found: Sequence[Candidate], trace: Trace) -> None:
    """Each frame that fired in a sentence, with its words and sides."""
    s = read.views[n].sentence
    for c in found:
        words = " ... ".join(s.tokens[t].text for t in sorted(set(c.match.tokens)))
        trace.add("frames", n, f"{c.match.frame.id}: fires on {words!r}; {'; '.join(c.why)}")
        trace.add("frames", n, f"    actors: {side(c.actors)}")
        if not c.match.frame.reciprocal:
            trace.add("frames", n, f"    recipients: {side(c.recipients)}")


def silent(read: Report, n: int, found: Sequence[Candidate], lexicon: Lexicon, trace: Trace) -> None:
    """Words of the sentence that frames know and that no frame fired on, with what the frames ask for besides."""
    s = read.views[n].sentence
    words = {form for t in s.tokens for form in (t.text.lower(), t.lemma.lower())}
    used = {t for c in found for t in (*c.match.tokens, c.match.verb, c.match.noun)}
    for token in s.tokens:
        lemma = token.lemma.lower()
        units = lexicon.verbs.get(lemma, ()) if tree.is_verb(token) else lexicon.nouns.get(lemma, ()) if tree.is_noun(token) else ()
        asked = list(dict.fromkeys(wanted(unit) for unit in units if set(unit.rest) <= words))
        if asked and token.i not in used:
            more = f" and {len(asked) - NAMED} more" if len(asked) > NAMED else ""
            trace.add("frames", n, f"no frame fires on {token.text!r}; tried {', '.join(asked[:NAMED])}{more}")


def wanted(unit: Unit) -> str:
    """A frame and what it asks for beside its first word."""
    asks = [f"the words {' '.join(unit.rest)!r}"] if unit.rest else []
    asks += [f"an object such as {first(unit.frame.objects)!r}"] if unit.frame.objects else []
    asks += [f"a known {' and '.join(unit.frame.needs)}"] if unit.frame.needs else []
    return f"{unit.frame.id} (wants {', '.join(asks) or 'a known actor on one side'})"


def first(words: Iterable[str]) -> str:
    """The first of some words."""
    return next(iter(words), "")
