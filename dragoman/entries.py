"""The types of the data files: one struct for each kind of TOML entry. Keys of an entry are the fields of its struct.

`id` is set by the loader (the entry's table name, for frames with its event type before it), never written in a file.
"""

from __future__ import annotations

from msgspec import Struct

from dragoman.model import Kind, Negation, Status


class Mode(Struct, frozen=True, forbid_unknown_fields=True):
    """A PLOVER mode of an event type: its definition and the CAMEO code that it maps to."""

    definition: str
    cameo: str | None = None


class EventType(Struct, frozen=True, forbid_unknown_fields=True):
    """One of the sixteen PLOVER types; `score` is on Goldstein's scale (-10..10)."""

    id: str
    name: str
    quad: str
    score: float
    cameo: tuple[str, ...]
    definition: str
    reciprocal: bool = False
    swallows: bool = False
    modes: dict[str, Mode] = {}
    not_this: tuple[str, ...] = ()


class Context(Struct, frozen=True, forbid_unknown_fields=True):
    """A PLOVER context, with the words (lower case) that call for it."""

    id: str
    definition: str
    words: tuple[str, ...] = ()


class Convention(Struct, frozen=True, forbid_unknown_fields=True):
    """A case on which codebooks differ, and the type that each profile gives it."""

    id: str
    question: str
    plover: str
    cameo: str
    why: str


class Frame(Struct, frozen=True, forbid_unknown_fields=True):
    """Words that name an event of one type, in the active voice, and where its two sides stand. See docs/howto.

    `doers`: kinds of actors of which the doer must be one ("military"); any where it is empty.
    """

    id: str
    type: str
    file: str
    verbs: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    noun_actor: tuple[str, ...] = ()
    noun_recipient: tuple[str, ...] = ()
    reciprocal: bool = False
    needs: tuple[str, ...] = ()
    doers: tuple[Kind, ...] = ()
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    convention: str | None = None
    if_conflict: str | None = None
    swallows: bool | None = None
    examples: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    wish: tuple[str, ...] = ()


class Cue(Struct, frozen=True, forbid_unknown_fields=True):
    """A word that sets the status of what it governs. `words` are lemmas, a particle or preposition may follow.

    `over` says what it governs: "content" (a clause), "object" (a noun it acts on, also as passive subject), "subject".
    `negated` is the status under "not" or "no". `not_types` are event types that it leaves alone.
    """

    id: str
    words: tuple[str, ...]
    status: Status
    negation: Negation | None = None
    negated: Status | None = None
    certainty: int | None = None
    over: tuple[str, ...] = ("content",)
    not_types: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    wish: tuple[str, ...] = ()


class Country(Struct, frozen=True, forbid_unknown_fields=True):
    """A state or territory. Each list holds names as news writes them; the list's name gives the kind of actor.

    `adjectives` are demonyms (adjective and people); `capitals` and `metonyms` stand for the government; `places` are
    other names of the territory that are never actors.
    """

    id: str
    name: str
    iso2: str | None = None
    names: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    military: tuple[str, ...] = ()
    police: tuple[str, ...] = ()
    legislature: tuple[str, ...] = ()
    judiciary: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None


class Member(Struct, frozen=True, forbid_unknown_fields=True):
    """Membership of a state (or organisation) with ISO dates, open where it has not ended or began with the founding."""

    code: str
    start: str | None = None
    end: str | None = None


class Organisation(Struct, frozen=True, forbid_unknown_fields=True):
    """An organisation, armed group, party, NGO, company or news medium that reports name.

    `country` is set where it acts for one state or belongs to one; else its own code (`id`) stands as the country.
    `group`: states that are only spoken of together ("the E3"); `loose`: a group that is nothing but words ("both Koreas"), whose
    states stand in its place.
    """

    id: str
    name: str
    kind: Kind
    sector: str
    country: str | None = None
    names: tuple[str, ...] = ()
    members: tuple[Member, ...] = ()
    group: bool = False
    loose: bool = False
    wikidata: str | None = None


class Role(Struct, frozen=True, forbid_unknown_fields=True):
    """A common noun that makes an actor ("minister", "troops", "rebels"). `office` where a named person can hold it."""

    id: str
    words: tuple[str, ...]
    kind: Kind
    sector: str
    office: bool = False
    examples: tuple[str, ...] = ()


class Titles(Struct, frozen=True, forbid_unknown_fields=True):
    """Forms of address, and office titles that only one state has ("chancellor of the exchequer": GBR), lower case.

    `usual`: titles that few states have, the one that news in English means by it first, if it names no state itself.
    """

    titles: tuple[str, ...]
    offices: dict[str, str] = {}
    usual: dict[str, tuple[str, ...]] = {}


class WordClasses(Struct, frozen=True, forbid_unknown_fields=True):
    """Word classes that frames name with "@": groups of verbs and classes of nouns."""

    verb_groups: dict[str, tuple[str, ...]]
    noun_classes: dict[str, tuple[str, ...]]


class Words(Struct, frozen=True, forbid_unknown_fields=True):
    """Closed word lists that the stages need; the file says what each is for."""

    reporting: frozenset[str]
    reporting_nouns: tuple[str, ...]
    transparent_nouns: tuple[str, ...]
    pair_nouns: tuple[str, ...]
    pair_people: tuple[str, ...]
    visitors: tuple[str, ...]
    country_nouns: tuple[str, ...]
    organisation_nouns: tuple[str, ...]
    group_nouns: tuple[str, ...]
    body_nouns: frozenset[str]
    people_nouns: frozenset[str]
    counterparts: tuple[str, ...]
    former: tuple[str, ...]
    calendar: frozenset[str]
    common: frozenset[str]
    particles: tuple[str, ...]
    transparent_verbs: tuple[str, ...]
    occurrence_verbs: tuple[str, ...]
    object_control: tuple[str, ...]
    means: tuple[str, ...]
    stance_verbs: tuple[str, ...]
    hosts: tuple[str, ...]
    deliveries: tuple[str, ...]
    batches: tuple[str, ...]
    delivery_verbs: tuple[str, ...]
    arrival_verbs: tuple[str, ...]
    membership_verbs: tuple[str, ...]
    relation_nouns: dict[str, tuple[str, ...]]


class AmountWords(Struct, frozen=True, forbid_unknown_fields=True, eq=False):
    """Words of quantity, all lower case. Compared by identity, so that a matcher can be built once for each loaded file.

    `at_least`, `at_most` and `about` stand before a number; `vague` gives the least that a word can mean (0: no bound).
    `currency_signs` and `currency_words` lead to ISO 4217, `units` to the unit that the record writes.
    """

    at_least: tuple[str, ...]
    at_most: tuple[str, ...]
    about: tuple[str, ...]
    over_after: tuple[str, ...]
    year_after: tuple[str, ...]
    not_counted: tuple[str, ...]
    labels: tuple[str, ...]
    stops: tuple[str, ...]
    fillers: tuple[str, ...]
    plurals: tuple[str, ...]
    counted: tuple[str, ...]
    sides: tuple[str, ...]
    harm: tuple[str, ...]
    harm_before: tuple[str, ...]
    money_nouns: tuple[str, ...]
    parts: tuple[str, ...]
    orders: tuple[str, ...]
    vague: dict[str, float]
    numbers: dict[str, float]
    multipliers: dict[str, float]
    suffixes: dict[str, float]
    currency_signs: dict[str, str]
    currency_words: dict[str, str]
    units: dict[str, str]


class StatusWords(Struct, frozen=True, forbid_unknown_fields=True):
    """Words of a clause that say how far its event has come: lemma -> status; the file says what each list is for."""

    modals: dict[str, Status]
    adverbs: dict[str, Status]
    adjectives: dict[str, Status]
    conditionals: tuple[str, ...]
    standing: tuple[str, ...]
    ahead: tuple[str, ...]
    afterwards: tuple[str, ...]
    motion: tuple[str, ...]
    speech_types: tuple[str, ...]
    claims: tuple[str, ...]
    claimable: tuple[str, ...]
    no: tuple[str, ...]
    duty: tuple[str, ...]
    duty_verbs: tuple[str, ...]
    praise: tuple[str, ...]
    blame: tuple[str, ...]


class GateTable(Struct, frozen=True, forbid_unknown_fields=True):
    """A domain in which words of politics mean something else: its words, and the event types that it blocks."""

    id: str
    reason: str
    needed: int
    blocks: tuple[str, ...]
    strong: tuple[str, ...]
    weak: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    wish: tuple[str, ...] = ()


class ConfidenceWeights(Struct, frozen=True, forbid_unknown_fields=True):
    """lexicon/<language>/confidence.toml: log-odds for an event's being right, and the chance below which it is left out.

    `start` is what every event begins with; `signs` are those of coding/confidence.py.
    """

    threshold: float
    start: float
    signs: dict[str, float]
    types: dict[str, float]


class SentenceWords(Struct, frozen=True, forbid_unknown_fields=True):
    """The words of lexicon/<language>/sentences.toml; the file says what each list is for."""

    titles: frozenset[str]
    numbered: frozenset[str]
    inner: frozenset[str]
    either: frozenset[str]
    starters: frozenset[str]
    speech: frozenset[str]
    open_ends: frozenset[str]


class DateWords(Struct, frozen=True, eq=False, forbid_unknown_fields=True):
    """lexicon/<language>/dates.toml; the file says what each list is for. Hashed by identity, as a cache key."""

    vague_numbers: frozenset[str]
    last: frozenset[str]
    past: frozenset[str]
    previous: frozenset[str]
    next: frozenset[str]
    coming: frozenset[str]
    following: frozenset[str]
    this: frozenset[str]
    same: frozenset[str]
    recent: frozenset[str]
    every: frozenset[str]
    ago: frozenset[str]
    hence: frozenset[str]
    range_words: frozenset[str]
    fiscal: frozenset[str]
    periods: frozenset[str]
    times: frozenset[str]
    frequency: frozenset[str]
    old: frozenset[str]
    zones: frozenset[str]
    zones_utc: frozenset[str]
    lasting: frozenset[str]
    name_before: frozenset[str]
    compared: frozenset[str]
    year_before: frozenset[str]
    year_before_weak: frozenset[str]
    counted: frozenset[str]
    month_before: frozenset[str]
    month_before_weak: frozenset[str]
    not_month_before: frozenset[str]
    by: frozenset[str]
    before: frozenset[str]
    since: frozenset[str]
    within: frozenset[str]
    future_hints: frozenset[str]
    deadlines: frozenset[str]
    future_after: frozenset[str]
    last_after: frozenset[str]
    season_after: frozenset[str]
    alternate: frozenset[str]
    hedges: frozenset[str]
    months_doubtful: frozenset[str]
    year_never_after: frozenset[str]
    reference_never_after: frozenset[str]
    possessives: frozenset[str]
    function: dict[str, str]
    rarity: frozenset[str]
    bare_before: frozenset[str]
    name_after: frozenset[str]
    months: dict[str, int]
    months_short: dict[str, int]
    weekdays: dict[str, int]
    weekdays_short: dict[str, int]
    numbers: dict[str, int]
    ordinals: dict[str, int]
    units: dict[str, str]
    units_plural: dict[str, str]
    day_parts: dict[str, str]
    seasons: dict[str, str]
    deictic: dict[str, int]
    edges: dict[str, str]
    modifiers: dict[str, str]
    references: dict[str, str]
    phrases: dict[str, str]
    phrases_final: dict[str, str]
    shifts: dict[str, int]
    sets: dict[str, str]
    named_days: dict[str, str]
    named_dates: dict[str, str]
    anniversaries: dict[str, int]
