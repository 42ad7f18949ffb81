"""How long registers take to import, beside a bare COPY of the same rows into the same server.

    ours     the import of all files, two at a time as `groundgame register load` does: read, checked, matched with what
             is known, stored, with their way back; and every index built
    bare     COPY of the very rows that the import left (doors, electors, their numbers), into tables without any index
             or check, borough by borough, each after a checkpoint and when all that was to be swept has been
    indexed  the same COPY into tables like those that hold the rows, with their indexes
    built    those indexes built afterwards on the bare tables, two at a time, by PostgreSQL alone: with `bare` it is
             what searchable rows cost where nothing is read, checked or matched

The bar is three times `bare`. Then, on the last borough, a monthly update of 60,000 changes, its undoing, and the
next year's register of everybody with new numbers.

    bench_import.py                       one borough (Barnet), every household
    bench_import.py --all --home H        all of London; the invented files and the database are kept in H, and a run
                                          that is stopped goes on with the next figure that lacks
    bench_import.py --all --peers bare    beside the bare COPY alone
"""

import argparse
import datetime as dt
import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

sys.path.insert(0, str(Path(__file__).parent / "load"))

from report import machine

from groundgame import engine
from groundgame.cli.memory import keep_memory

BAR, UPDATE_BAR_SECONDS = 3.0, 30.0
DAY, MONTH, YEAR = dt.date(2026, 11, 2), dt.date(2026, 11, 10), dt.date(2026, 12, 1)
TABLES = ("register_address", "register_elector", "register_registerentry")
PEERS = ("bare", "indexed")
CHANGES = 60_000


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--all", action="store_true", help="every borough")
    words.add_argument("--borough", default="Barnet")
    words.add_argument("--one-in", type=int, default=1, help="one household in so many")
    words.add_argument("--together", type=int, default=2, help="load so many boroughs at a time")
    words.add_argument("--peers", nargs="+", choices=PEERS, default=PEERS)
    words.add_argument("--seconds", type=float, default=1e9, help="begin no borough of a peer after so long")
    words.add_argument("--home", type=Path, help="keep files and database here, and go on with what it holds")
    said = words.parse_args()
    keep_memory()
    print(machine())
    with TemporaryDirectory() as folder:
        home = said.home or Path(folder) / "home"
        with engine.start(home) as server:
            os.environ |= {"DATABASE_URL": server.url, "GROUNDGAME_HOME": str(home)}
            os.environ["DJANGO_SETTINGS_MODULE"] = "groundgame.campaign.site.settings"
            import django
            from django.core.management import call_command

            django.setup()
            call_command("migrate", verbosity=0)
            return measure(home, said)


def measure(home: Path, said: argparse.Namespace) -> int:
    from groundgame.campaign.register.synthetic.boroughs import register_wards
    from groundgame.electoral.places import atlas

    boroughs = [area.code for area in atlas().areas("borough") if register_wards(area.code)]
    wanted = [code for code in boroughs if said.all or atlas().area(code).name == said.borough]
    taken = Taken(home / "bench-import.json")
    folder = home / "registers"
    folder.mkdir(exist_ok=True)
    taken.once("ours", lambda: load(wanted, folder, said))
    ((electors,),) = rows_of("register_elector", "count(*)")
    report("ours", taken, electors)
    execute(f"VACUUM ANALYZE {', '.join(TABLES)}")  # or autovacuum would do it while the peers are measured
    began = time.perf_counter()
    for kind in said.peers:
        make_peer(kind)
    for code in wanted:
        if time.perf_counter() - began > said.seconds:
            print("run it again to go on")
            return 0
        copy_back(code, taken, said.peers)
    if "bare" in said.peers:
        taken.once("built", lambda: timed(lambda: build_indexes(said.together)))
    return max(verdict(taken, electors), later(wanted[-1], folder, said.one_in))


class Taken:
    """What has been measured, in seconds, kept from run to run."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seconds = json.loads(path.read_text()) if path.is_file() else {}

    def has(self, name: str) -> bool:
        return name in self._seconds

    def once(self, name: str, measured: Callable[[], float]) -> None:
        if not self.has(name):
            self._seconds[name] = measured()
            self._path.write_text(json.dumps(self._seconds))

    def of(self, kind: str) -> float:
        return sum(value for name, value in self._seconds.items() if name.split()[0] == kind)


def load(boroughs: list[str], folder: Path, said: argparse.Namespace) -> float:
    """Write the boroughs' files and load them all."""
    from groundgame.campaign.register.actions import load_files
    from groundgame.campaign.register.synthetic import write_borough

    how = {"one_in": said.one_in, "published_on": DAY, "seed": 1}
    for code in boroughs:
        if not (folder / f"{code}-absent.csv").exists():  # the last that is written
            write_borough(code, folder, **how)
    written = [folder / f"{code}-register.csv" for code in boroughs]
    execute("CHECKPOINT")
    began = time.perf_counter()

    def doing(what: str) -> None:
        print(f"{time.perf_counter() - began:8.1f} s: {what}", flush=True)

    for path, told in load_files(written, published_on=DAY, together=said.together, doing=doing):
        if not isinstance(told, str):
            raise SystemExit(f"not loaded: {told}")
        doing(path.name)
    return time.perf_counter() - began


def report(kind: str, taken: Taken, electors: int) -> None:
    print(f"{kind:8}{taken.of(kind):8.1f} s {electors / taken.of(kind):12,.0f} electors/s", flush=True)


def verdict(taken: Taken, electors: int) -> int:
    """Print ours beside the peers that were measured; tell whether the bar is missed."""
    ours, bare, built, indexed = (taken.of(kind) for kind in ("ours", "bare", "built", "indexed"))
    for kind in ("bare", "indexed", "built"):
        if taken.of(kind):
            report(kind, taken, electors)
    if indexed:
        print(f"{ours / indexed:.2f} times a COPY of the same rows into the same indexed tables")
    if bare:
        print(
            f"{electors:,} electors: {ours / bare:.2f} times a bare COPY of the same rows into tables without an index "
            f"(bar {BAR:.0f}); a bare COPY and then the indexes is {(bare + built) / bare:.2f} times a bare COPY"
        )
    return 0 if ours <= BAR * bare or not bare else 1


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
    (folder / "year").mkdir(exist_ok=True)
    files = write_borough(borough, folder / "year", one_in=one_in, published_on=YEAR, seed=1)
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


def make_peer(kind: str) -> None:
    for table in TABLES:
        like = "INCLUDING ALL" if kind == "indexed" else ""
        execute(f"CREATE TABLE IF NOT EXISTS {kind}_{table} (LIKE {table} {like})")


def build_indexes(together: int) -> None:
    """Build the register's indexes on the bare tables, the widest first."""
    import psycopg

    named = ", ".join(f"'{table}'" for table in TABLES)
    wanted = rows_of("pg_indexes", "indexdef", f"WHERE tablename IN ({named}) ORDER BY length(indexdef) DESC")
    execute("CHECKPOINT")

    def build(definition: str) -> None:
        made = definition.replace(" ON public.", " ON bare_").replace("INDEX ", "INDEX bare_", 1)
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
            server.execute("SET max_parallel_maintenance_workers = 0")
            server.execute("SET wal_compression = off")
            server.execute(made)

    with ThreadPoolExecutor(together) as pool:
        list(pool.map(build, [definition for (definition,) in wanted]))


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def copied_out(table: str, borough: str) -> bytes:
    with cursor() as db, db.copy(f"COPY (SELECT * FROM {table} WHERE borough = '{borough}') TO STDOUT") as copy:
        return b"".join(bytes(part) for part in copy)


def copy_back(borough: str, taken: Taken, peers: Sequence[str]) -> None:
    """Take how long a borough's rows need into the tables of each kind, one kind after the other."""
    wanted = [kind for kind in peers if not taken.has(f"{kind} {borough}")]
    rows = {table: copied_out(table, borough) for table in TABLES} if wanted else {}
    for kind in wanted:
        execute("CHECKPOINT")
        taken.once(f"{kind} {borough}", lambda kind=kind: timed(lambda: copy_into(kind, rows)))


def copy_into(kind: str, rows: dict[str, bytes]) -> None:
    from django.db import transaction

    with transaction.atomic():
        for table, content in rows.items():
            with cursor() as db, db.copy(f"COPY {kind}_{table} FROM STDIN") as copy:
                copy.write(content)


def rows_of(table: str, column: str, rest: str = "") -> list[tuple[object, ...]]:
    with cursor() as db:
        return db.execute(f"SELECT {column} FROM {table} {rest}").fetchall()


def execute(statement: str) -> None:
    with cursor() as db:
        db.execute(statement)


def cursor():
    from django.db import connection

    connection.ensure_connection()
    return connection.connection.cursor()


if __name__ == "__main__":
    sys.exit(main())
