"""Serve the site with Granian: workers that die with their parent, sized for thousands of callers on two cores."""

import gc
import multiprocessing
import os
import resource
import signal
import threading
import time
from collections.abc import Callable
from importlib import import_module

from groundgame.cli.ports import LOOPBACK
from groundgame.engine import home_folder

TARGET = "groundgame.campaign.site.wsgi:application"
WORKERS = 2
# Each thread keeps one connection to the database, far below the server's 300. More threads would only take the
# processor from one another, have more calls at once stand in each other's way at the head of the queue, and more
# connections plan their statements anew whenever a table was looked at. While one waits for the disk two others work.
THREADS_A_WORKER = 3
# Nor may they end while nobody asks for anything: each would open its connection, and prepare its statements, anew.
THREADS_IDLE_SECONDS = 600
# Waiting in the queue costs nothing; being refused loses a caller. Ten thousand, should one worker have them all.
CONNECTIONS_A_WORKER = 12_288
# A call lasts about a minute, and its connection is kept for the next request.
HEAD_MILLISECONDS = 120_000
OPEN_FILES = 32_768
STOP_SECONDS = 5
# A call makes some thousand objects that come to nothing, and none in a ring: looking for rings after every 700, as
# Python does, took an eighth of a call's time.
COLLECT_AFTER = (20_000, 20, 20)
# The site answers first, and works out what the first page shows while its address is being read.
WARM_AFTER_SECONDS = 1.5


def serve(port: int, *, address: str = LOOPBACK, when_started: Callable[[], None] | None = None) -> None:
    """Serve the site until a signal to stop; every worker is gone when this returns."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels

    _raise_open_files()
    # On the many small matrices of a tide, threads would wait for one another, and for those of the other worker.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    (home_folder() / "static").mkdir(parents=True, exist_ok=True)  # the static files' server wants it to be there
    # Forked workers would inherit the threads' locks of the libraries the parent has used.
    multiprocessing.set_start_method("spawn", force=True)
    server = Granian(
        TARGET,
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=THREADS_A_WORKER,
        blocking_threads_idle_timeout=THREADS_IDLE_SECONDS,
        backlog=CONNECTIONS_A_WORKER,
        backpressure=CONNECTIONS_A_WORKER,
        http1_settings=HTTP1Settings(header_read_timeout=HEAD_MILLISECONDS),
        respawn_failed_workers=True,
        respawn_interval=0.1,
        workers_kill_timeout=STOP_SECONDS,
        log_level=LogLevels.critical,
    )
    # A closed terminal stops the site; Granian would only start its workers afresh.
    server.on_startup(lambda: signal.signal(signal.SIGHUP, server.signal_handler_interrupt))
    if when_started:
        threading.Thread(target=when_started, daemon=True).start()
    server.serve(target_loader=load_worker)


def load_worker(target: str) -> Callable[..., object]:
    """Return the application inside a worker, which ends as soon as its parent is gone."""
    from django.conf import settings

    os.setpgrp()  # the terminal's Ctrl-C goes to the parent, which stops its workers in order
    threading.Thread(target=_end_with_parent, daemon=True).start()
    module, _, name = target.partition(":")
    application: Callable[..., object] = getattr(import_module(module), name)
    collect_seldom()
    if settings.GROUNDGAME_WARM:
        threading.Thread(target=_warm, daemon=True).start()
    return application


def _warm() -> None:
    time.sleep(WARM_AFTER_SECONDS)
    from groundgame.campaign.strategy.warming import warm

    warm()
    collect_seldom()


def collect_seldom() -> None:
    """Look for garbage seldom, and never among what is loaded by now: it stays."""
    gc.set_threshold(*COLLECT_AFTER)
    gc.collect()
    gc.freeze()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _raise_open_files() -> None:
    """Allow as many open connections as the system lets us; many systems start programs with 1,024 or fewer."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_FILES if hard == resource.RLIM_INFINITY else min(OPEN_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
