"""A worker: does the jobs that wait, and sees to it that none is left for dead."""

import asyncio
import datetime as dt
import logging
import os

from asgiref.sync import sync_to_async
from django.db import close_old_connections
from procrastinate.contrib.django import app

from groundgame.campaign.jobs import sweeping

JOBS_AT_ONCE = 2
HEARTBEAT_SECONDS = 3
SILENT_SECONDS = 12
"""A worker that has said nothing for so long is dead: its jobs are given to others."""
SWEEP_SECONDS = 5
STOP_SECONDS = 4
GIVES_WAY = 10
"""How nice a worker is to the web server beside it: a caller waits for the next call, and nobody for a register."""

logger = logging.getLogger(__name__)


def work() -> None:
    """Do jobs until a signal to stop; what is cut off by it is begun again by the next worker."""
    os.nice(GIVES_WAY)
    worker = app.connector.get_worker_connector()  # type: ignore[attr-defined]  # of the connectors, Django's alone has it
    with app.replace_connector(worker):
        asyncio.run(_work())


async def _work() -> None:
    async with app.open_async():
        sweepers = [asyncio.create_task(_sweep()), asyncio.create_task(_go_round())]
        try:
            await app.run_worker_async(
                concurrency=JOBS_AT_ONCE,
                update_heartbeat_interval=HEARTBEAT_SECONDS,
                stalled_worker_timeout=SILENT_SECONDS,
                shutdown_graceful_timeout=STOP_SECONDS,
                delete_jobs="always",
            )
        finally:
            for sweeper in sweepers:
                sweeper.cancel()
            await asyncio.gather(*sweepers, return_exceptions=True)


async def _sweep() -> None:
    while True:
        try:
            for stalled in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=SILENT_SECONDS):
                await app.job_manager.retry_job(stalled)
            await sync_to_async(_sweep_rows, thread_sensitive=False)()
        except Exception:  # the database may be on its way back: the next look tries again
            logger.exception("The sweep of jobs failed")
        await asyncio.sleep(SWEEP_SECONDS)


async def _go_round() -> None:
    while True:
        await asyncio.sleep(SWEEP_SECONDS)
        await sync_to_async(_do_rounds, thread_sensitive=False)()


def _do_rounds() -> None:
    try:
        sweeping.do_rounds()
    finally:
        close_old_connections()


def _sweep_rows() -> None:
    try:
        sweeping.queue_forgotten_jobs()
        sweeping.start_daily_works(dt.datetime.now(dt.UTC))
    finally:
        close_old_connections()
