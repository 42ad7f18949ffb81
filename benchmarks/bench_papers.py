"""How long a count of ranked papers takes, from file to result, beside other programs: theirs and ours in turn.

12 candidates for 5 seats, papers of 3.5 preferences, a line a paper, the same every time. Every measurement is a
process of its own, so that its memory is its own. A row says the seconds of reading and making ready, of the count
alone, and of both; what the whole process took, importing included; its peak memory; and how many times as long as ours
both together were. Each is the median of three runs, but for the others at a million papers. A program that counts by
other rules may elect others; the row says so.
"""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

ROOT = Path(__file__).resolve().parents[1]
HELPERS = Path(__file__).resolve().parent / "papers"
OURS = sys.executable
THEIRS = ROOT / ".venv-oracles" / "bin" / "python"

SIZES = (10_000, 100_000, 1_000_000)
LARGE, MEEK_SIZE = 1_000_000, 100_000
PROGRAMS = ("pref_voting", "VoteKit", "pyrankvote")
RUNS = 3
FORMS = ("comment.blt", "identifiers.blt", "lines.soi", "identifiers.csv")
BAR_TOTAL, BAR_COUNT, BAR_MEGABYTES, BAR_MEEK, BAR_FORMS = 2.5, 0.3, 250, 2.0, 4.0


@dataclass
class Took:
    """What one process took: seconds, and megabytes at its highest."""

    read: float
    count: float
    process: float
    megabytes: float
    elected: frozenset[str] = frozenset()

    @property
    def both(self) -> float:
        """From file to result."""
        return self.read + self.count


def main() -> int:
    """Print a table a size; say which bars were missed, and end with 1 if any was."""
    missed = False
    if not THEIRS.exists():
        print("There is no .venv-oracles, so that ours stand alone: sh scripts/setup.sh oracles")
    with TemporaryDirectory() as folder:
        for size in SIZES:
            file = Path(folder) / f"{size}.blt"
            subprocess.run([OURS, HELPERS / "invent.py", file, str(size)], check=True)
            missed |= compare(size, file)
    return int(missed)


def compare(size: int, file: Path) -> bool:
    print(f"{size:,} papers{'':>16} read   count    both process  peak MB    times ours")
    # In turn, so that whatever else the machine does falls on all alike; a million papers take the others minutes, and
    # are counted by each once.
    ours, command = [], []
    theirs: dict[str, list[Took]] = {program: [] for program in PROGRAMS if THEIRS.exists()}
    for run in range(RUNS):
        ours.append(measured([OURS, HELPERS / "ours.py", "scottish-stv", file]))
        command.append(measured([OURS, "-m", "groundgame", "count", file, "--rule", "scottish-stv", "--json"]))
        for place, (program, runs) in enumerate(theirs.items()):
            if size < LARGE or run == place:
                runs.append(measured([THEIRS, HELPERS / "theirs.py", program, file]))
    best = middle(ours)
    over = bars(best, size)
    line("ours, Scottish STV", best, over=over)
    whole = middle(command)
    late = [f"OVER {BAR_TOTAL} s"] * (size == LARGE and whole.process > BAR_TOTAL)
    late += [f"OVER {BAR_MEGABYTES} MB"] * (size == LARGE and whole.megabytes > BAR_MEGABYTES)
    print(f"  {'the command, its start included':47}{whole.process:8.2f}{whole.megabytes:9.0f}  {', '.join(late)}")
    for program, runs in theirs.items():
        line(program, middle(runs), ours=best)
    return bool(over or late) | (size == MEEK_SIZE and meek(file)) | (size == LARGE and other_forms(file))


def other_forms(file: Path) -> bool:
    """Show how long the same papers take in the other forms that people have, and whether one is over its bar."""
    subprocess.run([OURS, HELPERS / "forms.py", file, file.parent], check=True)
    missed = False
    for name in FORMS:
        took = middle([measured([OURS, HELPERS / "ours.py", "scottish-stv", file.parent / name]) for _ in range(RUNS)])
        over = [f"OVER {BAR_FORMS} s"] if took.both > BAR_FORMS else []
        line(f"ours, {name}", took, over=over)
        missed |= bool(over)
    return missed


def meek(file: Path) -> bool:
    took = middle([measured([OURS, HELPERS / "ours.py", "meek", file]) for _ in range(RUNS)])
    over = [f"OVER {BAR_MEEK} s"] if took.both > BAR_MEEK else []
    line("ours, Meek", took, over=over)
    return bool(over)


def bars(took: Took, size: int) -> list[str]:
    if size != LARGE:
        return []
    checks = [
        (took.both, BAR_TOTAL, "s from file to result"),
        (took.count, BAR_COUNT, "s for the count"),
        (took.megabytes, BAR_MEGABYTES, "MB"),
    ]
    return [f"OVER {bar} {what}" for value, bar, what in checks if value > bar]


def line(name: str, took: Took, *, ours: Took | None = None, over: Sequence[str] = ()) -> None:
    seconds = f"{took.read:7.2f}{took.count:8.2f}{took.both:8.2f}{took.process:8.2f}{took.megabytes:9.0f}"
    ratio = f"{took.both / ours.both:9.1f} x" if ours else ""
    others = "  elects others" if ours and took.elected != ours.elected else ""
    print(f"  {name:24}{seconds}{ratio}{others}  {', '.join(over)}".rstrip())


def middle(runs: list[Took]) -> Took:
    values = {name: median(getattr(run, name) for run in runs) for name in ("read", "count", "process", "megabytes")}
    return Took(**values, elected=runs[0].elected)


def measured(command: Sequence[object]) -> Took:
    start = perf_counter()
    with subprocess.Popen([str(word) for word in command], stdout=subprocess.PIPE) as process:
        said = json.loads(process.stdout.read())
        # Not `communicate`: the usage of this one process is wanted, and is told only to whoever waits for it.
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(map(str, command))} ended with {process.returncode}.")
    whole = perf_counter() - start
    return Took(
        said.get("read", 0.0), said.get("count", 0.0), whole, usage.ru_maxrss / 1024, frozenset(said["elected"])
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
