"""The closed word classes that tell where something happens. Own knowledge of English; lemmas in lower case."""
from __future__ import annotations

#: Prepositions whose object is where the event is, whatever governs them.
INSIDE = frozenset("in at inside within across throughout into onto through along".split())
#: Prepositions that say "not there, but close by": the place is known as a region only.
NEAR = frozenset("near outside around off beyond toward towards alongside".split())
#: "on", "over", "between", "of" count before these nouns only ("on the border", "between" after "border").
GROUND = frozenset(
    "border frontier coast coastline shore island islands peninsula soil territory ground outskirts edge bank"
    " banks side river sea lake hill hills mount mountain road highway bridge line waters airspace".split()
)
#: Nouns that name a piece of the earth: "in the city of X", "in X's northern provinces", "the Syrian town of X".
AREA = GROUND | frozenset(
    "city town village capital port district province region state governorate county prefecture oblast area"
    " areas part parts zone valley desert strait gulf suburb suburbs neighbourhood neighborhood quarter north"
    " south east west northeast northwest southeast southwest center centre heart interior canton municipality"
    " enclave stronghold heartland republic department provinces cities towns villages regions camp vicinity"
    " countryside resort hometown settlement hamlet place northern southern eastern western mainland plateau"
    " mountains archipelago basin corridor buffer".split()
)
#: Directions: "north of X" is not in X.
COMPASS = frozenset("north south east west northeast northwest southeast southwest".split())
#: Measures of distance: "40 km from X" is not in X.
LENGTHS = frozenset("km kilometer kilometre mile far metre meter away".split())
#: Nouns for what stands in a place: a town's name before one of these still says where.
FACILITY = frozenset(
    "airport airbase base dam harbour harbor hospital prison jail university school square street avenue bridge"
    " crossing checkpoint stadium palace station embassy consulate hotel mosque church cathedral temple synagogue"
    " market court courthouse headquarters airfield barracks compound camp facility plant refinery pipeline"
    " terminal shipyard cemetery park museum theatre theater restaurant cafe office residence mansion villa"
    " monastery factory depot zoo beach metro subway line residents".split()
)
#: What a town's name before it does not tie down: papers, treaties, clubs, makers.
NOT_HERE = frozenset(
    "times post globe herald tribune telegraph gazette journal guardian convention accord accords agreement"
    " agreements protocol treaty declaration pact consensus communique statute process plan doctrine club united"
    " fc city rangers stock exchange press news format framework memorandum principles deal charter programme"
    " program government administration regime authorities officials official spokesman army forces troops police"
    " minister president war".split()
)
#: Events that a town's name before them places: "the Geneva talks", "a Baghdad bombing".
HAPPENING = frozenset(
    "talks meeting summit conference negotiations round visit trip attack bombing blast explosion protest rally"
    " march riot shooting ceremony forum session siege massacre raid battle demonstration strike clash killing"
    " assassination parade".split()
)
#: Those at which people speak: what is said there is said in their place, what is said of the others is not.
GATHERING = frozenset(
    "talk talks meeting summit conference negotiation round visit trip rally forum session ceremony parade".split()
)
#: Verbs and nouns of motion: what follows "to" (or is their object) is where the event is.
MOTION = frozenset(
    "visit trip travel fly go return head come arrive arrival tour journey voyage pilgrimage move deploy"
    " deployment send dispatch transfer deliver delivery ship airlift evacuate evacuation flee march advance drive"
    " sail bring rush relocate escape pay make way flight ride mission".split()
)
#: Verbs whose "for" says where they lead.
BOUND = frozenset("leave head depart sail embark bound".split())
#: Those whose "from" is where the event is.
LEAVING = frozenset(
    "withdraw withdrawal pull pullout pullback retreat expel expulsion evict oust evacuate evacuation flee leave"
    " departure depart deport remove removal drive escape exit drawdown redeploy fire launch".split()
)
#: Verbs whose object (or passive subject) is the place itself, and their nouns ("the siege of X", "strikes on X").
STRIKING = frozenset(
    "visit tour enter reach leave bomb bombard shell strike attack hit raid storm invade occupy seize capture"
    " recapture retake take besiege surround encircle overrun liberate blockade annex pound target ransack loot"
    " burn destroy quit flee patrol control hold lose defend evacuate siege bombing shelling bombardment assault"
    " offensive invasion occupation seizure liberation fall annexation battle airstrike blast defence defense".split()
)
#: Verbs whose object is a piece of the place: "closed the port of X"; not so a border, which is as much the neighbour's.
CLOSING = frozenset("close reopen seal block cordon".split())
SHARED_LINES = frozenset("border frontier crossing line".split())
#: Words for taking part: "in" behind them names what is taken part in, and its place is the event's.
JOINING = frozenset("join participate take engage involve".split())
#: Words by which somebody binds himself to an act: where the act will be done is not where he said so.
PROMISING = frozenset("agree commit pledge promise vow offer undertake decide".split())
#: What these govern under a word for talking is the topic: "talks on the war in X" are not in X.
TOPIC = frozenset("on about over regarding concerning".split())
TALKING = frozenset(
    "talk talks discussion negotiation meeting consultation statement comment agreement resolution report debate deal view"
    " conference summit discuss vote position speech address briefing speak consult confer brief letter call declaration".split()
)
#: Nouns whose "in" is no place ("confidence in Iran").
TRUST = frozenset("confidence trust faith interest belief stake investment disappointment pride believe invest".split())
#: Verbs after which something said elsewhere follows: a place beside them is the speaker's.
SAYING = frozenset(
    "say tell add state note report announce warn claim declare insist stress write ask reiterate acknowledge"
    " confirm deny comment explain remark quote think believe".split()
)
#: Verbs about something that happens elsewhere: only a place of their own counts ("condemned the attack in X" is not
#: in X).
JUDGING = SAYING | frozenset(
    "condemn denounce criticise criticize praise welcome deplore decry blame accuse reject support back oppose"
    " urge call discuss demand approve endorse hail slam protest question regret mourn mark fear threaten vow"
    " pledge order propose promise commit commitment condolence sympathy solidarity".split()
)
#: Parts of a country: the place is a region of it.
DIRECTION = frozenset(
    f"{a}{b}" for a in ("north", "south", "east", "west", "north-east", "north-west", "south-east", "south-west", "northeast",
                        "northwest", "southeast", "southwest") for b in ("ern", "ernmost")
) | frozenset("central upper lower coastal rural eastern-most mainland".split())
#: Words before a name that make it a person's.
TITLES = frozenset(
    "mr mr. mrs mrs. ms ms. dr dr. sir lord lady president minister premier chancellor general gen gen. col col."
    " colonel lt lt. maj maj. captain capt capt. admiral adm adm. ambassador envoy senator sen sen. rep rep."
    " congressman governor gov gov. king queen prince princess sheikh ayatollah pope archbishop bishop judge"
    " justice secretary spokesman spokeswoman commander sgt sgt. professor prof prof. imam mullah sultan emir".split()
)
#: Words that begin a place's name: a name after them is not a person's.
OPENERS = frozenset(
    "new old greater fort port mount mt mt. lake camp east west north south saint st st. upper lower cape san el"
    " al downtown".split()
)
