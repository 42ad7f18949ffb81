"""A branch's hours: put in on a page or from the file that the command reads, by whoever manages the borough."""

import datetime as dt
from html import unescape
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit.models import AuditEntry
from groundgame.campaign.strategy.models import BranchHours
from groundgame.campaign.strategy.plans.asked import WEEK, monday
from groundgame.campaign.strategy.plans.demo import load_demo_plan
from groundgame.electoral.allocation.across.volunteers import hours_of, volunteers_of
from groundgame.electoral.forecasting.london.seats import wards_on

CITY, BARNET, BRENT, HACKNEY = "E09000001", "E09000003", "E09000005", "E09000012"
EXAMPLE = Path(__file__).parents[3] / "docs" / "volunteers.csv"


def load(client: Client, content: bytes) -> str:
    file = SimpleUploadedFile("ours.csv", content, content_type="text/csv")
    return client.post("/branch-hours/load/", {"file": file}, follow=True).content.decode()


def test_an_organiser_puts_hours_in_and_changes_them(organiser: Client):
    first = monday(timezone.localdate())
    fields = {first.isoformat(): "120", (first + WEEK).isoformat(): "87.5"}
    answer = organiser.post("/branch-hours/", {"branch": BARNET, **fields})
    assert answer.status_code == 302
    organiser.post("/branch-hours/", {"branch": BARNET, **fields, first.isoformat(): "130"})
    kept = dict(BranchHours.objects.filter(branch=BARNET, hours__gt=0).values_list("week", "hours"))
    assert kept == {first: 130.0, first + WEEK: 87.5}
    html = organiser.get("/branch-hours/").content.decode()
    assert 'value="130"' in html
    assert 'value="87.5"' in html
    assert AuditEntry.objects.filter(action="strategy.say_hours", area=BARNET).count() == 2


@pytest.mark.parametrize("wrong", ["-1", "many", "1e9"])
def test_hours_that_cannot_be_are_refused_whole(organiser: Client, wrong: str):
    first = monday(timezone.localdate())
    answer = organiser.post(
        "/branch-hours/", {"branch": BARNET, first.isoformat(): "10", (first + WEEK).isoformat(): wrong}
    )
    assert answer.status_code == 422
    assert not BranchHours.objects.exists()


def test_another_branch_is_not_ones_own(organiser: Client):
    assert organiser.post("/branch-hours/", {"branch": BRENT}).status_code == 403
    assert organiser.get(f"/branch-hours/?branch={BRENT}").status_code == 403


def test_the_example_file_is_loaded_given_back_and_read_by_the_library(director: Client, tmp_path: Path):
    assert "6 lines of 3 branches" in load(director, EXAMPLE.read_bytes())
    path = tmp_path / "volunteers.csv"
    path.write_bytes(director.get("/branch-hours/volunteers.csv").content)
    assert sorted(volunteers_of(path), key=str) == sorted(volunteers_of(EXAMPLE), key=str)


def test_a_file_is_kept_whole_or_not_at_all(organiser: Client, director: Client):
    refused = organiser.post("/branch-hours/load/", {"file": SimpleUploadedFile("ours.csv", EXAMPLE.read_bytes())})
    assert refused.status_code == 403  # Brent and Hackney are not theirs
    assert "ours.csv, line 3: there is no borough" in load(
        director, b"branch,week,hours\nBarnet,2026-04-20,1\nAtlantis,2026-04-20,1\n"
    )
    assert "needs the columns" in load(director, b"place,when\n1,2\n")
    assert "Choose a CSV" in director.post("/branch-hours/load/", follow=True).content.decode()
    assert not BranchHours.objects.exists()


def test_the_city_of_london_sends_nobody_and_what_is_downloaded_a_plan_can_read(director: Client, tmp_path: Path):
    assert CITY not in director.get("/branch-hours/").content.decode()
    answer = director.post("/branch-hours/", {"branch": CITY, monday(timezone.localdate()).isoformat(): "10"})
    assert answer.status_code == 403
    assert "City of London has no ward to work in" in unescape(answer.content.decode())
    refused = load(director, b"branch,week,hours\nBarnet,2026-04-20,1\nCity of London,2026-04-20,1\n")
    assert "ours.csv, line 3: City of London has no ward to work in" in unescape(refused)
    assert not BranchHours.objects.exists()
    load_demo_plan(by=User.objects.get(email="director@example.org"))
    path = tmp_path / "volunteers.csv"
    path.write_bytes(director.get("/branch-hours/volunteers.csv").content)
    boroughs = wards_on(dt.date(2026, 5, 7)).boroughs
    week = monday(timezone.localdate())
    hours = hours_of(volunteers_of(path), sorted(set(boroughs)), [week])
    assert len(hours) == 32
    assert hours.min() == 5
