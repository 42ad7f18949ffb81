"""The workers of background jobs that run beside the web server: started again when they die, gone when it is."""

import multiprocessing
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.context import SpawnProcess

from groundgame.cli.messages import WRONG_ARGUMENT, refuse

# The first page comes first: a start takes some five seconds of both processors.
START_SECONDS = 6.0
LOOK_SECONDS = 0.5
STOP_SECONDS = 8


def workers_wanted() -> int:
    """Return how many workers run beside the web server (GROUNDGAME_WORKERS); none where they run elsewhere."""
    text = os.environ.get("GROUNDGAME_WORKERS", "1").strip() or "1"
    if not text.isdecimal() or int(text) > 16:
        refuse(
            f"GROUNDGAME_WORKERS is {text!r}: give a number from 0 to 16; 0 where `groundgame work` runs elsewhere.",
            code=WRONG_ARGUMENT,
        )
    return int(text)


@contextmanager
def workers_beside(count: int) -> Iterator[None]:
    """Keep `count` workers running for as long as the block runs."""
    stopping = threading.Event()
    keeper = threading.Thread(target=_keep, args=(count, stopping), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        stopping.set()
        keeper.join(STOP_SECONDS + 2)


def _keep(count: int, stopping: threading.Event) -> None:
    spawn = multiprocessing.get_context("spawn")
    workers: list[SpawnProcess] = []
    wait = START_SECONDS
    while not stopping.wait(wait):
        workers = [worker for worker in workers if worker.is_alive()]
        while len(workers) < count:
            workers.append(spawn.Process(target=_work))
            workers[-1].start()
        wait = LOOK_SECONDS
    _stop(workers)


def _stop(workers: list[SpawnProcess]) -> None:
    for worker in workers:
        worker.terminate()
    for worker in workers:
        worker.join(STOP_SECONDS)
        worker.kill()


def _work() -> None:
    """Be a worker, which ends as soon as its parent is gone."""
    os.setpgrp()  # the terminal's Ctrl-C goes to the parent, which stops its workers in order
    threading.Thread(target=_end_with_parent, daemon=True).start()
    import django

    django.setup()
    from groundgame.campaign.jobs.worker import work

    work()
    os._exit(0)  # a work that does not listen must not hold the site's end up: it is begun again


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
