"""A campaign room is entered by its doors alone (docs/decisions/0004-what-a-room-hands-out.md)."""

import ast
from functools import cache
from pathlib import Path

import pytest

CAMPAIGN = Path(__file__).resolve().parents[2] / "src" / "groundgame" / "campaign"
ROOMS = sorted(path.parent.name for path in CAMPAIGN.glob("*/__init__.py"))
DOORS = {"models", "rules", "actions"} | {
    "adapter",
    "ages",
    "audience",
    "clock",
    "default_script",
    "errors",
    "figures",
    "franchise",
    "hours",
    "http",
    "joining",
    "known",
    "limits",
    "opinions",
    "outcomes",
    "promises",
    "person",
    "queue",
    "reports",
    "seeing",
    "statements",
    "retention",
    "suppression",
    "trials",
    "wordings",
}


@cache
def _imports(path: Path) -> set[tuple[str, str]]:
    """Return the (room, drawer) pairs that a file imports from the campaign."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("groundgame.campaign."):
            parts = node.module.split(".")[2:]
            drawers = [parts[1]] if len(parts) > 1 else [alias.name for alias in node.names]
            found |= {(parts[0], drawer) for drawer in drawers}
    return found


@pytest.mark.parametrize("room", ROOMS)
def test_other_rooms_come_in_by_the_doors(room):
    if room == "site":  # nobody imports the site but the command line and the server
        intruders = {
            str(path.relative_to(CAMPAIGN))
            for path in CAMPAIGN.rglob("*.py")
            if path.relative_to(CAMPAIGN).parts[0] != room and any(into == room for into, _ in _imports(path))
        }
        assert not intruders
        return
    for path in CAMPAIGN.rglob("*.py"):
        own = path.relative_to(CAMPAIGN).parts[0]
        if own == room or path.parent.name == "migrations":
            continue
        drawers = {drawer for into, drawer in _imports(path) if into == room}
        assert drawers <= DOORS, f"{path.relative_to(CAMPAIGN)} reaches past {room}'s doors: {drawers - DOORS}"


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_says_in_three_lines_what_it_is_for(room):
    words = ast.get_docstring(ast.parse((CAMPAIGN / room / "__init__.py").read_text(encoding="utf-8")))
    assert words is not None
    assert 2 <= len(words.splitlines()) <= 4, f"{room}/__init__.py says it in {len(words.splitlines())} lines"


@pytest.mark.parametrize("room", ROOMS)
def test_inside_a_room_nothing_leans_on_what_stands_above_it(room):
    """Models <- rules <- actions <- forms, views, urls."""
    above = {"models": {"rules", "actions", "forms", "views", "urls"}, "rules": {"actions", "forms", "views", "urls"}}
    above["actions"] = {"forms", "views", "urls"}
    for drawer, forbidden in above.items():
        files = [*CAMPAIGN.glob(f"{room}/{drawer}.py"), *CAMPAIGN.glob(f"{room}/{drawer}/*.py")]
        for path in files:
            upward = {inside for into, inside in _imports(path) if into == room} & forbidden
            assert not upward, f"{path.relative_to(CAMPAIGN)} imports {upward} of its own room"
