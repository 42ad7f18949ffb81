"""`make load CALLERS=10000 MINUTES=2`: a phone bank of that many callers at once, on this machine's loopback alone.

It starts its own site (`groundgame serve`) on a database of its own with an invented register, lets people join by the
link over some minutes, as they do in life, and lets each of them talk, save and go on. Then it counts in the database
what the site said it had saved.
"""

import argparse
import asyncio
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parent))

from bank import make_bank
from callers import Evening, ring_all
from report import Books, report
from site_process import serve_site

from groundgame import engine


def main() -> int:
    asked = arguments()
    with (
        TemporaryDirectory(prefix="groundgame-load-") as folder,
        engine.start(Path(folder).resolve() / "home") as server,
    ):
        server.keep_running()
        evening = Evening(
            callers=asked.callers,
            ramp_seconds=asked.ramp or asked.callers / asked.joins,
            minutes=asked.minutes,
            talk_seconds=asked.talk,
            settle_seconds=asked.settle,
        )
        bank = make_bank(server.url, folder, households=asked.households or evening.households)
        with serve_site(server, asked.port) as site:
            books = Books(evening, site, server)
            asyncio.run(ring_all(evening, bank, site.port, books))
        return report(books, bank, server.url)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make load", description=__doc__)
    parser.add_argument("--callers", type=int, default=500, help="how many ring at once")
    parser.add_argument("--minutes", type=float, default=2, help="how long all of them ring, once everybody has joined")
    parser.add_argument("--talk", type=float, default=60, help="the mean length of a call in seconds (exponential)")
    parser.add_argument("--joins", type=float, default=12, help="how many join a second, until everybody is there")
    parser.add_argument("--settle", type=float, default=60, help="the seconds between the last arrival and the count")
    parser.add_argument("--ramp", type=float, help="the seconds over which everybody joins, in place of --joins")
    parser.add_argument(
        "--households", type=int, help="how many households of two the register has; enough unless told"
    )
    parser.add_argument("--port", type=int, default=8121)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
