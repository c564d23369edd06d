"""The walls of the house: which room may know which, and what no room may know."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from familyguide.records.load import Records, load_records
from making import NEIGHBOUR, PROJECT

HOOKS = PROJECT / "hooks"
CORE = HOOKS / "familyguide"
MODULES = {
    ".".join(path.relative_to(HOOKS).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(CORE.rglob("*.py"))
}
ENGINES = ("mkdocs", "properdocs", "material")
ROAD = ("records", "guide", "phrases", "finder", "site", "reports", "sheets")
"""A room may import those to its left, never one to its right."""
EDGES = ("familyguide.today", "familyguide.cli", "familyguide.__main__")
"""Who may touch clock and environment, with all that is in them."""


def _room(module: str) -> str | None:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and parts[1] in ROAD else None


def _loaded_by(*modules: str) -> set[str]:
    """The modules that a fresh interpreter has loaded after importing `modules`."""
    code = f"import sys, {', '.join(modules)}; print(*sys.modules)"
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=HOOKS, capture_output=True, text=True, check=True, timeout=60
    )
    return set(result.stdout.split())


def _imports(module: str) -> Iterator[str]:
    """The names that a module imports anywhere in its code, in full."""
    path = MODULES[module]
    package = module.split(".") if path.name == "__init__.py" else module.split(".")[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            source = ".".join([*base, *([node.module] if node.module else [])])
            yield from (f"{source}.{alias.name}" for alias in node.names)


def test_all_rooms_are_looked_at():
    assert {_room(module) for module in MODULES} >= set(ROAD)


def test_the_core_loads_no_engine():
    """Nor does any module load one on the side: all of them together, with what they import, bring none."""
    loaded = _loaded_by(*(module for module in MODULES if module != "familyguide.__main__"))

    assert set(MODULES) - {"familyguide.__main__"} <= loaded
    assert not {module for module in loaded if module.split(".")[0] in ENGINES}


@pytest.mark.parametrize("module", MODULES)
def test_no_core_module_imports_an_engine(module: str):
    """Not even where it would be loaded late, inside of a function."""
    assert not [name for name in _imports(module) if name.split(".")[0] in ENGINES]


@pytest.mark.parametrize("room", ROAD)
def test_a_room_knows_only_what_stands_left_of_it(room: str):
    mine = [module for module in MODULES if _room(module) == room]
    to_the_right = ROAD[ROAD.index(room) + 1 :]

    loaded = {_room(module) for module in _loaded_by(*mine) if module.startswith("familyguide.")}
    written = {_room(name) for module in mine for name in _imports(module) if name.startswith("familyguide.")}

    assert not (loaded | written) & set(to_the_right)


CLOCKS = re.compile(
    r"\b(os\.(environ|getenv)|(date|datetime)\.(now|today|utcnow)|time\.(time|monotonic|localtime|gmtime)|environ\b)"
)


@pytest.mark.parametrize(
    "module", [name for name in MODULES if not f"{name}.".startswith(tuple(f"{edge}." for edge in EDGES))]
)
def test_only_the_edges_ask_for_time_and_environment(module: str):
    names = {ast.unparse(node) for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8")))
             if isinstance(node, ast.Attribute | ast.Name)}  # fmt: skip
    imported = set(_imports(module))

    assert not [name for name in names if CLOCKS.search(name)]
    assert not imported & {"os", "time", "os.environ", "os.getenv", "time.time", "familyguide.today.today"}


def test_the_edge_would_be_found():
    """The rule above is able to see what it looks for."""
    tree = ast.parse(MODULES["familyguide.today"].read_text(encoding="utf-8"))

    assert any(CLOCKS.search(ast.unparse(node)) for node in ast.walk(tree) if isinstance(node, ast.Attribute))


# --- nothing knows the town -----------------------------------------------------------------------------------------


def _names_of(records: Records) -> set[str]:
    """What only this town is called: itself, and its providers and places by their names and ids of two words and more.

    A single word, such as "Polizei" or "Norden", may mean something else in any other town.
    """
    assert records.guide is not None
    town = records.guide.town
    named = (*records.providers, *records.places)
    names = {record.name for record in named} | {record.id for record in named}
    if town.coordination:
        names.add(town.coordination.name)
    return {name for name in names if len(re.findall(r"\w+", name)) > 1} | {town.name, town.title}


def _files() -> list[Path]:
    kinds = {".py", ".html", ".css", ".js", ".svg", ".typ"}
    return [path for path in sorted(HOOKS.rglob("*")) if path.suffix in kinds]


@pytest.mark.parametrize("town", [PROJECT, NEIGHBOUR], ids=["this town", "the neighbour"])
def test_no_town_is_named_in_the_code(town: Path):
    names = _names_of(load_records(town))
    whole_words = re.compile(rf"(?<![\w-])({'|'.join(sorted(map(re.escape, names), key=len, reverse=True))})(?![\w-])")

    found = {
        f"{path.relative_to(PROJECT)}: {match[0]}"
        for path in _files()
        for match in whole_words.finditer(path.read_text(encoding="utf-8"))
    }

    assert len(names) > 10
    assert not found
