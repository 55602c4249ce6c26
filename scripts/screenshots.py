"""Pictures of every page, out of the demo's ledger and a real browser: docs/pictures. `make screenshots` runs it."""

from __future__ import annotations

import shutil
import sys
import tempfile
from contextlib import chdir
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from playwright.sync_api import sync_playwright  # noqa: E402

from dragoman.demo import fill  # noqa: E402
from dragoman.following.reading import followed  # noqa: E402
from dragoman.ledger.filters import Filters, Who  # noqa: E402
from dragoman.ledger.rows import all_events  # noqa: E402
from dragoman.ledger.store import Ledger  # noqa: E402
from tests.web.conftest import CHROMIUM, FLAGS, served  # noqa: E402

OUT = ROOT / "docs" / "pictures"
SIZE = {"width": 1280, "height": 800}
DEMO = "dragoman-demo.db"
TRIED = (
    "Minister to visit Oslo\n\n"
    "SUVA, Feb 16 (fiction) - Fiji's foreign minister will meet her Norwegian counterpart in Oslo on 23 February. "
    "Norway denied that it had recalled its envoy. Fiji will receive three patrol boats by June."
)


def pages(url: str) -> dict[str, str]:
    """Name of a picture -> the page."""
    with Ledger.open(url, create=True) as ledger:
        fill(ledger)
        with ledger.reading() as c:
            told = max(all_events(c, Filters(actor=(Who(("LVA",)),))), key=lambda e: len(e.records))
            found = followed(c)
    order = next(t for t in found.commitments if "KEN" in t.obligee)
    visit = next(m for m in found.meetings if "NOR" in m.participants)
    return {
        "today": "/", "events": "/events", "report": f"/report/{told.records[0].report}#r-{told.records[0].record}",
        "event": f"/event/{told.id}",
        "actor": "/actor/KEN", "dyad": "/dyad/LVA/BLR", "map": "/map", "network": "/network", "calendar": "/calendar?month=2026-02",
        "commitments": "/commitments", "commitment": f"/commitment/{order.id}", "meeting": f"/meeting/{visit.id}", "sources": "/sources",
        "search": "/search?words=ceasefire", "reports": "/reports?words=foreign+minister", "try": "/try",
    }  # fmt: skip


def main() -> None:
    """Take them all."""
    OUT.mkdir(parents=True, exist_ok=True)
    browser = next(found for name in CHROMIUM if (found := shutil.which(name)))
    # in the folder, so that the commands at the foot of the pages name the ledger as a reader's would
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        wanted = pages(DEMO)
        with served(DEMO) as site, sync_playwright() as playwright:
            started = playwright.chromium.launch(executable_path=browser, args=FLAGS)
            page = started.new_page(viewport=SIZE)
            for name, path in wanted.items():
                page.goto(site + path)
                page.wait_for_load_state("networkidle")
                page.wait_for_timeout(150)  # a report that opens at a record settles
                if name == "try":
                    page.get_by_label("The text").fill(TRIED)
                    page.get_by_label("Published").fill("2026-02-16")
                    page.get_by_role("button", name="Code it").click()
                    page.locator("details.record").nth(1).click()
                page.screenshot(path=OUT / f"{name}.png")
            started.close()
    print(f"{len(wanted)} pictures in docs/pictures")


if __name__ == "__main__":
    main()
