"""Imports in the middle of which the site and PostgreSQL are killed: each register is loaded once, whole, by itself."""

import argparse
import datetime as dt
import os
import random
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from site_killing import KILLS, Site

from groundgame import engine

PUBLISHED_ON = dt.date(2026, 11, 2)
PATIENCE_SECONDS = 240
KINDS = ("the site", "PostgreSQL")
SEED = 7


@dataclass
class Round:
    """One borough's register: what was killed while it was loaded, and what came of it."""

    borough: str
    killed: str
    doing: str
    begun: int
    seconds: float
    wrong: list[str]


def kill_imports(asked: argparse.Namespace) -> list[str]:
    """Load registers as jobs, one after the other, while the site is killed; print and return what is wrong."""
    with TemporaryDirectory(prefix="groundgame-chaos-") as folder:
        home = Path(folder).resolve() / "home"
        with engine.start(home) as server:
            os.environ |= {
                "DATABASE_URL": server.url,
                "GROUNDGAME_HOME": str(home),
                "DJANGO_SETTINGS_MODULE": "groundgame.campaign.site.settings",
            }
            _set_up()
            site = Site(home, asked.port)
            site.start()
            site.wait()
            try:
                rounds = [_round(site, number, Path(folder), asked) for number in range(len(KINDS) * asked.kills)]
            finally:
                site.stop()
    return _report(rounds)


def _set_up() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def _round(site: Site, number: int, folder: Path, asked: argparse.Namespace) -> Round:
    from groundgame.campaign.jobs.models import Job
    from groundgame.electoral.places import atlas

    borough = sorted(area.code for area in atlas().areas("borough"))[number % 32 + 1]
    killed = KINDS[number % len(KINDS)]
    made, job = _start_import(borough, number, folder, asked.rows)
    rng = random.Random(SEED + number)
    _until(lambda: Job.objects.get(pk=job).started_at)
    time.sleep(rng.uniform(0, 2.5))
    doing = _asked(lambda: Job.objects.get(pk=job).doing)
    began = time.monotonic()
    KILLS[killed](site)
    _until(lambda: Job.objects.get(pk=job).finished_at)
    took = time.monotonic() - began
    found = Round(borough, killed, doing, Job.objects.get(pk=job).attempts, took, _wrong(made, job, borough))
    print(
        f"  {killed:<11} killed while “{doing or 'beginning'}”; begun {found.begun} times, done {took:.0f} s after the "
        f"kill{'; ' + '; '.join(found.wrong) if found.wrong else ''}",
        flush=True,
    )
    site.wait()
    return found


def _start_import(borough: str, number: int, folder: Path, rows: int) -> tuple[int, int]:
    """Bring a borough's register, look at it, and start its job; return both their ids."""
    from groundgame.campaign.register import actions
    from groundgame.campaign.register.actions.starting import start_applying
    from groundgame.campaign.register.synthetic import write_borough
    from groundgame.campaign.register.synthetic.boroughs import register_wards

    one_in = max(1, sum(register_wards(borough).values()) // rows)
    files = write_borough(borough, folder, one_in=one_in, published_on=PUBLISHED_ON, seed=SEED)
    name = {"published_on": PUBLISHED_ON, "file_name": f"{borough}.csv"}
    made = actions.look_at(by=None, borough=borough, content=files.register.read_bytes(), **name)
    return made.pk, start_applying(by=None, made=made, page=f"/register/imports/{made.pk}/").pk


def _wrong(made: int, job: int, borough: str) -> list[str]:
    """Say what is not as it should be once a job has ended."""
    from groundgame.campaign.jobs.models import Job
    from groundgame.campaign.register.models import Elector, Register, RegisterEntry, RegisterImport

    held, done = RegisterImport.objects.get(pk=made), Job.objects.get(pk=job)
    entries = RegisterEntry.objects.filter(borough=borough).count()
    electors = Elector.objects.filter(borough=borough, left_at=None).count()
    wrong = {
        f"the job failed: {done.failure}": bool(done.failure),
        f"the import is {held.state}": held.state != RegisterImport.State.APPLIED,
        f"{entries:,} entries of {held.row_count:,} rows": entries != held.row_count,
        f"{electors:,} electors of {held.row_count:,} rows": electors != held.row_count,
        "it was loaded more than once": Register.objects.filter(borough=borough).count() != 1,
    }
    return [sentence for sentence, found in wrong.items() if found]


def _asked(ask: Any) -> Any:
    """Ask the database; None while it is away."""
    from django.db import InterfaceError, OperationalError, connection

    try:
        return ask()
    except (OperationalError, InterfaceError):
        connection.close()
        return None


def _until(holds: Any) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not _asked(holds):
        if time.monotonic() > end:
            raise RuntimeError(f"the job did not get there within {PATIENCE_SECONDS} s by itself")
        time.sleep(0.05)


def _report(rounds: list[Round]) -> list[str]:
    print(f"{'killed':<14}{'imports':>8}{'begun again':>13}{'done after (s)':>16}{'slowest (s)':>13}{'wrong':>7}")
    for kind in KINDS:
        those = [each for each in rounds if each.killed == kind]
        times = sorted(each.seconds for each in those)
        again = sum(each.begun > 1 for each in those)
        wrong = sum(bool(each.wrong) for each in those)
        print(f"{kind:<14}{len(those):>8}{again:>13}{times[len(times) // 2]:>16.0f}{times[-1]:>13.0f}{wrong:>7}")
    return sorted({sentence for each in rounds for sentence in each.wrong})
