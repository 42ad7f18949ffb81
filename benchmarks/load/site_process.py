"""The site under load: `groundgame serve` itself, as a process of its own."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psutil

from groundgame.engine import Engine

ANSWER_SECONDS = 180
SETTLE_SECONDS, LOOK_SECONDS, IDLE_SHARE = 300, 4.0, 0.1


@dataclass(frozen=True)
class Site:
    """A running site: its process and its port."""

    pid: int
    port: int


@contextmanager
def serve_site(server: Engine, port: int) -> Iterator[Site]:
    """Serve the site on the engine's database, as behind a proxy that brings TLS, until the block ends."""
    environment = os.environ | {"DATABASE_URL": server.url, "GROUNDGAME_BEHIND_PROXY": "1"}
    command = [sys.executable, "-m", "groundgame", "serve", "--port", str(port)]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        _wait(port, process)
        _settle(process)
        yield Site(process.pid, port)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait()


def _settle(process: "subprocess.Popen[bytes]") -> None:
    """Wait until the site has worked out its first pages (forecasts, tides), which it does once after a fresh start."""
    began, spent = time.monotonic(), _spent(process)
    while time.monotonic() - began < SETTLE_SECONDS:
        time.sleep(LOOK_SECONDS)
        before, spent = spent, _spent(process)
        if spent - before < IDLE_SHARE * LOOK_SECONDS:
            break
    print(f"the site was ready for callers {time.monotonic() - began:.0f} s after its first answer", flush=True)


def _spent(process: "subprocess.Popen[bytes]") -> float:
    """Return the processor seconds that the site's processes have used."""
    parent = psutil.Process(process.pid)
    return sum(sum(one.cpu_times()[:2]) for one in [parent, *parent.children(recursive=True)])


def _wait(port: int, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + ANSWER_SECONDS
    while True:
        if process.poll() is not None:  # else whoever has the port would be rung
            raise RuntimeError(f"the site did not start: is port {port} taken?")
        try:
            return urllib.request.urlopen(f"http://127.0.0.1:{port}/accounts/login/", timeout=ANSWER_SECONDS).close()
        except urllib.error.HTTPError:
            return None
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
