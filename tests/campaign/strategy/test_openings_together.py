"""The same two openings in several sessions are told together, and never with another two."""

import datetime as dt
import json

import pytest
from django.utils import timezone

from groundgame.campaign.canvass.models import TrialResult, Wordings
from groundgame.campaign.canvass.models.sessions import Session
from groundgame.campaign.strategy.learning.openings import SPOKE, VOTED
from groundgame.campaign.strategy.learning.pairs import shared_pairs
from groundgame.campaign.strategy.learning.results import as_json
from groundgame.cli import trials_told as command
from groundgame.electoral.trials import Estimate
from groundgame.electoral.trials.estimating import Result

pytestmark = pytest.mark.django_db

BUSES, RENTS = "{caller} here, of buses.", "{caller} here, of rents."


def _tell(session, outcome, value, error=0.02):
    """Keep what a session told, as the night does."""
    difference = Estimate(value, error, value - 1.7 * error, value + 1.7 * error)
    found = Result(400, 200, 100, 0.3, difference, difference, difference, 0.04, (0, 0))
    TrialResult.objects.create(session=session, outcome=outcome, measured_on=dt.date(2026, 5, 7), found=as_json(found))


def _tried(field_work, organiser, first, second, value, outcome=SPOKE, **how):
    session = field_work.session(organiser, **how)
    Wordings.objects.create(session=session, first=first, second=second, key=b"k" * 32)
    Session.objects.filter(pk=session.pk).update(closed_at=timezone.now())
    _tell(session, outcome, value)
    return session


def test_two_sessions_of_the_same_pair_are_told_together_also_the_other_way_round(field_work):
    organiser = field_work.organiser()
    _tried(field_work, organiser, BUSES, RENTS, 0.05)
    _tried(field_work, organiser, RENTS, f" {BUSES}\n", -0.05)
    (pair,) = shared_pairs(Wordings.objects.all())
    ((outcome, found),) = pair.told
    assert (outcome, pair.sessions, pair.first, found.households) == (SPOKE, 2, RENTS, 400)
    assert found.belief.mean.value == pytest.approx(-0.05, abs=1e-3)
    assert found.chance < 0.04


def test_pairs_outcomes_and_channels_are_never_taken_together(field_work):
    organiser = field_work.organiser()
    _tried(field_work, organiser, BUSES, RENTS, 0.05)
    _tried(field_work, organiser, BUSES, "{caller} here, of rents!", 0.05)
    _tried(field_work, organiser, BUSES, RENTS, 0.05, channel=Session.Channel.DOOR)
    assert shared_pairs(Wordings.objects.all()) == []
    _tried(field_work, organiser, BUSES, RENTS, 0.01, outcome=VOTED)
    (pair,) = shared_pairs(Wordings.objects.all())
    assert (pair.sessions, pair.told) == (2, ())  # one told of who spoke, the other of who voted


def test_who_runs_one_session_is_told_of_all_branches_and_who_runs_none_of_nothing(field_work, client):
    organiser, other = field_work.organiser(), field_work.person("organiser", "E09000005")
    mine = _tried(field_work, organiser, BUSES, RENTS, 0.05)
    _tried(field_work, organiser, BUSES, RENTS, 0.06)
    client.force_login(organiser)
    page = client.get("/what-it-did/").content.decode()
    assert "The same two openings by telephone: 2 sessions together" in page
    assert "Over 2 sessions and 400 households that were tried, the part of electors who spoke with us differs" in page
    assert mine.name in page
    client.force_login(other)
    assert "The same two openings" not in client.get("/what-it-did/").content.decode()


def test_the_command_prints_it_with_the_texts_and_no_names(field_work):
    organiser = field_work.organiser()
    for value in (0.05, 0.06):
        _tried(field_work, organiser, BUSES, RENTS, value)
    told = command.told_by_the_site(work_out=False)
    (row,) = told["openings_together"]
    assert (row["first"], row["second"], row["sessions"], row["outcome"]) == (BUSES, RENTS, 2, SPOKE)
    assert json.dumps(told)
    assert any(line.startswith("The same two openings by phone: Over 2 sessions") for line in command.lines_of(told))
