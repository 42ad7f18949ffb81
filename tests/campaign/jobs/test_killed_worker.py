"""A worker killed in the middle of a job leaves nothing half done, and the next one does it without a hand."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings

from groundgame.campaign.jobs import actions
from groundgame.campaign.jobs.models import Job
from tests.campaign.jobs import invented_works as works

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

ROOT = Path(__file__).resolve().parents[3]
WORK = """
import django; django.setup()
import tests.campaign.jobs.invented_works
from groundgame.campaign.jobs.worker import work
work()
"""


@pytest.fixture
def worker(real_server):
    """Return what starts a worker on the tests' database; all are gone in the end."""
    started = []

    def start():
        environment = os.environ | {
            "DATABASE_URL": real_server.database_url,
            "SECRET_KEY": settings.SECRET_KEY,
            "DJANGO_SETTINGS_MODULE": "groundgame.campaign.site.settings",
        }
        started.append(subprocess.Popen([sys.executable, "-c", WORK], env=environment, cwd=ROOT))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def _wait_until(holds, seconds=180):
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.05)


def test_a_job_is_done_once_though_its_worker_is_killed(field_work, worker):
    person = field_work.organiser()
    job = actions.start(by=person, work=works.rename, title="Renaming", person=person.pk, name="Elm", seconds=4)
    first = worker()
    _wait_until(lambda: Job.objects.get(pk=job.pk).done > 0)
    first.send_signal(signal.SIGKILL)
    first.wait()
    person.refresh_from_db()
    assert "Elm" not in person.name
    worker()
    _wait_until(lambda: Job.objects.get(pk=job.pk).finished_at)
    person.refresh_from_db()
    job.refresh_from_db()
    assert person.name.count("Elm") == 1
    assert (job.state, job.attempts) == ("done", 2)


def test_a_worker_that_is_asked_to_stop_leaves_the_rest_to_the_next(field_work, worker):
    person = field_work.organiser()
    job = actions.start(by=person, work=works.rename, title="Renaming", person=person.pk, name="Elm", seconds=3)
    first = worker()
    _wait_until(lambda: Job.objects.get(pk=job.pk).done > 0)
    first.terminate()
    first.wait(timeout=90)
    assert Job.objects.get(pk=job.pk).state == "done"  # it was short enough to be waited for
