"""The demo's people and its phone bank, for whichever party it runs."""

import pytest

from groundgame.campaign.accounts.cover import thin_areas
from groundgame.campaign.accounts.models import User
from groundgame.campaign.canvass.models import Question, Session
from groundgame.campaign.site.demo import DEMO_PEOPLE, demo_email, load_demo_people, load_demo_phone_bank, main_parties

pytestmark = pytest.mark.django_db


def test_loading_twice_makes_nobody_twice():
    load_demo_people()
    load_demo_people()
    assert User.objects.count() == len(DEMO_PEOPLE)
    assert all(user.grants.active().count() == 1 for user in User.objects.all())


def test_the_demos_organiser_is_not_the_only_one_who_can_act():
    load_demo_people()
    assert thin_areas(User.objects.get(email=demo_email("organiser"))) == []


def test_the_script_asks_about_the_party_it_runs_for_first(settings):
    load_demo_people()
    settings.GROUNDGAME_PARTY = "green"
    load_demo_phone_bank()
    session = Session.objects.get()
    assert "Green" in session.script.opening
    intention = Question.objects.get(script=session.script, key="voting_intention")
    assert intention.options.order_by("position").first().value == "green-definite"


def test_another_party_gets_its_own_phone_bank_and_the_first_is_closed(settings):
    load_demo_people()
    for party in ("labour", "green"):
        settings.GROUNDGAME_PARTY = party
        load_demo_phone_bank()
    first, second = Session.objects.order_by("id")
    assert first.closed_at is not None
    assert second.closed_at is None
    assert "Green" in second.script.opening


def test_the_main_parties_are_those_with_most_votes_for_mayor():
    ranked = ["labour", "conservative", "liberal-democrat", "green", "reform", "social-democratic"]  # 2024, as declared
    assert [party for party, _ in main_parties("labour")] == ranked
    assert [party for party, _ in main_parties("green")] == ["green", *(each for each in ranked if each != "green")]
