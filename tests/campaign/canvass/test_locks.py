"""Nobody waits for a lock that somebody else's work holds, and no two wait for each other."""

import time
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connection, transaction

from groundgame.campaign.canvass import actions
from groundgame.campaign.canvass.models import Target
from groundgame.campaign.canvass.reports import Report

pytestmark = pytest.mark.django_db(transaction=True)


def _elsewhere(work):
    """Start some work on a connection of its own, which waits for no lock longer than two seconds."""

    def run():
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '2s'")
            return work()
        finally:
            connection.close()

    pool = ThreadPoolExecutor(1)
    started = pool.submit(run)
    pool.shutdown(wait=False)
    return started


def _until_somebody_waits():
    """Wait until another connection stands before a lock."""
    for _ in range(200):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
        time.sleep(0.005)
    pytest.fail("nobody waited for a lock")


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
        lease = _elsewhere(lambda: actions.take_next(by=fresh, session=session)).result(timeout=30)
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
        _until_somebody_waits()
        with transaction.atomic():
            free = Target.objects.select_for_update(nowait=True)
            assert free.get(elector=second.elector)
    assert back.result(timeout=30).elector == first.elector


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
        assert not any(isinstance(each.result(timeout=30), OperationalError) for each in asked)
        one, other = other, one
