"""How long a register takes to import, beside a bare COPY of the same rows: in turn, on one server, the best of each.

Three things are timed on the invented register of one household in twenty (about 310,000 electors in 32 files):
    file    COPY of the files' rows, as they stand, into one table of text without an index: nothing is understood
    tables  COPY of the rows that an import leaves into the tables that hold them, with their indexes and checks
    ours    the import itself: reading, checking, matching, storing
The bar is three times a bare COPY of the same rows into the same tables.
"""

import datetime as dt
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from groundgame import engine

RUNS = 2
BAR = 3.0
ONE_IN = 20
DAY = dt.date(2026, 11, 2)
TABLES = ("register_address", "register_elector", "register_registerentry")
COLUMNS = 15


def main() -> int:
    with TemporaryDirectory() as folder, engine.start(Path(folder) / "home") as server:
        os.environ |= {"DATABASE_URL": server.url, "GROUNDGAME_HOME": folder}
        os.environ["DJANGO_SETTINGS_MODULE"] = "groundgame.campaign.site.settings"
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        return measure(Path(folder))


def measure(folder: Path) -> int:
    contents = make(folder)
    seconds = {"ours": [], "file": [], "tables": []}
    for _ in range(RUNS):
        clear()
        seconds["ours"].append(timed(lambda: load(contents)))
        seconds["file"].append(timed(lambda: copy_files(contents)))
        left = {table: copied_out(table) for table in TABLES}
        clear(keep=("register_register",))
        seconds["tables"].append(timed(lambda rows=left: copy_back(rows)))
    return report({name: min(times) for name, times in seconds.items()}, count_entries())


def report(best: dict[str, float], entries: int) -> int:
    for name, taken in best.items():
        print(f"{name:8}{taken:8.2f} s {entries / taken:12,.0f} entries/s")
    ratio = best["ours"] / best["tables"]
    print(f"{entries:,} entries: ours is {ratio:.2f} times a bare COPY into the same tables (bar {BAR:.0f}), ", end="")
    print(f"{best['ours'] / best['file']:.1f} times a COPY of the files into one table without an index")
    return 0 if ratio <= BAR else 1


def make(folder: Path) -> dict[str, bytes]:
    from groundgame.campaign.register.synthetic import write_borough
    from groundgame.campaign.register.synthetic.boroughs import register_wards
    from groundgame.electoral.places import atlas

    boroughs = [area.code for area in atlas().areas("borough") if register_wards(area.code)]
    made = {code: write_borough(code, folder, one_in=ONE_IN, published_on=DAY, seed=1) for code in boroughs}
    return {code: files.register.read_bytes() for code, files in made.items()}


def timed(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def load(contents: dict[str, bytes]) -> None:
    from groundgame.campaign.register.actions import import_register

    for borough, content in contents.items():
        import_register(by=None, borough=borough, published_on=DAY, content=content, file_name=f"{borough}.csv")


def copy_files(contents: dict[str, bytes]) -> None:
    """COPY every file's entries, as text, into one table without an index."""
    from django.db import transaction

    with transaction.atomic():
        execute("DROP TABLE IF EXISTS bare")
        execute(f"CREATE TABLE bare ({', '.join(f'c{index} text' for index in range(COLUMNS))})")
    for content in contents.values():
        header, entries = content.split(b"\r\n", 2)[2].split(b"\r\n", 1)
        width = header.count(b",") + 1
        columns = ", ".join(f"c{index}" for index in range(width))
        body = entries[: entries.rstrip().rindex(b"\r\n") + 2]
        with transaction.atomic():
            copy_in(f"COPY bare ({columns}) FROM STDIN (FORMAT csv, ENCODING 'WIN1252')", body)


def copied_out(table: str) -> bytes:
    with cursor() as db, db.copy(f"COPY (SELECT * FROM {table} ORDER BY 1) TO STDOUT") as copy:
        return b"".join(bytes(part) for part in copy)


def copy_back(rows: dict[str, bytes]) -> None:
    from django.db import transaction

    with transaction.atomic():
        for table, content in rows.items():
            copy_in(f"COPY {table} FROM STDIN", content)


def copy_in(statement: str, content: bytes) -> None:
    with cursor() as db, db.copy(statement) as copy:
        copy.write(content)


def clear(keep: tuple[str, ...] = ()) -> None:
    tables = {*TABLES, "register_registerimport", "register_register"} - set(keep)
    execute(f"TRUNCATE {', '.join(sorted(tables))} CASCADE" if not keep else f"TRUNCATE {', '.join(TABLES)} CASCADE")
    execute("CHECKPOINT")


def execute(statement: str) -> None:
    with cursor() as db:
        db.execute(statement)


def cursor():
    from django.db import connection

    connection.ensure_connection()
    return connection.connection.cursor()


def count_entries() -> int:
    with cursor() as db:
        return db.execute("SELECT count(*) FROM register_registerentry").fetchone()[0]


if __name__ == "__main__":
    sys.exit(main())
