"""A job is done once, says how far it is, and says in a sentence why it was not done."""

import datetime as dt
import threading
import time

import pytest
from django.db import connection
from django.urls import reverse

from groundgame.campaign.accounts.models import Role
from groundgame.campaign.jobs import actions, sweeping
from groundgame.campaign.jobs.errors import BusyError
from groundgame.campaign.jobs.models import Job
from groundgame.campaign.jobs.running import MOST_ATTEMPTS, run
from groundgame.campaign.jobs.works import daily_works
from tests.campaign.jobs import invented_works as works

BARNET, BRENT = "E09000003", "E09000005"


def _start(by, work=works.rename, **details):
    return actions.start(by=by, work=work, title="Renaming", area=BARNET, **details)


@pytest.mark.django_db
def test_a_job_does_its_work_and_says_what_came_of_it(field_work):
    person = field_work.organiser()
    job = _start(person, person=person.pk, name="Elm")
    assert (job.state, job.percent) == ("waiting", None)
    actions.run_waiting()
    job.refresh_from_db()
    person.refresh_from_db()
    assert person.name.endswith(" Elm")
    assert (job.state, job.percent, job.outcome) == ("done", 100, f"Now called {person.name}.")


@pytest.mark.django_db
def test_a_finished_job_is_not_done_again(field_work):
    person = field_work.organiser()
    job = _start(person, person=person.pk, name="Elm")
    run(job)
    run(job)
    person.refresh_from_db()
    assert person.name.count("Elm") == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("work", "sentence"),
    [
        (works.refuse, "The file has 3 columns: give one with 23."),
        (works.fail, "The program failed (ZeroDivisionError)"),
    ],
)
def test_a_job_that_fails_says_why(field_work, work, sentence):
    job = _start(field_work.organiser(), work)
    actions.run_waiting()
    job.refresh_from_db()
    assert job.state == "failed"
    assert job.failure.startswith(sentence)
    assert "17" not in job.failure  # what a fault was about may be somebody's name


@pytest.mark.django_db
def test_a_work_that_is_gone_is_said_so(field_work):
    job = _start(field_work.organiser(), works.refuse)
    Job.objects.update(work="register.gone")
    run(job)
    job.refresh_from_db()
    assert "'register.gone'" in job.failure


@pytest.mark.django_db
def test_a_job_that_brings_the_program_down_is_not_begun_for_ever(field_work):
    person = field_work.organiser()
    job = _start(person, person=person.pk, name="Elm")
    Job.objects.update(attempts=MOST_ATTEMPTS)
    run(job)
    job.refresh_from_db()
    person.refresh_from_db()
    assert "Elm" not in person.name
    assert job.failure.startswith(f"It was cut off {MOST_ATTEMPTS} times")


@pytest.mark.django_db(transaction=True)
def test_progress_is_seen_while_the_work_is_open_and_nobody_else_does_it(field_work):
    person = field_work.organiser()
    job = _start(person, person=person.pk, name="Elm", seconds=1.5)

    def do():
        run(Job.objects.get(pk=job.pk))
        connection.close()

    doing = threading.Thread(target=do)
    works.may_end.clear()
    try:
        doing.start()
        end = time.monotonic() + 60
        while Job.objects.get(pk=job.pk).done == 0:
            assert time.monotonic() < end, "no progress was ever shown"
            time.sleep(0.02)
        seen = Job.objects.get(pk=job.pk)
        assert (seen.state, seen.doing) == ("running", "Renaming")
        assert 0 < seen.percent < 100
        with pytest.raises(BusyError):
            run(seen)
    finally:
        works.may_end.set()
        doing.join()
    assert Job.objects.get(pk=job.pk).attempts == 1


@pytest.mark.django_db
def test_a_job_that_no_queue_holds_is_queued_again(field_work):
    person = field_work.organiser()
    job = _start(person, person=person.pk, name="Elm")
    assert sweeping.queue_forgotten_jobs() == []
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    assert sweeping.queue_forgotten_jobs() == [job.pk]
    assert sweeping.queue_forgotten_jobs() == []


@pytest.mark.django_db
def test_a_day_has_each_duty_once_and_none_before_three():
    early = dt.datetime(2026, 11, 23, 2, 59, tzinfo=dt.UTC)
    assert sweeping.start_daily_works(early) == []
    later = early + dt.timedelta(hours=9)
    assert len(sweeping.start_daily_works(later)) == len(daily_works())
    assert sweeping.start_daily_works(later) == []
    assert len(sweeping.start_daily_works(later + dt.timedelta(days=1))) == len(daily_works())


@pytest.mark.django_db
def test_a_job_is_shown_to_its_starter_and_to_those_who_run_its_area(client, field_work):
    job = _start(field_work.organiser(), works.refuse)
    shown = {
        "organiser": (field_work.organiser(), 200),
        "volunteer": (field_work.person(Role.VOLUNTEER), 403),
        "neighbour": (field_work.person(Role.ORGANISER, BRENT), 403),
    }
    for user, status in shown.values():
        client.force_login(user)
        assert client.get(reverse("jobs:job", args=[job.pk])).status_code == status


@pytest.mark.django_db
def test_the_page_asks_again_until_the_job_has_ended(client, field_work):
    job = _start(field_work.organiser(), works.refuse)
    client.force_login(job.by)
    address = reverse("jobs:job", args=[job.pk])
    page = client.get(address).content.decode()
    assert "<noscript><meta http-equiv" in page
    assert f'hx-get="{address}"' in page
    run(job)
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "hx-get" not in part
    assert "<html" not in part
    assert "The file has 3 columns" in part
    assert "The file has 3 columns" in client.get(reverse("jobs:jobs")).content.decode()
