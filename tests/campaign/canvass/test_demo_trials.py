"""The demo's invented trials are drawn like real ones, and tell something."""

import pytest

from groundgame.campaign.canvass.demo_trials import POLLING_DAY, ROUNDS, load_demo_trials
from groundgame.campaign.canvass.models import ElectorState, HeldOut, IntentionCode
from groundgame.campaign.register.models import Elector, MarkedEntry
from groundgame.campaign.site.demo import load_demo_codes
from groundgame.campaign.strategy.learning.effects import why_not_learnt
from groundgame.campaign.strategy.learning.results import work_out
from groundgame.electoral.places import atlas

pytestmark = pytest.mark.django_db

WARD, BARNET = "E05013628", "E09000003"


def test_they_are_drawn_among_those_who_live_there_and_made_once(field_work):
    for _ in range(40):
        field_work.elector()
    organiser, script = field_work.organiser(), field_work.script()
    trials = load_demo_trials(by=organiser, area=BARNET, script=script)
    assert [one.session.name for one in trials] == [name for name, *_ in ROUNDS]
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


def test_those_of_supporters_are_of_supporters_alone_and_the_plan_learns_from_them(field_work, settings):
    load_demo_codes()
    ours = set(
        IntentionCode.objects.filter(stance="party", party=settings.GROUNDGAME_PARTY).values_list("value", flat=True)
    )
    there = sorted(atlas().wards_within(BARNET))[2]
    for _ in range(240):
        field_work.elector(ward=there)
    trials = load_demo_trials(by=field_work.organiser(), area=BARNET, script=field_work.script())
    drawn = trials[2].session
    away = HeldOut.objects.filter(session=drawn).values_list("elector", flat=True)
    of_it = ElectorState.objects.filter(elector__in=[*away, *drawn.targets.values_list("elector", flat=True)])
    assert set(of_it.values_list("voting_intention", flat=True)) == ours
    assert len(away) > 5
    assert drawn.targets.count() > 40
    others = Elector.objects.exclude(pk__in=drawn.targets.values("elector"))
    marks = [MarkedEntry(elector=one, borough=BARNET, election_date=POLLING_DAY) for one in others[:20]]
    MarkedEntry.objects.bulk_create(marks)
    first, *_ = work_out(trials[2], draws=49)
    assert first.result is not None
    assert first.own_channel == 1.0
    assert why_not_learnt(first) == ""
