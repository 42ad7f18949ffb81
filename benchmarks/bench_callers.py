"""Thousands of people with the site open at once: every request of every one of them must be answered."""

import asyncio
import os
import resource
import signal
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

PORT = 8119
PEOPLE = 3000
REQUESTS = 3
PAUSE_SECONDS = 5.0  # a call takes longer: this is three thousand very quick callers
PATH = "/accounts/login/"
ANSWER_SECONDS = 60


def main() -> int:
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 4 * PEOPLE), hard))
    with TemporaryDirectory(prefix="groundgame-bench-") as folder:
        environment = os.environ | {"GROUNDGAME_HOME": str(Path(folder).resolve() / "home")}
        environment.pop("DATABASE_URL", None)
        command = [str(Path(sys.executable).with_name("groundgame")), "serve", "--port", str(PORT)]
        site = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
        try:
            wait_for_site()
            return asyncio.run(measure())
        finally:
            site.send_signal(signal.SIGINT)
            site.wait()


def wait_for_site() -> None:
    end = time.monotonic() + ANSWER_SECONDS
    while True:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{PORT}{PATH}", timeout=ANSWER_SECONDS).close()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
        else:
            return


async def measure() -> int:
    answers: list[tuple[str, float]] = []
    began = time.monotonic()
    await asyncio.gather(*(person(number, answers) for number in range(PEOPLE)))
    seconds = time.monotonic() - began
    waits = sorted(wait for _, wait in answers)
    kinds = Counter(kind for kind, _ in answers)
    print(f"{PEOPLE} people, {REQUESTS} requests each: {dict(kinds)} in {seconds:.1f} s")
    print(f"waited {median(waits):.2f} s in the middle, {waits[int(len(waits) * 0.99)]:.2f} s at worst for 99 in 100")
    return int(kinds != {"200": PEOPLE * REQUESTS})


async def person(number: int, answers: list[tuple[str, float]]) -> None:
    """Open one connection and ask now and then over it, as a browser does."""
    await asyncio.sleep(PAUSE_SECONDS * number / PEOPLE)
    reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
    for _ in range(REQUESTS):
        began = time.monotonic()
        answers.append((await ask(reader, writer), time.monotonic() - began))
        await asyncio.sleep(PAUSE_SECONDS)
    writer.close()


async def ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> str:
    """Return the status of one answer, or what went wrong."""
    writer.write(f"GET {PATH} HTTP/1.1\r\nHost: 127.0.0.1:{PORT}\r\n\r\n".encode())
    try:
        head = (await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), ANSWER_SECONDS)).decode()
        fields = dict(line.lower().split(": ", 1) for line in head.split("\r\n")[1:] if ": " in line)
        await reader.readexactly(int(fields["content-length"]))
    except (OSError, TimeoutError, asyncio.IncompleteReadError) as error:
        return type(error).__name__
    return head.split(" ")[1]


if __name__ == "__main__":
    sys.exit(main())
