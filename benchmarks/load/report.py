"""What is written down while everybody rings, and what is said of it in the end."""

import asyncio
import os
import platform
import time
from collections import Counter, defaultdict
from collections.abc import Awaitable
from pathlib import Path

import psutil
import psycopg

SAMPLE_SECONDS = 2.0
BAR_MS = 250.0

# Given to two at once: two leases of one elector, or of one household, that held at one moment.
DOUBLES_SQL = """
SELECT count(*) FROM (
    SELECT leased_at, max(coalesce(closed_at, 'infinity')) OVER (
        PARTITION BY {what} ORDER BY leased_at, id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS until
    FROM canvass_lease WHERE {what} IS NOT NULL
) held WHERE leased_at < until
"""
# The same, pair by pair, to be looked at.
PAIRS_SQL = """
SELECT o.leased_at, o.expires_at, o.closed_at, o.closed_by, o.ahead,
       l.leased_at, l.expires_at, l.closed_at, l.closed_by, l.ahead
FROM canvass_lease l JOIN canvass_lease o ON o.{what} = l.{what} AND o.id <> l.id
WHERE o.leased_at <= l.leased_at AND l.leased_at < coalesce(o.closed_at, 'infinity') AND l.{what} IS NOT NULL LIMIT 5
"""


class Books:
    """The waits, the failures and the processors' time of one evening."""

    def __init__(self, evening, site, server) -> None:
        self.evening, self.site, self.server = evening, site, server
        self.waits: dict[str, list[tuple[float, float]]] = defaultdict(list)
        self.failures: Counter[str] = Counter()
        self.acknowledged: set[str] = set()
        self.processors: list[tuple[float, dict[str, float]]] = []
        self._began = time.monotonic()
        self._seen: dict[tuple[str, int], float] = {}

    def elapsed(self) -> float:
        return time.monotonic() - self._began

    async def timed(self, step: str, asking: Awaitable):
        """Wait for an answer and write down how long it took; a server's error is a failure."""
        began = time.monotonic()
        answer = await asking
        self.waits[step].append((began - self._began, time.monotonic() - began))
        if answer.status >= 400:
            self.failed(step, str(answer.status))
        return answer

    def failed(self, step: str, why: str) -> None:
        self.failures[f"{step}: {why}"] += 1

    def saved(self, event: str) -> None:
        self.acknowledged.add(event)

    async def watch(self) -> None:
        """Add up the processor time of each part, again and again: processes come and go."""
        spent: Counter[str] = Counter()
        while True:
            for part, processes in self._parts().items():
                for process in processes:
                    try:
                        now = sum(process.cpu_times()[:2])
                    except psutil.Error:
                        continue
                    spent[part] += now - self._seen.get((part, process.pid), now)
                    self._seen[part, process.pid] = now
            whole = psutil.cpu_times()
            spent["machine"] = sum(whole) - whole.idle - whole.iowait
            self.processors.append((self.elapsed(), dict(spent)))
            await asyncio.sleep(SAMPLE_SECONDS)

    def _parts(self) -> dict[str, list[psutil.Process]]:
        try:
            site = psutil.Process(self.site.pid)
            postmaster = psutil.Process(int((self.server.pgdata / "postmaster.pid").read_text().split()[0]))
            return {
                "site": [site, *site.children(recursive=True)],
                "PostgreSQL": [postmaster, *postmaster.children()],
                "callers": [psutil.Process()],
            }
        except (psutil.Error, OSError, ValueError):
            return {}

    def steady(self, step: str) -> list[float]:
        """Return the waits, in ms, from when everybody was there until the end."""
        since = self.evening.all_there
        return sorted(1000 * wait for at, wait in self.waits[step] if since <= at <= self.evening.seconds)


def report(books: Books, bank, url: str) -> int:
    """Print what came of it; return 1 where anything was not as promised."""
    evening = books.evening
    print(machine())
    print(
        f"{evening.callers:,} callers, one call a {evening.talk_seconds:.0f} s each; all joined by the link within "
        f"{evening.ramp_seconds:.0f} s; counted from {evening.settle_seconds:.0f} s after the last, for "
        f"{evening.minutes:g} minutes"
    )
    for step in ("join", "start", "next", "ahead"):
        _print_waits(f"{step} (while they came)", sorted(1000 * wait for _, wait in books.waits[step]))
    _print_waits(
        "save and next (while they came)",
        sorted(1000 * w for at, w in books.waits["save"] if at < evening.ramp_seconds),
    )
    saves = books.steady("save")
    _print_waits("save and next (all there)", saves)
    _print_processors(books, len(saves))
    wrong = _check(books, url)
    slow = not saves or _at(saves, 0.99) > BAR_MS
    for failure, count in books.failures.most_common(12):
        print(f"  {count:,} x {failure}")
    print(
        "as promised"
        if not wrong and not slow
        else f"NOT as promised: {'; '.join([*wrong, *['p99 over the bar'] * slow])}"
    )
    return int(bool(wrong) or slow)


def machine() -> str:
    """Describe the machine in a line."""
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    name = next((line.split(": ")[1] for line in lines if line.startswith("model name")), platform.machine())
    memory = psutil.virtual_memory().total / 2**30
    system = f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    return f"{os.cpu_count()} processors ({name}), {memory:.0f} GB, {system}"


def _check(books: Books, url: str) -> list[str]:
    with psycopg.connect(url) as database:
        events = {str(pk) for (pk,) in database.execute("SELECT id FROM canvass_contactevent")}
        doubles = {
            what: database.execute(DOUBLES_SQL.format(what=what)).fetchone()[0] for what in ("elector_id", "household")
        }
        for what in (what for what, found in doubles.items() if found):
            for pair in database.execute(PAIRS_SQL.format(what=what)):
                print(f"  two leases of one {what}: {' '.join(map(str, pair))}")
        leases = database.execute("SELECT count(*) FROM canvass_lease").fetchone()[0]
        audited = database.execute("SELECT count(*) FROM audit_auditentry").fetchone()[0]
    lost = books.acknowledged - events
    print(
        f"{len(books.acknowledged):,} saves acknowledged, {len(events):,} in the log, {len(lost)} lost; "
        f"{leases:,} leases, {doubles['elector_id']} electors and {doubles['household']} households given to two at "
        f"once; {audited:,} entries in the audit log; {sum(books.failures.values())} failures"
    )
    return [
        sentence
        for bad, sentence in (
            (lost, "saves were lost"),
            (len(events) != len(books.acknowledged), "the log has other events than were acknowledged"),
            (any(doubles.values()), "somebody was given to two callers"),
            (books.failures, "there were failures"),
        )
        if bad
    ]


def _print_waits(step: str, waits: list[float]) -> None:
    if waits:
        shown = " ".join(f"p{round(100 * share)} {_at(waits, share):.0f}" for share in (0.5, 0.95, 0.99))
        print(f"  {step:<34} {len(waits):>8,} requests  {shown} max {waits[-1]:.0f} ms")


def _at(waits: list[float], share: float) -> float:
    return waits[min(len(waits) - 1, int(len(waits) * share))]


def _print_processors(books: Books, calls: int) -> None:
    inside = [one for one in books.processors if books.evening.all_there <= one[0] <= books.evening.seconds]
    if len(inside) < 2:
        return
    (began, first), (ended, last) = inside[0], inside[-1]
    seconds = ended - began
    shares = {part: (last[part] - first.get(part, 0)) / seconds for part in last}
    rate = calls / (60 * books.evening.minutes)
    for part, share in shares.items():
        a_call = f", {1000 * share / rate:.2f} ms a call" if rate and part != "machine" else " (others' work included)"
        print(f"  {part:<12} {share:5.2f} processors{a_call}")
    print(f"  {rate:.1f} calls a second")
