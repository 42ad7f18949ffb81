"""The embedded PostgreSQL: started on a data folder, found again, stopped.

Neither wing: the command line and the tests start it; the site only ever sees a database address.
"""

from groundgame.engine.errors import EngineError, full_disk, is_full_disk
from groundgame.engine.external import check_database
from groundgame.engine.homes import home_folder
from groundgame.engine.server import Engine, start

__all__ = ["Engine", "EngineError", "check_database", "full_disk", "home_folder", "is_full_disk", "start"]
