"""The data folder itself: made once, whole or not at all."""

import shutil
from pathlib import Path

from groundgame.engine.accounts import Account
from groundgame.engine.errors import EngineError, full_disk
from groundgame.engine.programs import MAJOR_VERSION, Outcome, run
from groundgame.engine.tuning import FILE

LEAST_FREE_BYTES = 200_000_000


def ensure_cluster(pgdata: Path, account: Account) -> None:
    """Make the cluster where there is none; check its version where there is one.

    Raises:
        EngineError: if the disk is full, `initdb` fails, or another version of PostgreSQL made the folder.
    """
    if (pgdata / "PG_VERSION").exists():
        _check_version(pgdata)
        return
    if shutil.disk_usage(pgdata.parent).free < LEAST_FREE_BYTES:
        raise full_disk(pgdata)
    _make(pgdata, account)


def _check_version(pgdata: Path) -> None:
    version = (pgdata / "PG_VERSION").read_text().strip()
    if version != str(MAJOR_VERSION):
        raise EngineError(
            f"The data folder {pgdata} was made by PostgreSQL {version}, and this is {MAJOR_VERSION}. "
            "Move it away to start afresh, or dump it with the older version first."
        )


def _make(pgdata: Path, account: Account) -> None:
    """Make the cluster beside its place and move it there: a cut-off `initdb` leaves nothing that looks whole."""
    unfinished = pgdata.with_name(f"{pgdata.name}.new")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    account.give(unfinished)
    account.let_through(unfinished)
    # The built-in locale sorts and folds the same on every machine, whatever locales it has.
    locale = ("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
    outcome = run(account, "initdb", "--auth=trust", "--username=postgres", *locale, "-D", str(unfinished))
    if outcome.code != 0:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise _failure(pgdata, outcome)
    with (unfinished / "postgresql.conf").open("a", encoding="utf-8") as file:
        file.write(f"include_if_exists = '{FILE}'\n")
    unfinished.rename(pgdata)


def _failure(pgdata: Path, outcome: Outcome) -> EngineError:
    if "No space left" in outcome.output:
        return full_disk(pgdata)
    return EngineError(f"PostgreSQL could not make its data folder {pgdata}: {outcome.output[-600:]}")
