"""Fiction: reports of deals and of travels, as `docs/howto/registers.md` shows them, coded and linked into a ledger."""
from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import dragoman
from dragoman.intake.link import relink
from dragoman.ledger.entry import Entry, Sighting
from dragoman.ledger.store import Ledger
from dragoman.model import Coding

#: day of publication, text
REPORTS = (
    ("2024-01-10", "OSLO - Norway offered to deliver two frigates to Latvia."),
    ("2024-02-07", "NAIROBI - Kenya has ordered 20 howitzers from Turkey, the army said."),
    ("2024-02-14", "NAIROBI - Kenya has ordered 5,000 tents from Turkey, the relief agency said."),
    ("2024-03-06", "RIGA - Latvia signed a contract on Tuesday for four Havsorn-2 patrol boats from Sweden, to be delivered by 30 June "
                   "2025, the Defence Ministry said."),
    ("2024-03-08", "LIMA - Spain will supply Peru with six helicopters for its air force by the end of 2025, the Defence Ministry said."),
    ("2025-02-11", "LIEPAJA - The first two Havsorn-2 patrol boats for Latvia arrived from Sweden on Monday, the navy said."),
    ("2025-06-03", "STOCKHOLM - Delivery of the last two patrol boats from Sweden to Latvia has been delayed until 30 September 2025, "
                   "the navy said on Tuesday."),
    ("2025-02-25", "OSLO - Kenyan Foreign Minister Amos Kibet will visit Norway on 4 March for talks on fisheries, the ministry said."),
    ("2025-03-05", "OSLO - Kenyan Foreign Minister Amos Kibet visited Norway on Tuesday. Kibet met Norwegian Foreign Minister Liv Aasen in "
                   "Oslo on Tuesday to discuss fisheries."),
    ("2025-03-06", "ACCRA - Ghanaian President Kofi Darko will visit Brazil on 20 May, his office said on Thursday."),
    ("2025-05-08", "ACCRA - Ghanaian President Kofi Darko has put off his trip to Brazil because of the floods, "
                   "his office said on Thursday."),
    ("2025-03-07", "LISBON - The Norwegian ambassador, Nils Berge, visited Portugal on Friday."),
)  # fmt: skip


@lru_cache(maxsize=1)
def codings() -> tuple[Coding, ...]:
    """Coded once, in the order of their days."""
    return tuple(dragoman.code(text, published=published, source="Wire") for published, text in sorted(REPORTS))


def fill(ledger: Ledger, some: Sequence[Coding] | None = None) -> None:
    """Take them in, or some of them."""
    for coding in codings() if some is None else some:
        ledger.add(Entry(coding, Sighting("Wire")), relink)
