"""The database a command works on: the user's own where DATABASE_URL names one, else the embedded one."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from groundgame.cli.endings import undisturbed
from groundgame.cli.messages import refuse
from groundgame.engine import Engine, EngineError, check_database, home_folder, start


@contextmanager
def open_database() -> Iterator[Engine | None]:
    """Make DATABASE_URL name a database that answers, for as long as the block runs.

    Gives the embedded engine, or None where the user named a server of their own; the embedded one rests then.
    """
    home = home_folder()
    os.environ["GROUNDGAME_HOME"] = str(home)
    try:
        if url := os.environ.get("DATABASE_URL"):
            check_database(url)
            yield None
        else:
            engine = start(home)
            try:
                engine.keep_running()
                os.environ["DATABASE_URL"] = engine.url
                yield engine
            finally:
                with undisturbed():
                    engine.stop()
    except EngineError as error:
        refuse(str(error))
