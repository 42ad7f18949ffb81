"""How well the seats of general elections are predicted, beside the bars, and how fast 40,000 draws of them are.

Share error: the mean over Con, Lab and LD of the absolute error in points, every seat of Great Britain but the
Speaker's. Seat error: the sum over seven blocs. Right: of all seats. Every year is fitted on the elections before it
alone. The peer of the draws is plain NumPy with normal errors, some draws at a time; both run in turn on one core, and
processor time is what is compared, as others may be using the machine.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import resource
import sys
from collections.abc import Sequence
from statistics import median
from time import process_time

import numpy as np

from groundgame.electoral.forecasting.general import coming, draw, elections
from groundgame.electoral.replay import general

RUNS, DRAWS, PEER_CHUNK = 3, 40_000, 2_000
BAR_SHARES, STRETCH_SHARES, BAR_2024, STRETCH_2024 = 3.00, 2.90, 4.8, 4.5
BAR_RIGHT, STRETCH_RIGHT, BAR_SEATS, STRETCH_SEATS, BAR_OTHER_SEATS = 0.82, 0.86, 165, 90, 30
BAR_RANGES, BAR_SECONDS = 0.90, 3.1
TENS = (2010, 2015, 2017, 2019)


def main() -> int:
    """Print the table, the bars and the speed; end with 1 if a bar was missed."""
    scores = {}
    inside: list[tuple[bool, bool]] = []
    for given in ("true-shares", "day-before"):
        print(f"\n{given}: share error / seat error / right | Brier | log score | shares in 50%, in 90% | seat ranges")
        for year in general.YEARS:
            one = general.replayed(year, given, rng=np.random.default_rng(year))
            found = general.score(one, given)
            ranges = general.ranges_inside(one)
            print(row(year, found, ranges), *map(other, general.baselines(year, given)), sep="\n")
            if given == "true-shares":
                scores[year] = found
                inside += ranges
    return max(bars(scores, inside), speed())


def row(year, found, ranges) -> str:
    """Return a year's line."""
    seats = sum(found.seat_error_by_party.values())
    cell = f"{found.share_error_points:.2f} / {seats:.0f} / {100 * found.seats_right:.1f}"
    within = f"{100 * found.coverage_50:.0f}%, {100 * found.coverage_90:.0f}%"
    held = f"{sum(most for _, most in ranges)} of {len(ranges)} in 90%"
    return f"{year}  {cell} | {found.brier:.3f} | {found.log_score:.3f} | {within} | {held}"


def other(baseline) -> str:
    """Return another method's line."""
    figures = (baseline.share_error_points, baseline.seat_error, baseline.seats_right)
    share, seats, right = ("-" if each is None else each for each in figures)
    share = share if share == "-" else f"{share:.2f}"
    seats = seats if seats == "-" else f"{seats:.0f}"
    right = right if right == "-" else f"{100 * right:.1f}"
    return f"      {share} / {seats} / {right}  {baseline.method}"


def bars(scores, inside: Sequence[tuple[bool, bool]]) -> int:
    """Print each figure against its bar and its stretch; return 1 if a bar was missed."""
    seats = {year: sum(found.seat_error_by_party.values()) for year, found in scores.items()}
    held = float(np.mean([most for _, most in inside]))
    last = scores[2024]
    tens = float(np.mean([scores[year].share_error_points for year in TENS]))
    checks = [
        ("share error 2010-19", tens, BAR_SHARES, STRETCH_SHARES, False),
        ("share error 2024", last.share_error_points, BAR_2024, STRETCH_2024, False),
        ("right 2024", last.seats_right, BAR_RIGHT, STRETCH_RIGHT, True),
        ("seat error 2024", seats[2024], BAR_SEATS, STRETCH_SEATS, False),
        ("largest seat error 2010-19", max(seats[year] for year in TENS), BAR_OTHER_SEATS, BAR_OTHER_SEATS, False),
        ("seat ranges of 90% that held", held, BAR_RANGES, BAR_RANGES, True),
    ]
    print()
    return max([told(*check) for check in checks])


def told(name: str, value: float, bar: float, stretch: float, more_is_better: bool) -> int:  # noqa: FBT001 (a row of the table of bars)
    """Print a figure against its bar; return 1 if it was missed."""
    sign = -1 if more_is_better else 1
    missed = sign * value > sign * bar
    state = "MISSED" if missed else "stretch reached" if sign * value <= sign * stretch else "reached"
    print(f"{name}: {value:.3f} (bar {bar}, stretch {stretch}): {state}")
    return int(missed)


def speed() -> int:
    """Time 40,000 draws of 632 seats, theirs and ours in turn."""
    known = elections()
    what, national = coming(known, known[-1].day), known[-1].national
    centre = draw(what, known[-1].day, rng=np.random.default_rng(1), draws=10, national=national).central
    before = megabytes()
    theirs, ours = [], []
    for run in range(RUNS):
        start = process_time()
        draw(what, known[-1].day, rng=np.random.default_rng(run), draws=DRAWS, national=national)
        ours.append(process_time() - start)
        if not run:
            print(f"\nthe draws took {megabytes() - before:.0f} MB beside what the process had")
        start = process_time()
        plain(centre, np.random.default_rng(run))
        theirs.append(process_time() - start)
    ratio = median(theirs) / median(ours)
    print(f"{DRAWS:,} draws x {len(centre)} seats: ours {median(ours):.2f} s, plain NumPy {median(theirs):.2f} s")
    print(f"(plain takes {ratio:.1f} times as long; bar {BAR_SECONDS} s)")
    return int(ratio < 1)


def megabytes() -> float:
    """Return the most memory that this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def plain(centre, rng: np.random.Generator) -> None:
    """Draw and count as one would without thinking of it: some draws at a time, for want of memory."""
    won = np.zeros((DRAWS, centre.shape[1]), dtype=np.int64)
    for start in range(0, DRAWS, PEER_CHUNK):
        common = rng.normal(0, 0.02, (PEER_CHUNK, 1, centre.shape[1]))
        values = centre + common + rng.normal(0, 0.04, (PEER_CHUNK, *centre.shape))
        winner = values.argmax(axis=2)
        for bloc in range(centre.shape[1]):
            won[start : start + PEER_CHUNK, bloc] = (winner == bloc).sum(axis=1)


if __name__ == "__main__":
    sys.exit(main())
