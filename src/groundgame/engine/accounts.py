"""Which system account runs the server: PostgreSQL refuses to run as root."""

import os
import pwd
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from groundgame.engine.errors import EngineError

SERVER_ACCOUNT = "pgserver"


class ProcessAccount(TypedDict, total=False):
    """The arguments of `subprocess.run` that name an account."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class Account:
    """The account the server runs as; `other` when it is not our own."""

    uid: int
    gid: int
    other: bool

    def as_process(self) -> ProcessAccount:
        """Return what `subprocess.run` needs to run as this account."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.other else {}

    def give(self, path: Path) -> None:
        """Make the account the owner of `path`."""
        if self.other:
            os.chown(path, self.uid, self.gid)

    def let_through(self, path: Path) -> None:
        """Let the account pass through every folder above `path`; it may enter them, not list them."""
        if not self.other:
            return
        for folder in path.parents:
            mode = folder.stat().st_mode
            if not mode & stat.S_IXOTH:
                folder.chmod(mode | stat.S_IXOTH)

    def let_run(self, programs: Path) -> None:
        """Let the account run what stands in `programs` and read the libraries beside it.

        A package installed under a strict umask is its owner's alone.
        """
        if not self.other or all(path.stat().st_mode & stat.S_IROTH for path in (programs, *programs.iterdir())):
            return
        for path in (programs.parent, *programs.parent.rglob("*")):
            mode = path.stat().st_mode
            path.chmod(mode | (mode & stat.S_IRWXU) >> 6)


def server_account(pgdata: Path) -> Account:
    """Return the account the server runs as: our own, or for root the data folder's owner, first of all `pgserver`.

    Raises:
        EngineError: if root cannot make the account.
    """
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), other=False)
    if pgdata.exists() and (owner := pgdata.stat()).st_uid != 0:
        return Account(owner.st_uid, owner.st_gid, other=True)
    try:
        entry = pwd.getpwnam(SERVER_ACCOUNT)
    except KeyError:
        entry = _make_account()
    return Account(entry.pw_uid, entry.pw_gid, other=True)


def _make_account() -> pwd.struct_passwd:
    try:
        subprocess.run(["useradd", "--system", SERVER_ACCOUNT], check=True, capture_output=True)
        return pwd.getpwnam(SERVER_ACCOUNT)
    except (OSError, subprocess.CalledProcessError, KeyError) as error:
        raise EngineError(
            f"PostgreSQL does not run as root, and the account {SERVER_ACCOUNT!r} could not be made ({error}). "
            f"Make it (useradd --system {SERVER_ACCOUNT}), or run groundgame as an ordinary user."
        ) from error
