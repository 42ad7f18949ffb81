"""No opinion is kept, shown or counted of whoever objects to it, nor of anybody who was not reached."""

from uuid import uuid4

import pytest
from django.core.cache import cache
from django.urls import reverse

from groundgame.campaign.canvass import actions
from groundgame.campaign.canvass.figures import ward_contact_figures
from groundgame.campaign.canvass.models import Answer, ContactEvent
from groundgame.campaign.canvass.outcomes import BY_PHONE, EFFECTS
from groundgame.campaign.canvass.reports import Report
from groundgame.campaign.phonebank.wall import wall_of
from groundgame.campaign.register.actions import suppress
from groundgame.campaign.register.models import Suppression

pytestmark = pytest.mark.django_db

WARD = "E05013628"
ANSWERS = {"voting_intention": "us", "promise": "yes"}


@pytest.fixture(autouse=True)
def _fresh_cache():
    cache.clear()


@pytest.fixture
def bank(field_work):
    elector = field_work.elector()
    session = field_work.session(field_work.organiser())
    return session, field_work.caller(session), elector


def _save(bank, outcome="conversation", note="Cross about the buses"):
    session, caller, _ = bank
    lease = actions.take_next(by=caller, session=session)
    report = Report(uuid4(), lease.token, outcome, ANSWERS, note=note)
    return actions.save_contact(by=caller, session=session, report=report), report


def test_who_objects_with_this_call_leaves_no_opinion_behind(bank):
    saved, report = _save(bank, "do_not_contact")
    assert not Answer.objects.exists()
    assert (saved.event.note, bank[2].state.promise) == ("", "")
    assert "no opinions" in saved.notices[0]
    again = actions.save_contact(by=bank[1], session=bank[0], report=report)
    assert (again.fresh, again.event) == (False, saved.event)


def test_under_an_objection_to_profiling_no_note_is_kept_either(bank):
    suppress(by=None, elector=bank[2], kind=Suppression.Kind.NO_PROFILING, source="letter")
    saved, _ = _save(bank)
    assert ContactEvent.objects.get().note == ""
    assert not Answer.objects.exists()
    assert saved.notices


@pytest.mark.parametrize("outcome", sorted(BY_PHONE))
def test_answers_are_kept_only_of_somebody_who_was_reached(bank, outcome):
    saved, _ = _save(bank, outcome)
    kept = EFFECTS[outcome].reached and outcome != "do_not_contact"
    assert Answer.objects.exists() is kept
    assert bank[2].state.promise == ("yes" if kept else "")
    assert bool(saved.notices) is not kept


@pytest.mark.parametrize("kind", [Suppression.Kind.NO_PROFILING, Suppression.Kind.DO_NOT_CONTACT])
def test_what_was_said_before_an_objection_is_neither_shown_nor_counted(client, bank, kind):
    session, _, elector = bank
    client.force_login(session.created_by)

    def shown():
        cache.clear()
        page = client.get(reverse("canvass:contacts", args=[elector.pk])).content.decode()
        figures = ward_contact_figures([WARD])[WARD]
        return (
            "Cross about" in page,
            "<strong>Us</strong>" in page,
            figures.promises,
            figures.voting_intentions,
            _wall(session),
        )

    _save(bank)
    assert shown() == (True, True, 1, {"us": 1}, (1, 1))
    suppress(by=None, elector=elector, kind=kind, source="letter")
    assert shown() == (False, False, 0, {}, (0, 0))
    assert ward_contact_figures([WARD])[WARD].conversations == 1


def _wall(session):
    wall = wall_of([session])
    return sum(bar.electors for bar in wall.voting_intentions), wall.promised
