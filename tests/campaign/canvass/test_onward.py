"""A call is saved and the next fetched in one transaction; whoever is in the way costs neither."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection, transaction

from groundgame.campaign.canvass import actions
from groundgame.campaign.canvass.errors import ContactRefusedError
from groundgame.campaign.canvass.models import ContactEvent, Lease, Target
from groundgame.campaign.canvass.reports import Report
from tests.campaign.waiting import until_somebody_waits

pytestmark = pytest.mark.django_db(transaction=True)

AHEAD = ("SELECT id FROM canvass_lease WHERE user_id = %(user)s AND ahead AND closed_at IS NULL",)


def _go_on(user, session, report):
    return actions.save_and_go_on(by=user, session=session, place=None, report=report, also=(*AHEAD, {"user": user.pk}))


def _bank(field_work, electors):
    for _ in range(electors):
        field_work.elector()
    session = field_work.session(field_work.organiser())
    return session, field_work.caller(session)


def test_the_next_call_is_shown_and_one_more_fetched_with_the_save(field_work):
    session, caller = _bank(field_work, 4)
    hand = actions.go_on(by=caller, session=session)
    saved, onward, row = _go_on(caller, session, Report(uuid4(), hand.token, "no_answer"))
    assert saved.fresh
    assert onward.now == hand.ahead
    assert row == (onward.ahead,)
    again = _go_on(caller, session, Report(saved.event.pk, hand.token, "no_answer"))
    assert (again[0].fresh, again[0].event.pk, again[1]) == (False, saved.event.pk, onward)


def test_the_last_calls_are_saved_though_nobody_is_left(field_work):
    session, caller = _bank(field_work, 2)
    hand = actions.go_on(by=caller, session=session)
    _, hand, row = _go_on(caller, session, Report(uuid4(), hand.token, "conversation"))
    assert (hand.now is not None, hand.ahead, row) == (True, None, None)
    _, hand, _ = _go_on(caller, session, Report(uuid4(), hand.token, "conversation"))
    assert hand == actions.Hand(None, None)
    assert ContactEvent.objects.count() == 2


def test_what_is_refused_fetches_nobody(field_work):
    session, caller = _bank(field_work, 4)
    hand = actions.go_on(by=caller, session=session)
    with pytest.raises(ContactRefusedError):
        _go_on(caller, session, Report(uuid4(), uuid4(), "no_answer"))
    held = Lease.objects.filter(closed_at=None).values_list("pk", flat=True)
    assert set(held) == {hand.now, hand.ahead}


def test_whoever_was_promised_this_hour_comes_next(field_work):
    session, caller = _bank(field_work, 5)
    hand = actions.go_on(by=caller, session=session)
    last = Target.objects.filter(done_at=None).order_by("position").last()
    hour = session.created_at
    Target.objects.filter(pk=last.pk).update(
        promised_at=hour, promised_to=caller, not_before=hour + timedelta(hours=1), held_until=None
    )
    _, onward, row = _go_on(caller, session, Report(uuid4(), hand.token, "no_answer"))
    assert Lease.objects.get(pk=onward.ahead).elector_id == last.elector_id
    assert row == (onward.ahead,)


def test_a_lease_that_ran_out_keeps_nobody_from_the_next_caller(field_work):
    session, caller = _bank(field_work, 3)
    hand = actions.go_on(by=caller, session=session)
    gone = actions.go_on(by=field_work.caller(session), session=session)
    Lease.objects.filter(pk=gone.now).update(expires_at=session.created_at)
    Target.objects.filter(elector=Lease.objects.get(pk=gone.now).elector_id).update(not_before=session.created_at)
    _, onward, _ = _go_on(caller, session, Report(uuid4(), hand.token, "no_answer"))
    assert onward.now == hand.ahead
    assert Lease.objects.get(pk=onward.ahead).elector_id == Lease.objects.get(pk=gone.now).elector_id
    assert Lease.objects.get(pk=gone.now).closed_by == Lease.Closing.EXPIRED


def test_a_caller_whom_somebody_stands_in_the_way_of_is_saved_and_goes_on(field_work):
    session, caller = _bank(field_work, 4)
    hand = actions.go_on(by=caller, session=session)
    elector = Lease.objects.get(pk=hand.now).elector_id

    def save():
        try:
            return _go_on(caller, session, Report(uuid4(), hand.token, "no_answer"))
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL deadlock_timeout = '30s'")  # so that it is the caller's save that is given up
            Lease.objects.select_for_update().get(pk=hand.ahead)
            saving = pool.submit(save)  # which has the elector's places, and waits for what is ahead
            until_somebody_waits()
            list(Target.objects.filter(elector=elector).select_for_update())
        saved, onward, _ = saving.result(timeout=60)
    assert saved.fresh
    assert onward.now == hand.ahead
    assert ContactEvent.objects.get().pk == saved.event.pk


def test_a_place_where_somebody_was_faster_is_put_off_with_the_save(field_work):
    session, caller = _bank(field_work, 2)
    hand = actions.go_on(by=caller, session=session)
    home = field_work.address()
    rung, mate = field_work.elector(home), field_work.elector(home)
    actions.refresh_audience(by=session.created_by, session=session)
    lease = {"borough": rung.borough, "session": session, "elector": rung, "household": home.pk}
    until = {"leased_at": session.created_at, "expires_at": session.created_at + timedelta(hours=1)}

    def save():
        try:
            return _go_on(caller, session, Report(uuid4(), hand.token, "no_answer"))
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Target.objects.filter(elector=rung).update(not_before=until["expires_at"])
            Lease.objects.create(user=field_work.caller(session), **lease, **until)
            saving = pool.submit(save)  # which passes over whoever is locked, picks the mate, and waits for the lease
            until_somebody_waits()
        saved, onward, _ = saving.result(timeout=60)
    assert (saved.fresh, onward.now, onward.ahead) == (True, hand.ahead, None)
    assert Target.objects.get(elector=mate).held_until == until["expires_at"]


def test_twenty_who_save_and_go_on_ring_nobody_twice(field_work):
    for _ in range(40):
        address = field_work.address()
        field_work.elector(address)
        field_work.elector(address)
    session = field_work.session(field_work.organiser())
    callers = [field_work.caller(session) for _ in range(20)]
    start = Barrier(len(callers))

    def ring(user):
        try:
            start.wait(timeout=30)
            rung, hand = [], actions.go_on(by=user, session=session)
            while hand.now is not None:
                rung.append(Lease.objects.get(pk=hand.now).elector_id)
                _, hand, _ = _go_on(user, session, Report(uuid4(), hand.token, "conversation"))
            return rung
        finally:
            connection.close()

    with ThreadPoolExecutor(len(callers)) as pool:
        rung = Counter(elector for own in pool.map(ring, callers) for elector in own)
    assert set(rung.values()) == {1}
    assert len(rung) == ContactEvent.objects.count()
    left = Target.objects.filter(done_at=None)  # of a household whose call another looked past, until its time is up
    assert len(rung) + left.count() == 80
    assert all(place.held_until for place in left)
