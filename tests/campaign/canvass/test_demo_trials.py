"""The demo's invented trials are drawn like real ones, and tell something."""

import pytest

from groundgame.campaign.canvass.demo_trials import ROUNDS, load_demo_trials
from groundgame.campaign.canvass.models import HeldOut
from groundgame.campaign.register.models import Elector
from groundgame.campaign.strategy.learning.results import work_out

pytestmark = pytest.mark.django_db

WARD, BARNET = "E05013628", "E09000003"


def test_they_are_drawn_among_those_who_live_there_and_made_once(field_work):
    for _ in range(40):
        field_work.elector()
    organiser, script = field_work.organiser(), field_work.script()
    trials = load_demo_trials(by=organiser, area=BARNET, script=script)
    assert [one.session.name for one in trials] == [name for name, _ in ROUNDS]
    (drawn,) = [one for one in trials if one.session.audience["wards"].count(WARD)]
    away = set(HeldOut.objects.filter(session=drawn.session).values_list("elector", flat=True))
    called = set(drawn.session.targets.values_list("elector", flat=True))
    assert len(away) == 6
    assert away | called == set(Elector.objects.values_list("pk", flat=True))
    spoken = set(drawn.session.events.values_list("elector", flat=True))
    assert spoken
    assert not spoken & away
    first, *_ = work_out(drawn, draws=49)
    assert first.result is None or first.result.households_held_back == 6
    assert load_demo_trials(by=organiser, area=BARNET, script=script) == []
