"""Imports point one way: a module imports from lower layers only, and units of one layer are strangers."""
from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parent.parent / "dragoman"
# From the bottom up. A name stands for the module or for the whole package, a longer name goes before a shorter one.
LAYERS = (
    ("model", "errors", "version"),
    ("entries", "placenames", "days", "agreement", "packages"),
    ("cache", "checks", "places_compile"),
    ("places",),
    ("resources",),
    ("membership", "statecodes", "register"),
    ("net", "workers"),
    ("coding", "readers", "exports", "tables", "ledger", "linking"),
    ("coding.pipeline", "following.states"),
    ("coding.batches",),
    ("lexicon", "reference", "lookup"),
    ("asking", "flat", "handkept", "series"),
    ("following",),
    ("opened", "outgoing"),
    ("",),  # the package itself: the Python interface
    ("evaluate", "explain", "intake", "alerts"),
    ("archive", "demo"),
    ("web",),
    ("cli",),
    ("__main__",),
)
NOWHERE = "nowhere"
UNITS = {unit: level for level, units in enumerate(LAYERS) for unit in units}


def modules() -> dict[str, Path]:
    """Every module by its name below `dragoman`, a package by its folder."""
    found = {}
    for path in sorted(ROOT.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def unit(module: str) -> str:
    """The longest name in LAYERS that the module stands under."""
    parts = module.split(".")
    names = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return "" if module == "" else next((name for name in names if name in UNITS), NOWHERE)


def imported(path: Path, known: dict[str, Path]) -> Iterator[str]:
    """The modules of ours that a file imports, inside functions and for types too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: write imports from dragoman in full"
            base = node.module or ""
            names = [base, *(f"{base}.{alias.name}" for alias in node.names)]
            ours = [name.removeprefix("dragoman").lstrip(".") for name in names if name.split(".")[0] == "dragoman"]
            deepest = [name for name in ours[1:] if name in known]
            yield from deepest if len(deepest) == len(node.names) else deepest + ours[:1]
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.split(".")[0] == "dragoman":
                    yield alias.name.removeprefix("dragoman").lstrip(".")


def graph() -> dict[str, set[str]]:
    known = modules()
    return {module: set(imported(path, known)) - {module} for module, path in known.items()}


def test_every_module_has_a_layer() -> None:
    assert [module for module in modules() if unit(module) == NOWHERE] == [], "name them in LAYERS"


def test_imports_point_down_or_stay_in_their_unit() -> None:
    wrong = [
        f"{module} imports {used or 'dragoman'}"
        for module, uses in graph().items()
        for used in uses
        if unit(used) != unit(module) and UNITS.get(unit(used), 0) >= UNITS.get(unit(module), 0)
    ]
    assert wrong == []


def test_there_is_no_cycle() -> None:
    TopologicalSorter(graph()).prepare()
