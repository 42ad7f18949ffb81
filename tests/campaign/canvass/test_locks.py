"""Nobody waits for a lock that somebody else's work holds, and no two wait for each other."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from groundgame.campaign.accounts.models import Role
from groundgame.campaign.canvass import actions
from groundgame.campaign.canvass.actions.correcting import Correction
from groundgame.campaign.canvass.models import Answer, ContactEvent, ElectorState, Session, Target
from groundgame.campaign.canvass.reports import DoorReport, Report
from groundgame.campaign.register.person.erasing import erase
from tests.campaign.waiting import until_somebody_waits

pytestmark = pytest.mark.django_db(transaction=True)


def _elsewhere(work):
    """Start some work on a connection of its own, which waits for no lock longer than twenty seconds."""

    def run():
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '20s'")
            return work()
        finally:
            connection.close()

    pool = ThreadPoolExecutor(1)
    started = pool.submit(run)
    pool.shutdown(wait=False)
    return started


@pytest.mark.parametrize("deed", ["saved", "corrected"])
def test_what_is_saved_while_an_elector_is_erased_leaves_no_opinion_behind(field_work, deed):
    field_work.elector()
    organiser, officer = field_work.organiser(), field_work.person(Role.DATA_OFFICER)
    session = field_work.session(organiser, channel=Session.Channel.DOOR)
    elector = field_work.elector()  # of the round's ward, with no place in its queue
    first = DoorReport(uuid4(), elector.pk, "not_in")
    actions.record_contacts(by=organiser, session=session, reports=[first])
    said = {"answers": {"voting_intention": "us"}, "note": "said why"}

    def save():
        if deed == "saved":
            report = DoorReport(uuid4(), elector.pk, "conversation", **said)
            return actions.record_contacts(by=organiser, session=session, reports=[report])
        event, right = ContactEvent.objects.get(pk=first.event), Correction(uuid4(), "conversation", **said)
        return actions.correct_contact(by=organiser, event=event, correction=right)

    with transaction.atomic():
        erase(by=officer, elector=elector, asked_on=timezone.localdate(), source="letter")
        saved = _elsewhere(save)
        until_somebody_waits()
    saved.result(timeout=60)
    assert ContactEvent.objects.filter(elector=elector).count() == 2
    assert not Answer.objects.exists()
    assert not ContactEvent.objects.exclude(note="").exists()
    assert not ElectorState.objects.exclude(voting_intention="").exists()


def test_an_elector_is_erased_while_their_call_is_saved(field_work):
    field_work.elector()
    session, officer = field_work.session(field_work.organiser()), field_work.person(Role.DATA_OFFICER)
    caller = field_work.caller(session)
    lease = actions.take_next(by=caller, session=session)
    erasure = {"by": officer, "elector": lease.elector, "asked_on": timezone.localdate(), "source": "letter"}
    with transaction.atomic():
        actions.save_contact(by=caller, session=session, report=Report(uuid4(), lease.token, "no_answer"))
        erased = _elsewhere(lambda: erase(**erasure))
        until_somebody_waits()  # until the call is saved, which it is: as it commits the database looks at the elector
    erased.result(timeout=60)
    assert ContactEvent.objects.filter(elector=lease.elector).count() == 1
    assert not Target.objects.exists()


@pytest.mark.parametrize("deed", [actions.refresh_audience, actions.close_session])
def test_callers_go_on_while_the_session_is_refreshed_or_closed(field_work, deed):
    for _ in range(2):
        field_work.elector()
    session = field_work.session(field_work.organiser())
    ringing, fresh = field_work.caller(session), field_work.caller(session)
    actions.take_next(by=ringing, session=session)
    with transaction.atomic():
        deed(by=session.created_by, session=session)
        session.closed_at = None  # nobody else knows of it yet
        lease = _elsewhere(lambda: actions.take_next(by=fresh, session=session)).result(timeout=60)
        assert lease is not None


def test_ringing_back_locks_the_places_of_both_electors_in_the_one_order(field_work):
    for _ in range(2):
        field_work.elector()
    session = field_work.session(field_work.organiser())
    caller = field_work.caller(session)
    first = actions.take_next(by=caller, session=session)
    actions.save_contact(by=caller, session=session, report=Report(uuid4(), first.token, "no_answer"))
    second = actions.take_next(by=caller, session=session)
    with transaction.atomic():
        places = Target.objects.select_for_update()
        places.get(elector=first.elector)
        back = _elsewhere(lambda: actions.ring_back(by=caller, session=session, elector=first.elector))
        until_somebody_waits()
        with transaction.atomic():
            free = Target.objects.select_for_update(nowait=True)
            assert free.get(elector=second.elector)
    assert back.result(timeout=60).elector == first.elector


def test_two_who_ring_back_for_each_others_elector_are_both_answered(field_work):
    for _ in range(2):
        field_work.elector()
    session = field_work.session(field_work.organiser())
    callers = [field_work.caller(session) for _ in range(2)]
    for caller in callers:
        lease = actions.take_next(by=caller, session=session)
        actions.save_contact(by=caller, session=session, report=Report(uuid4(), lease.token, "no_answer"))
    one, other = (target.elector for target in session.targets.order_by("position"))

    def ring(caller, elector):
        try:
            return actions.ring_back(by=caller, session=session, elector=elector)
        except PermissionDenied:
            return None
        except OperationalError as error:
            return error

    for _ in range(10):
        asked = [_elsewhere(lambda pair=pair: ring(*pair)) for pair in zip(callers, (one, other), strict=True)]
        assert not any(isinstance(each.result(timeout=60), OperationalError) for each in asked)
        one, other = other, one
