"""What a page or a print asks of the database does not grow with the walks that it is about."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from groundgame.campaign.doorstep import actions
from groundgame.campaign.doorstep.actions import sheets
from groundgame.campaign.doorstep.errors import WalkRefusedError
from groundgame.campaign.doorstep.models import Outing

pytestmark = pytest.mark.django_db


@pytest.fixture
def organiser(field_work):
    return field_work.organiser()


def _walks(streets, organiser, count):
    """Return a round's walks of six doors each, so many of them at least."""
    walks = streets.walks(organiser, doors_a_walk=6)
    assert len(walks) >= count
    return walks


def _asked(deed):
    with CaptureQueriesContext(connection) as asked:
        deed()
    return len(asked)


def test_printing_eight_walks_asks_no_more_than_printing_two(streets, organiser):
    streets.road(60)
    walks = _walks(streets, organiser, 10)
    few = _asked(lambda: actions.print_walks(by=organiser, walks=walks[:2]))
    many = _asked(lambda: actions.print_walks(by=organiser, walks=walks[2:10]))
    again = _asked(lambda: actions.print_walks(by=organiser, walks=walks[:10]))
    assert many == few
    assert again <= few
    assert Outing.objects.filter(ended_at=None, on_paper=True).count() == 10


def test_walks_are_given_all_or_none(streets, organiser):
    streets.road(20)
    walks = _walks(streets, organiser, 2)
    actions.give_walk(by=organiser, walk=walks[1])
    with pytest.raises(WalkRefusedError, match=f"Walk {walks[1].number} is out"):
        actions.give_walks(by=organiser, session=walks[0].session, walks=walks)
    assert Outing.objects.count() == 1


def test_the_list_of_rounds_asks_no_more_for_four_than_for_one(streets, organiser):
    streets.road(20)
    client = Client()
    client.force_login(organiser)
    page = reverse("doorstep:rounds")
    client.get(page)
    actions.give_walk(by=organiser, walk=streets.walks(organiser)[0])
    one = _asked(lambda: client.get(page))
    for _ in range(3):
        streets.round(organiser)
    assert _asked(lambda: client.get(page)) == one
    shown = client.get(page).content.decode()
    assert shown.count("Not cut into walks yet") == 3
    assert "whoever has its link" in shown


def test_no_more_walks_are_printed_at_once_than_somebody_waits_for(streets, organiser, monkeypatch):
    streets.road(20)
    walks = _walks(streets, organiser, 3)
    monkeypatch.setattr(sheets, "MOST_AT_ONCE", 2)
    with pytest.raises(WalkRefusedError, match=f"{len(walks)} walks were ticked, and 2 are printed at once"):
        actions.print_walks(by=organiser, walks=walks)
    assert not Outing.objects.exists()
