"""The demo's invented openings are given as real ones are, and are told together."""

import pytest

from groundgame.campaign.canvass.demo_openings import EVENINGS, load_demo_openings
from groundgame.campaign.canvass.models import Wordings
from groundgame.campaign.canvass.wordings import openings_of
from groundgame.campaign.strategy.learning.openings import SPOKE, work_out_openings
from groundgame.campaign.strategy.learning.pairs import shared_pairs
from groundgame.electoral.places import atlas
from tests.campaign.log_scans import log_scans

pytestmark = pytest.mark.django_db

BARNET = "E09000003"


def test_they_are_given_by_the_households_own_draw_and_told_together(field_work):
    wards = sorted(atlas().wards_within(BARNET))
    for ward in wards[:2]:
        for _ in range(80):
            field_work.elector(ward=ward)
    how = {"by": field_work.organiser(), "area": BARNET, "script": field_work.script(), "codes": ["us", "them"]}
    rows = load_demo_openings(**how)
    assert [row.session.name for row in rows] == [name for name, *_ in EVENINGS]
    first = rows[0].session
    events = list(first.events.select_related("elector"))
    two = openings_of(first)
    assert 40 < len(events) < 80  # some households were not tried
    assert all(event.wording == two.wording(event.elector.address_id) for event in events)
    assert {event.outcome for event in events} == {"conversation", "no_answer"}
    assert all(first.created_at < event.happened_at < first.closed_at for event in events)
    before = log_scans()
    for row in rows:
        work_out_openings(row, draws=49)
    assert log_scans() - before <= 3 * 3 * len(rows)  # of three outcomes each, however many electors spoke with us
    (pair,) = shared_pairs(Wordings.objects.all())
    assert pair.sessions == 3
    assert dict(pair.told)[SPOKE].households == sum(row.session.events.count() for row in rows)
    assert load_demo_openings(**how) == []
