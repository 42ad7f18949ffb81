"""The embedded PostgreSQL: started on a data folder, found again, stopped.

Neither wing: the command line and the tests start it; the site only ever sees a database address.
"""

from groundgame.engine.errors import EngineError
from groundgame.engine.external import check_database
from groundgame.engine.homes import home_folder
from groundgame.engine.server import Engine, start

__all__ = ["Engine", "EngineError", "check_database", "home_folder", "start"]
