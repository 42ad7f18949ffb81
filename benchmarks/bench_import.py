"""How long registers take to import, beside a bare COPY of the same rows: in turn, on one server.

Timed for each turn (one borough; with --all two at a time, as `groundgame register load` does):
    ours     the import: files read, checked, matched with what is known, stored and indexed, with their way back
    indexed  COPY of the very rows that the import left, into tables like those that hold them, with their indexes
    bare     the same COPY into tables without any index or check
The bar is three times `indexed`. Then, on the last borough, a monthly update of 60,000 changes, its undoing, and the
next year's register of everybody with new numbers.

    bench_import.py                     one borough (Barnet), every household
    bench_import.py --all --seconds 300 all of London; cut off after so many seconds, it goes on where it stopped
"""

import argparse
import datetime as dt
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from groundgame import engine

BAR, UPDATE_BAR_SECONDS = 3.0, 30.0
DAY, MONTH, YEAR = dt.date(2026, 11, 2), dt.date(2026, 11, 10), dt.date(2026, 12, 1)
TABLES = ("register_address", "register_elector", "register_registerentry")
CHANGES = 60_000


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--all", action="store_true", help="every borough")
    words.add_argument("--borough", default="Barnet")
    words.add_argument("--one-in", type=int, default=1, help="one household in so many")
    words.add_argument("--together", type=int, default=2, help="with --all, load so many boroughs at a time")
    words.add_argument("--seconds", type=float, default=1e9, help="begin no turn after so long")
    words.add_argument("--home", type=Path, help="keep the database here, and go on with what it holds")
    said = words.parse_args()
    with TemporaryDirectory() as folder:
        home = said.home or Path(folder) / "home"
        with engine.start(home) as server:
            os.environ |= {"DATABASE_URL": server.url, "GROUNDGAME_HOME": str(home)}
            os.environ["DJANGO_SETTINGS_MODULE"] = "groundgame.campaign.site.settings"
            import django
            from django.core.management import call_command

            django.setup()
            call_command("migrate", verbosity=0)
            return measure(Path(folder), home, said)


def measure(folder: Path, home: Path, said: argparse.Namespace) -> int:
    from groundgame.campaign.register.synthetic.boroughs import register_wards
    from groundgame.electoral.places import atlas

    boroughs = [area for area in atlas().areas("borough") if register_wards(area.code)]
    wanted = [area for area in boroughs if said.all or area.name == said.borough]
    notes = home / "bench-import.json"
    taken = json.loads(notes.read_text()) if notes.is_file() else {}
    make_peers()
    began = time.perf_counter()
    at_a_time = said.together if said.all else 1
    left = [area for area in wanted if not any(area.name in names for names in taken)]
    for turn in (left[at : at + at_a_time] for at in range(0, len(left), at_a_time)):
        if time.perf_counter() - began > said.seconds:
            print(f"{sum(len(names.split('; ')) for names in taken)} of {len(wanted)} boroughs; run it again to go on")
            return 0
        names = "; ".join(area.name for area in turn)
        taken[names] = one_turn([area.code for area in turn], folder, said.one_in)
        notes.write_text(json.dumps(taken))
        print(f"{names:50}", *(f"{name} {value:9.2f}" for name, value in taken[names].items()), flush=True)
    worst = report(taken)
    return max(worst, later(wanted[-1].code, folder, said.one_in))


def one_turn(boroughs: list[str], folder: Path, one_in: int) -> dict[str, float]:
    from groundgame.campaign.register.actions import load_files
    from groundgame.campaign.register.synthetic import write_borough

    written = [write_borough(code, folder, one_in=one_in, published_on=DAY, seed=1).register for code in boroughs]
    execute("CHECKPOINT")
    came: list[object] = []
    ours = timed(lambda: came.extend(load_files(written, published_on=DAY, together=len(written))))
    if bad := [told for _, told in came if not isinstance(told, str)]:
        raise SystemExit(f"not loaded: {bad}")
    electors, peers = 0, {"indexed": 0.0, "bare": 0.0}
    for code, path in zip(boroughs, written, strict=True):
        path.unlink()
        rows = {table: copied_out(table, code) for table in TABLES}
        electors += rows["register_elector"].count(b"\n")
        for kind in peers:
            execute("CHECKPOINT")
            peers[kind] += timed(lambda kind=kind, rows=rows: copy_back(kind, rows))
    return {"electors": electors, "ours": ours, **peers}


def report(taken: dict[str, dict[str, float]]) -> int:
    total = {name: sum(each[name] for each in taken.values()) for name in ("electors", "ours", "indexed", "bare")}
    for name in ("ours", "indexed", "bare"):
        print(f"{name:8}{total[name]:8.1f} s {total['electors'] / total[name]:12,.0f} electors/s")
    ratio = total["ours"] / total["indexed"]
    print(
        f"{total['electors']:,} electors: {ratio:.2f} times a COPY of the same rows into the same indexed tables ",
        end="",
    )
    print(f"(bar {BAR:.0f}), {total['ours'] / total['bare']:.2f} times into tables without an index")
    return 0 if ratio <= BAR else 1


def later(borough: str, folder: Path, one_in: int) -> int:
    """Time a monthly update, its undoing, and the next full register."""
    from groundgame.campaign.register.actions import import_register, undo_import
    from groundgame.campaign.register.synthetic.boroughs import draw_borough, write_borough
    from groundgame.campaign.register.synthetic.monthly import write_update

    how = {"by": None, "borough": borough, "accept_leavers": True}
    electors = draw_borough(borough, one_in=one_in, published_on=DAY, seed=1)
    newcomers = draw_borough(borough, one_in=one_in, published_on=DAY, seed=2)
    path = folder / "update.csv"
    write_update(electors, newcomers, path, CHANGES // one_in, np.random.default_rng(3))
    content, made = path.read_bytes(), []
    month = timed(lambda: made.append(import_register(published_on=MONTH, content=content, file_name="update", **how)))
    back = timed(lambda: undo_import(by=None, made=made[0]))
    files = write_borough(borough, folder, one_in=one_in, published_on=YEAR, seed=1)
    content = files.register.read_bytes() + b"\r\n"  # the same people; other bytes, so that it is not the same file
    year = timed(lambda: made.append(import_register(published_on=YEAR, content=content, file_name="year", **how)))
    print(
        f"an update of {made[0].row_count:,} changes: {month:.1f} s (bar {UPDATE_BAR_SECONDS:.0f}); "
        f"undone: {back:.1f} s; ",
        end="",
    )
    print(f"the next register of {made[1].row_count:,}, {made[1].matched_count:,} of them known: {year:.1f} s")
    undo_import(by=None, made=made[1])
    return 0 if month <= UPDATE_BAR_SECONDS else 1


def make_peers() -> None:
    for table in TABLES:
        for kind, like in (("indexed", "INCLUDING ALL"), ("bare", "")):
            execute(f"CREATE TABLE IF NOT EXISTS {kind}_{table} (LIKE {table} {like})")


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def copied_out(table: str, borough: str) -> bytes:
    with cursor() as db, db.copy(f"COPY (SELECT * FROM {table} WHERE borough = '{borough}') TO STDOUT") as copy:
        return b"".join(bytes(part) for part in copy)


def copy_back(kind: str, rows: dict[str, bytes]) -> None:
    from django.db import transaction

    with transaction.atomic():
        for table, content in rows.items():
            with cursor() as db, db.copy(f"COPY {kind}_{table} FROM STDIN") as copy:
                copy.write(content)


def execute(statement: str) -> None:
    with cursor() as db:
        db.execute(statement)


def cursor():
    from django.db import connection

    connection.ensure_connection()
    return connection.connection.cursor()


if __name__ == "__main__":
    sys.exit(main())
