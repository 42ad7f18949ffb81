"""How long a monthly update of 60,000 takes while 500 callers work, and what it costs them.

The phone bank of `make load` rings one borough; the update is of another, in the same database, loaded by a process of
its own that stands ready and gives way to the site, as a worker does. The callers' waits are told apart: while the
update ran, and all the rest of the evening.

    bench_update.py                  Croydon's update beside 500 callers
"""

import argparse
import asyncio
import datetime as dt
import os
import subprocess
import sys
import threading
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parent / "load"))

from bank import make_bank
from callers import Evening, ring_all
from report import Books, report
from site_process import serve_site

from groundgame import engine

BAR_SECONDS, CHANGES = 30.0, 60_000
BOROUGH = "E09000008"  # Croydon: not the borough that is rung
DAY, MONTH = dt.date(2026, 11, 2), dt.date(2026, 11, 10)
SETTLED_SECONDS = 15
LOADING = """
import datetime, os, sys, time, django
os.nice(10)
django.setup()
from groundgame.campaign.register.actions import import_register
content = open(sys.argv[1], "rb").read()
day = datetime.date.fromisoformat(sys.argv[2])
sys.stdin.readline()
began = time.perf_counter()
made = import_register(by=None, borough=sys.argv[3], published_on=day, content=content, file_name="update.csv")
print(f"an update of {made.row_count:,} changes: {time.perf_counter() - began:.1f} s")
"""


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--callers", type=int, default=500)
    words.add_argument("--minutes", type=float, default=1.5, help="how long all of them ring")
    words.add_argument("--port", type=int, default=8122)
    said = words.parse_args()
    with TemporaryDirectory() as folder, engine.start(Path(folder).resolve() / "home") as server:
        server.keep_running()
        evening = Evening(said.callers, ramp_seconds=20, minutes=said.minutes, talk_seconds=60)
        bank = make_bank(server.url, folder, households=evening.households)
        update = prepare(Path(folder))
        with serve_site(server, said.port) as site:
            books = Books(evening, site, server)
            worker = stand_ready(update)
            ran: list[float] = []
            loading = threading.Timer(evening.ramp_seconds + SETTLED_SECONDS, load, [worker, books, ran])
            loading.start()
            asyncio.run(ring_all(evening, bank, site.port, books))
            loading.join()
        told = report(books, bank, server.url)
        tell_apart(books, *ran)
        return told


def prepare(folder: Path) -> Path:
    """Load the other borough's register, and write an update of it."""
    import numpy as np

    from groundgame.campaign.register.actions import import_register
    from groundgame.campaign.register.synthetic.boroughs import draw_borough, write_borough
    from groundgame.campaign.register.synthetic.monthly import write_update

    files = write_borough(BOROUGH, folder, one_in=1, published_on=DAY, seed=1)
    content = files.register.read_bytes()
    import_register(by=None, borough=BOROUGH, published_on=DAY, content=content, file_name="register.csv")
    electors, newcomers = (draw_borough(BOROUGH, one_in=1, published_on=DAY, seed=seed) for seed in (1, 2))
    write_update(electors, newcomers, folder / "update.csv", CHANGES, np.random.default_rng(3))
    return folder / "update.csv"


def stand_ready(update: Path) -> "subprocess.Popen[str]":
    """Start the process that loads the update as soon as it is told to."""
    command = [sys.executable, "-c", LOADING, str(update), MONTH.isoformat(), BOROUGH]
    return subprocess.Popen(command, env=os.environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def load(worker: "subprocess.Popen[str]", books: Books, ran: list[float]) -> None:
    """Have the update loaded, print how long it took, and note when it ran."""
    ran.append(books.elapsed())
    told, _ = worker.communicate("now\n")
    ran.append(books.elapsed())
    print(told.strip() or "the update failed", f"(bar {BAR_SECONDS:.0f})", flush=True)


def tell_apart(books: Books, began: float, ended: float) -> None:
    """Print the waits of saving while the update ran, and of the rest once all were there."""
    saves = [(at, 1000 * wait) for at, wait in books.waits["save"] if at >= books.evening.ramp_seconds]
    for title, chosen in (("while it ran", True), ("else", False)):
        waits = sorted(wait for at, wait in saves if (began <= at <= ended) is chosen)
        if waits:
            middle, most = (waits[int(share * (len(waits) - 1))] for share in (0.5, 0.99))
            print(f"save and next, {title}: {len(waits)} saves, p50 {middle:.0f}, p99 {most:.0f} ms")


if __name__ == "__main__":
    sys.exit(main())
