"""Walks cut from whole wards, beside routes that PyVRP makes of the same doors: ours and theirs in turn.

A suburb of houses, an inner ward of blocks, and one between, invented at full size on their real postcodes. Where doors
are is guessed for both alike, from postcodes and numbers; metres are straight lines between places. PyVRP is given the
time a row says, and asked for as many walks as ours, of as many doors at most; it knows no sides, blocks or least size.
Then the whole way from the register to walks in the database.
"""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

sys.path.insert(0, str(Path(__file__).parent / "walks"))
from invent import doors_of, invented_ward

from groundgame import engine
from groundgame.campaign.doorstep.cutting import Cut, Door, Size, cut_walks
from groundgame.campaign.doorstep.cutting.places import places_of
from groundgame.campaign.doorstep.cutting.streets import faces_of
from groundgame.electoral.places import atlas

ROOT = Path(__file__).resolve().parents[1]
THEIRS = ROOT / ".venv-oracles" / "bin" / "python"
WARDS = ("E05013628", "E05009317", "E05013991")
SIZE = Size.around(45)
SECONDS = tuple(int(each) for each in os.environ.get("BENCH_WALKS_SECONDS", "10 60").split())
BAR_SECONDS = 5.0


@dataclass(frozen=True)
class Laid:
    """Places with where they are, how many doors each has, and on which side of which street."""

    points: np.ndarray
    doors: list[int]
    faces: list[int]


@dataclass(frozen=True)
class Measured:
    """What walks came to."""

    walks: int
    metres: float
    changes: float
    across: float
    right_size: float


def main() -> int:
    """Print a table a ward; end with 1 if a cut took longer than it may."""
    missed = False
    for ward in WARDS:
        missed |= compare(ward)
    missed |= in_the_database(WARDS[0])
    return int(missed)


def compare(ward: str) -> bool:
    from groundgame.campaign.doorstep.centres import centres_of

    doors = [
        Door(key, street, number, "", ", ".join(part for part in (flat, court) if part), postcode)
        for key, (street, number, flat, court, postcode) in enumerate(doors_of(invented_ward(ward)))
    ]
    centres = centres_of(ward)
    began = time.perf_counter()
    cuts = cut_walks(doors, centres, SIZE)
    took = time.perf_counter() - began
    ours = measure_ours(cuts)
    late = f"  OVER {BAR_SECONDS} s" if took > BAR_SECONDS else ""
    print(f"{atlas().area(ward).name}: {len(doors):,} doors")
    print(f"  {'':14}{'seconds':>8}{'walks':>7}{'metres a walk':>15}{'side changes':>14}{'across, m':>11}{'40-50':>7}")
    line("ours", took, ours, late)
    for seconds in SECONDS if THEIRS.exists() else ():
        theirs = by_pyvrp(doors, centres, len(cuts), seconds)
        ratio = ours.metres * ours.walks / (theirs.metres * theirs.walks)
        line(f"PyVRP, {seconds} s", seconds, theirs, f"  ours / theirs {ratio:.2f}")
    if not THEIRS.exists():
        print("  There is no .venv-oracles, so that ours stand alone: sh scripts/setup.sh oracles")
    return took > BAR_SECONDS


def line(name: str, seconds: float, one: Measured, more: str) -> None:
    print(
        f"  {name:14}{seconds:8.2f}{one.walks:7}{one.metres:15.0f}{one.changes:14.2f}{one.across:11.0f}"
        f"{one.right_size:7.0%}{more}"
    )


def measure_ours(cuts: list[Cut]) -> Measured:
    ways = [cut.points for cut in cuts]
    changes = [len(cut.legs) - 1 for cut in cuts]
    return measured(ways, changes, [len(cut.doors) for cut in cuts])


def measured(ways: list[np.ndarray], changes: list[int], sizes: list[int]) -> Measured:
    metres = [float(np.hypot(*np.diff(way, axis=0).T).sum()) for way in ways]
    across = [float(np.hypot(*np.ptp(way, axis=0))) for way in ways]
    right = [SIZE.least <= size <= SIZE.most for size in sizes]
    return Measured(
        len(ways), float(np.mean(metres)), float(np.mean(changes)), float(np.mean(across)), float(np.mean(right))
    )


def laid(doors: list[Door], centres: dict) -> Laid:
    """Return the places as PyVRP is given them: a block too large for one walk in parts that fit."""
    points, counts, sides = [], [], []
    for side, face in enumerate(faces_of(places_of(doors), centres)):
        for place, point in zip(face.places, face.points, strict=True):
            left = len(place.doors)
            while left:
                counts.append(min(left, SIZE.about))
                points.append(point)
                sides.append(side)
                left -= counts[-1]
    return Laid(np.array(points), counts, sides)


def by_pyvrp(doors: list[Door], centres: dict, walks: int, seconds: int) -> Measured:
    given = laid(doors, centres)
    asked = {
        "points": given.points.tolist(),
        "doors": given.doors,
        "walks": walks,
        "most": SIZE.most,
        "seconds": seconds,
    }
    done = subprocess.run([THEIRS, Path(__file__).parent / "walks" / "theirs.py"], input=json.dumps(asked), text=True,
                          capture_output=True, check=True)  # fmt: skip
    found = json.loads(done.stdout)
    if not found["feasible"]:
        print("  PyVRP found no routes that keep to the size.")
    routes = [route for route in found["routes"] if route]
    changes = [int(np.count_nonzero(np.diff([given.faces[place] for place in route]))) for route in routes]
    return measured(
        [given.points[route] for route in routes],
        changes,
        [sum(given.doors[place] for place in route) for route in routes],
    )


def in_the_database(ward: str) -> bool:
    """Time what an organiser waits for: from a round of a whole ward to its walks, in the embedded database."""
    with TemporaryDirectory() as folder, engine.start(Path(folder) / "home") as server:
        os.environ |= {"DATABASE_URL": server.url, "GROUNDGAME_HOME": folder}
        os.environ["DJANGO_SETTINGS_MODULE"] = "groundgame.campaign.site.settings"
        import django

        django.setup()
        from filling import fill_ward, make_organiser

        from groundgame.campaign.canvass.audience import Audience
        from groundgame.campaign.doorstep import actions

        fill_ward(ward)
        organiser, script = make_organiser(ward)
        borough = atlas().area(ward).borough
        how = {"name": "Bench", "area": borough, "script": script, "audience": Audience.of([ward])}
        session = actions.make_round(by=organiser, **how)
        began = time.perf_counter()
        walks = actions.cut_round(by=organiser, session=session)
        took = time.perf_counter() - began
        began = time.perf_counter()
        for walk in walks[:10]:
            actions.give_walk(by=organiser, walk=walk)
        given = (time.perf_counter() - began) / 10
    over = f"  OVER {BAR_SECONDS} s" if took > BAR_SECONDS else ""
    print(f"{atlas().area(ward).name}, from the register to {len(walks)} walks in the database: {took:.2f} s{over}")
    print(f"a walk given out, its doors leased: {given * 1000:.0f} ms")
    return took > BAR_SECONDS


if __name__ == "__main__":
    sys.exit(main())
