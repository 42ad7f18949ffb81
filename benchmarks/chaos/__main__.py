"""`make chaos`: kill -9 the site and PostgreSQL in the middle of an evening and of imports, and count what is left.

A site of its own (`groundgame serve` on its embedded PostgreSQL, nothing else) is killed again and again: all of its
processes, PostgreSQL, or both at once as when the power goes. Nobody mends anything: the same command is started again
where the site itself was killed. In the end everything that the site acknowledged must be there, once.
"""

import argparse
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "load")]

from evening import kill_an_evening  # noqa: E402 (beside this file)
from imports import kill_imports  # noqa: E402 (beside this file)
from report import machine  # noqa: E402 (beside this file)

PARTS: dict[str, Callable[[argparse.Namespace], list[str]]] = {"callers": kill_an_evening, "imports": kill_imports}


def main() -> int:
    asked = arguments()
    if asked.only is None:  # a process each: a site's settings, its folder among them, are read once in a process
        each = [[sys.executable, *sys.argv, "--only", name] for name in PARTS]
        ended = [subprocess.run(command, check=False).returncode for command in each]
        return int(any(ended))
    print(machine(), flush=True)
    wrong = PARTS[asked.only](asked)
    print(f"{asked.only} as promised" if not wrong else f"{asked.only} NOT as promised: {'; '.join(wrong)}")
    return int(bool(wrong))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make chaos", description=__doc__)
    parser.add_argument("--callers", type=int, default=2000, help="how many ring at once")
    parser.add_argument("--kills", type=int, default=10, help="how often each of the site and PostgreSQL is killed")
    parser.add_argument("--talk", type=float, default=60, help="the mean length of a call in seconds (exponential)")
    parser.add_argument("--every", type=float, default=10, help="seconds from one kill to the next, in the evening")
    parser.add_argument("--joins", type=float, default=15, help="how many join a second, until everybody is there")
    parser.add_argument("--rows", type=int, default=20_000, help="electors in each register that is loaded")
    parser.add_argument("--only", choices=tuple(PARTS))
    parser.add_argument("--port", type=int, default=8131)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
