"""How many rows a second each reader takes: a borough in the file of every register software, in turn, best of three.

What is timed is a file's bytes to rows with doors and names: text, layout, sheet, values, addresses, names. Beside it
stands what polars takes to read the same file as a table of text, which is the least that anything can take. Seconds
are of the processor, over all its cores, so that what else runs on the machine matters little.
"""

import os
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

BOROUGH, DAY, RUNS, UPDATE_ROWS = "E09000003", date(2026, 11, 2), 3, 60_000


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundgame.campaign.site.settings")
    os.environ.setdefault("DATABASE_URL", "postgresql://nobody@127.0.0.1/none")  # no reader opens it
    import django

    django.setup()
    with TemporaryDirectory() as folder:
        files = make(Path(folder))
        best = {name: min(read(content) for _ in range(RUNS)) for name, content in files.items()}
        bare = {name: min(read_bare(content) for _ in range(RUNS)) for name, content in files.items()}
        for name, content in files.items():
            report(name, content, best[name], bare[name])
    return 0


def make(folder: Path) -> dict[str, bytes]:
    import polars as pl

    from groundgame.campaign.register.synthetic.boroughs import draw_borough
    from groundgame.campaign.register.synthetic.layout import style_of, write_xpress
    from groundgame.campaign.register.synthetic.softwares import WRITERS, write_software

    electors = draw_borough(BOROUGH, one_in=1, published_on=DAY, seed=1)
    changes = pl.Series(["add", "change", "delete"]).gather(pl.int_range(UPDATE_ROWS, eager=True) % 3)
    month = (
        electors.sample(UPDATE_ROWS, seed=1).sort("polling_district", "number", "suffix").with_columns(change=changes)
    )
    path, files = folder / "register.csv", {}
    write_xpress(electors, path, style_of(BOROUGH))
    files["xpress"] = path.read_bytes()
    for layout in WRITERS:
        write_software(month if layout.endswith("_update") else electors, path, layout)
        files[layout] = path.read_bytes()
    return files


def read(content: bytes) -> float:
    from groundgame.campaign.register.importing.addresses import with_doors
    from groundgame.campaign.register.importing.layouts import recognise
    from groundgame.campaign.register.importing.names import with_name_key
    from groundgame.campaign.register.importing.rows import check_rows
    from groundgame.campaign.register.importing.sheets import read_sheet
    from groundgame.campaign.register.importing.text import decode

    def whole() -> None:
        text = decode(content)
        layout, header = recognise(text)
        sheet = read_sheet(text, header)
        with_name_key(with_doors(check_rows(sheet, layout.read(sheet.frame))))

    return timed(whole)


def read_bare(content: bytes) -> float:
    import polars as pl

    separator = "\t" if b"\t" in content[:200] else ","
    text = content.decode("cp1252").encode()
    return timed(lambda: pl.read_csv(text, separator=separator, infer_schema=False, truncate_ragged_lines=True))


def timed(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def report(name: str, content: bytes, ours: float, bare: float) -> None:
    rows = content.count(b"\r\n") - 1
    print(f"{name:16}{rows:9,} rows{len(content) / 1e6:7.1f} MB{ours:7.2f} s{rows / ours:11,.0f} rows a second", end="")
    print(f"{ours / bare:8.1f} times polars' own reading as text")


if __name__ == "__main__":
    sys.exit(main())
