"""The site, and the ways in which it is killed."""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import Counter
from contextlib import suppress
from pathlib import Path

import psutil

ANSWER_SECONDS = 120
SHOWN_ERRORS, SHOWN_LINES = 8, 60
ERROR = re.compile(r"\w[\w.]*(Error|Exception|Timeout|DoesNotExist)\b")


class Site:
    """`groundgame serve` on a data folder of its own, with its embedded PostgreSQL."""

    def __init__(self, home: Path, port: int) -> None:
        self.home, self.port = home, port
        self._said = home / "site.log"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        environment = os.environ | {"GROUNDGAME_HOME": str(self.home), "GROUNDGAME_BEHIND_PROXY": "1"}
        for name in ("DATABASE_URL", "GROUNDGAME_DEMO"):
            environment.pop(name, None)
        command = [sys.executable, "-m", "groundgame", "serve", "--port", str(self.port)]
        with self._said.open("ab") as said:
            self._process = subprocess.Popen(
                command, env=environment, stdout=subprocess.DEVNULL, stderr=said, start_new_session=True
            )

    def stop(self) -> None:
        """Stop it as Ctrl-C does."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait()
            self._process = None

    def kill(self) -> None:
        """Kill every process of the site at once, PostgreSQL's apart."""
        if self._process is None:
            return
        parent = psutil.Process(self._process.pid)
        for process in [parent, *parent.children(recursive=True)]:
            with suppress(psutil.NoSuchProcess):
                if not _is_postgres(process):
                    process.kill()
        self._process.wait()
        self._process = None

    def kill_postgres(self) -> None:
        """Kill PostgreSQL and all of its processes at once."""
        with suppress(psutil.NoSuchProcess, OSError, ValueError, IndexError):
            postmaster = psutil.Process(int((self.home / "postgres" / "postmaster.pid").read_text().split()[0]))
            for process in [postmaster, *postmaster.children()]:
                with suppress(psutil.NoSuchProcess):
                    process.kill()

    def complaints(self) -> str:
        """Return the last lines of what it complained of, the common ones counted once."""
        lines = self._said.read_text(errors="replace").splitlines() if self._said.exists() else []
        errors = Counter(line for line in lines if ERROR.match(line)).most_common(SHOWN_ERRORS)
        counted = [f"  {count:,} x {line[:200]}" for line, count in errors]
        return "\n".join([*counted, *(f"  | {line}" for line in lines[-SHOWN_LINES:])])

    def answers(self) -> bool:
        """Tell whether it answers a page that asks the database."""
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{self.port}/phonebank/join/none/", timeout=5).close()
        except urllib.error.HTTPError as error:
            return error.code < 500
        except OSError:
            return False
        return True

    def wait(self) -> float:
        """Wait until it answers; return how many seconds that took."""
        began = time.monotonic()
        while not self.answers():
            if time.monotonic() - began > ANSWER_SECONDS:
                raise RuntimeError(f"the site did not come back within {ANSWER_SECONDS} s by itself")
            time.sleep(0.1)
        return time.monotonic() - began


def _is_postgres(process: psutil.Process) -> bool:
    return process.name().startswith("postgres")


def kill_site(site: Site) -> None:
    site.kill()
    site.start()


def kill_postgres(site: Site) -> None:
    site.kill_postgres()


def cut_the_power(site: Site) -> None:
    site.kill_postgres()
    site.kill()
    site.start()


KILLS = {"the site": kill_site, "PostgreSQL": kill_postgres, "both at once": cut_the_power}
