"""Where the server listens: a Unix socket that only its own account opens."""

import hashlib
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from groundgame.engine.accounts import Account
from groundgame.engine.errors import EngineError

PORT = 5432
SOCKET = f".s.PGSQL.{PORT}"
# The shortest limit of the systems we run on (macOS: 104 with the closing zero byte).
LONGEST_PATH_BYTES = 103


def socket_folder(pgdata: Path, account: Account) -> Path:
    """Return the folder of the server's socket: the data folder, or a private one where its path cannot be an address.

    Too long a path cannot, nor one with a comma, which libpq takes for a list.

    Raises:
        EngineError: if the short folder belongs to somebody else.
    """
    if len(os.fsencode(pgdata / SOCKET)) <= LONGEST_PATH_BYTES and "," not in str(pgdata):
        return pgdata
    digest = hashlib.sha256(os.fsencode(pgdata)).hexdigest()[:12]
    folder = Path(tempfile.gettempdir()).resolve() / f"groundgame-{digest}"
    try:
        folder.mkdir(mode=0o700)
        account.give(folder)
    except FileExistsError:
        _check_is_ours(folder, account)
    account.let_through(folder)
    return folder


def remove_socket_folder(folder: Path) -> None:
    """Remove a private folder after its server; a data folder, which is not empty, stays."""
    with suppress(OSError):
        folder.rmdir()


def address(folder: Path, database: str) -> str:
    """Return the address of a database whose server listens in `folder`."""
    return f"postgresql://postgres@/{database}?host={quote(str(folder), safe='')}&port={PORT}"


def _check_is_ours(folder: Path, account: Account) -> None:
    # Not followed if it is a link: anybody may put one into the shared temporary folder.
    if folder.lstat().st_uid != account.uid or folder.is_symlink():
        raise EngineError(
            f"The folder {folder} is not ours, and the data folder's own path cannot hold a socket. "
            "Remove it, or put GROUNDGAME_HOME at a short path without a comma."
        )
