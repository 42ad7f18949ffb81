"""How well and how fast flows are estimated where the truth is published: other methods and ours in turn.

Error index: half the sum of the absolute errors of a district's cells, in % of its votes; options under 3% merged. Ours
is run on every district, theirs on one in ten with ours in turn, R's eiPack on ten, each on one core; seconds are the
processor's, so that whatever else the machine does counts for nobody. Intervals are widened by what two of the
elections teach and tried on the third. With `--choose` (minutes more) the two settings that were chosen on these
elections are chosen anew on two of them and tried on the third.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import mean

import numpy as np
from flows.calibrating import Answered, coverage, learned_widening
from flows.choosing import choose
from flows.contests import FOLDER, SETS, District, districts, error_index
from flows.eipack import ei_md_bayes, why_not
from flows.known_parties import with_parties_known
from flows.theirs import goodman, nslphom_dual

from groundgame.electoral.flows import Flows, estimate

BARS = {"NZ 2002": (8.5, 8.0), "NZ 2014": (6.5, 6.0), "Scotland 2007": (6.9, 6.5)}
BARS_KNOWN = {"NZ 2002": 6.3, "NZ 2014": 4.6}
LEAST_COVERAGE, MOST_COVERAGE = 0.85, 0.95
SIZES = {(600, 4): 0.8, (60, 7): 0.4}
BAR_MEGABYTES = 120
EVERY, EIPACK_EACH = 10, {"NZ 2002": 4, "NZ 2014": 3, "Scotland 2007": 3}
OURS_ALONE = Path(__file__).resolve().parent / "flows" / "ours.py"


ONE_CORE = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "POLARS_MAX_THREADS"), "1")


def main() -> int:
    """Print the tables; end with 1 if a bar was missed."""
    if os.environ.get("OMP_NUM_THREADS") != "1":  # read when NumPy is loaded: begin anew with it
        os.execve(sys.executable, [sys.executable, *sys.argv], os.environ | ONE_CORE)
    if not FOLDER.is_dir():
        print(f"There are no contests at {FOLDER}; GROUNDGAME_DATA names the folder of published figures.")
        return 0
    answers = {contest: [Answered(each, ours(each)) for each in districts(contest)] for contest in SETS}
    missed = errors(answers) | intervals(answers) | speed()
    missed |= with_parties_known(answers, BARS_KNOWN)
    for contest in SETS:
        beside(contest)
    eipack()
    if "--choose" in sys.argv:
        choose()
    return int(missed)


def ours(district: District) -> Flows:
    names = {"rows": district.rows, "columns": district.columns}
    return estimate(district.first, district.second, rng=np.random.default_rng(1), merge_below=0, **names)


def errors(answers: dict[str, list[Answered]]) -> bool:
    print(f"{'error index, every district':34} ours    bar  ambitious")
    missed = False
    for contest, every in answers.items():
        error = mean(error_index(each.flows.votes, each.district.truth) for each in every)
        bar, ambitious = BARS[contest]
        missed |= error > bar
        print(f"  {contest:30}{error:7.2f}{bar:7.1f}{ambitious:9.1f}{'  OVER' if error > bar else ''}")
    return missed


def intervals(answers: dict[str, list[Answered]]) -> bool:
    print("90% intervals, widened by the two other elections: widening, cells inside, mean width")
    missed = False
    for contest, every in answers.items():
        widening = learned_widening([rest for other, rest in answers.items() if other != contest])
        inside, width = coverage(every, widening)
        out = not LEAST_COVERAGE <= inside <= MOST_COVERAGE
        missed |= out
        print(f"  {contest:30}{widening:7.2f}{100 * inside:7.1f}%{100 * width:8.1f} points{'  OUTSIDE 85-95%' * out}")
    print(f"  learned from all three, as shipped{learned_widening(list(answers.values())):7.3f}")
    return missed


def speed() -> bool:
    print("seconds of processor and peak MB of one estimate with intervals, in a process of its own")
    missed = False
    for (units, options), bar in SIZES.items():
        command = [sys.executable, OURS_ALONE, str(units), str(options)]
        took = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
        over = took["seconds"] > bar or took["megabytes"] > BAR_MEGABYTES
        missed |= over
        size = f"{units} units, {options}x{options}"
        print(f"  {size:30}{took['seconds']:7.2f}{bar:7.1f}{took['megabytes']:9.0f}{'  OVER' * over}")
    return missed


def beside(contest: str) -> None:
    """Print ours and theirs on the same districts, in turn."""
    methods: dict[str, Callable[[District], np.ndarray]] = {
        "ours": lambda one: ours(one).votes,
        "Goodman": lambda one: goodman(one.first, one.second),
        "nslphom, both directions": lambda one: nslphom_dual(one.first, one.second),
    }
    chosen = list(districts(contest, EVERY))
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in methods}
    for district in chosen:
        for name, method in methods.items():
            start = time.process_time()
            table = method(district)
            found[name].append((error_index(table, district.truth), time.process_time() - start))
    print(f"{contest}, {len(chosen)} districts{'':14} error  times ours   seconds each  times ours")
    for name, runs in found.items():
        line(name, runs, found["ours"])


def line(name: str, runs: list[tuple[float, float]], own: list[tuple[float, float]]) -> None:
    (error, seconds), (our_error, our_seconds) = (
        [mean(column) for column in zip(*each, strict=True)] for each in (runs, own)
    )
    print(f"  {name:34}{error:7.2f}{error / our_error:10.2f}{seconds:15.3f}{seconds / our_seconds:12.2f}")


def eipack() -> None:
    """Print ours and eiPack's on ten districts, in turn."""
    reason = why_not()
    if reason:
        print(f"eiPack is skipped: {reason}.")
        return
    for contest, number in EIPACK_EACH.items():
        chosen = list(districts(contest, len(list(districts(contest))) // number))[:number]
        own, theirs = [], []
        for district in chosen:
            start = time.process_time()
            table = ours(district).votes
            own.append((error_index(table, district.truth), time.process_time() - start))
            table, seconds = ei_md_bayes(district.first, district.second)
            theirs.append((error_index(table, district.truth), seconds))
        print(f"{contest}, {number} districts{'':15} error  times ours   seconds each  times ours")
        line("ours", own, own)
        line("R eiPack ei.MD.bayes", theirs, own)


if __name__ == "__main__":
    sys.exit(main())
