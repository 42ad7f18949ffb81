"""An evening of callers, in the middle of which the site and PostgreSQL are killed."""

import argparse
import asyncio
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
from bank import Bank, make_bank
from report import DOUBLES_SQL
from site_killing import KILLS, Site
from stubborn import PATIENCE_SECONDS, Evening, ring_all

from groundgame import engine


def kill_an_evening(asked: argparse.Namespace) -> list[str]:
    """Let callers ring while the site is killed; print what became of it, and return what is wrong."""
    kinds = [kind for _ in range(asked.kills) for kind in KILLS][: 2 * asked.kills + asked.kills // 2]
    ramp = asked.callers / asked.joins
    minutes = ((len(kinds) + 1) * asked.every) / 60
    evening = Evening(asked.callers, ramp, minutes, asked.talk)
    with TemporaryDirectory(prefix="groundgame-chaos-") as folder:
        home = Path(folder).resolve() / "home"
        with engine.start(home) as server:
            bank = make_bank(server.url, str(home), households=evening.households)
        site = Site(home, asked.port)
        site.start()
        site.wait()
        try:
            took = asyncio.run(_evening(evening, bank, site, kinds, asked.every))
        finally:
            site.stop()
        with engine.start(home) as server:
            wrong = _report(evening, took, server.url)
        if wrong:
            print(f"the site's own complaints:\n{site.complaints()}")
        return wrong


async def _evening(evening: Evening, bank: Bank, site: Site, kinds: list[str], every: float) -> list[tuple[str, float]]:
    killing = asyncio.create_task(_kill(evening, site, kinds, every))
    await ring_all(evening, bank, site.port)
    return await killing


async def _kill(evening: Evening, site: Site, kinds: list[str], every: float) -> list[tuple[str, float]]:
    """Kill one thing after another; return each with the seconds until the site answered again."""
    took = []
    try:
        await asyncio.sleep(evening.ramp_seconds + every)  # on a slow machine they are still joining then
        for kind in kinds:
            before = len(evening.saved)
            await asyncio.to_thread(KILLS[kind], site)
            seconds = await asyncio.to_thread(site.wait)
            took.append((kind, seconds))
            print(f"  {kind:<13} killed after {before:>7,} saves; it answered again after {seconds:5.1f} s", flush=True)
            await _ring_on(evening, every)
    finally:  # a site that never comes back must not be rung for ever
        evening.over = True
    return took


async def _ring_on(evening: Evening, seconds: float) -> None:
    """Let them ring for so long, and on a slow machine until somebody's call was saved: the next kill must cost some.

    That nobody's is saved at all is a fault of its own.
    """
    before, end = len(evening.saved), time.monotonic() + PATIENCE_SECONDS
    await asyncio.sleep(seconds)
    while len(evening.saved) == before:
        if time.monotonic() > end:
            evening.failures[f"nobody's call was saved within {PATIENCE_SECONDS} s"] += 1
            return
        await asyncio.sleep(0.1)


STATES_SQL = """
SELECT count(*) FROM canvass_electorstate s
WHERE s.attempts <> (SELECT count(*) FROM canvass_contactevent v WHERE v.elector_id = s.elector_id)
"""
AUDIT_SQL = (
    "SELECT count(*) FROM canvass_contactevent WHERE lease_id IN (SELECT id FROM canvass_lease WHERE closed_at IS NULL)"
)


def _report(evening: Evening, took: list[tuple[str, float]], url: str) -> list[str]:
    """Print what is in the database against what the callers were told."""
    with psycopg.connect(url) as database:
        log = dict(database.execute("SELECT id::text, outcome FROM canvass_contactevent").fetchall())
        doubles = sum(
            database.execute(DOUBLES_SQL.format(what=what)).fetchone()[0] for what in ("elector_id", "household")
        )
        (states,) = database.execute(STATES_SQL).fetchone()
        (open_leases,) = database.execute(AUDIT_SQL).fetchone()
    lost = [event for event, outcome in evening.saved.items() if log.get(event) != outcome]
    strange = [event for event in log if event not in evening.saved]
    print(f"{'killed':<14}{'times':>6}{'back after (s)':>16}{'slowest (s)':>13}")
    for kind in KILLS:
        times = sorted(seconds for each, seconds in took if each == kind)
        if times:
            print(f"{kind:<14}{len(times):>6}{times[len(times) // 2]:>16.1f}{times[-1]:>13.1f}")
    print(
        f"{evening.callers:,} callers: {len(evening.saved):,} saves acknowledged, {len(log):,} in the log, "
        f"{len(lost)} lost, {len(strange)} that nobody was told of, {states} electors whose attempts differ from it, "
        f"{doubles} given to two at once; {evening.repeats:,} sent again, {sum(evening.failures.values())} refused"
    )
    for failure, count in evening.failures.most_common(8):
        print(f"  {count:,} x {failure}")
    wrong = {
        "saves were lost": lost,
        "the log has calls of which nobody was told": strange,
        "attempts were doubled": states,
        "somebody was given to two callers": doubles,
        "a lease stayed open after its save": open_leases,
        "callers were refused": evening.failures,
    }
    return [sentence for sentence, found in wrong.items() if found]
