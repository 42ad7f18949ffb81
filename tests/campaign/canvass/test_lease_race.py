"""Fifty callers at once, on a real PostgreSQL: nobody gets an elector whom somebody else has."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from groundgame.campaign.canvass import actions
from groundgame.campaign.canvass.actions.leases import lock_targets
from groundgame.campaign.canvass.leasing import NOBODY, pick, put_off
from groundgame.campaign.canvass.models import Lease, Target
from groundgame.campaign.canvass.queue import queue_of
from groundgame.campaign.canvass.reports import Report
from tests.campaign.waiting import until_somebody_waits

pytestmark = pytest.mark.django_db(transaction=True)

CALLERS = 50


def _together(work, jobs):
    """Run the jobs in threads that start at one moment, each on a connection of its own; return all they give."""
    start = Barrier(len(jobs))

    def run(job):
        try:
            start.wait(timeout=60)
            return work(*job)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def _overlapping_sessions(field_work, households):
    """Return two sessions with the same electors, two a household, and fifty callers, half in each."""
    for _ in range(households):
        address = field_work.address()
        field_work.elector(address)
        field_work.elector(address)
    organiser = field_work.organiser()
    sessions = [field_work.session(organiser), field_work.session(organiser)]
    return sessions, [(field_work.caller(sessions[number % 2]), sessions[number % 2]) for number in range(CALLERS)]


def test_at_one_moment_no_elector_and_no_household_is_given_to_two(field_work):
    _, jobs = _overlapping_sessions(field_work, households=40)
    leases = _together(lambda user, session: actions.take_next(by=user, session=session), jobs)
    given = [lease for lease in leases if lease is not None]
    assert len({lease.elector_id for lease in given}) == len(given)
    assert len({lease.household for lease in given}) == len(given) == 40
    assert Lease.objects.filter(closed_at=None).count() == 40


def test_until_the_queue_is_dry_every_elector_is_rung_exactly_once(field_work):
    sessions, jobs = _overlapping_sessions(field_work, households=60)

    def ring_until_dry(user, session):
        rung, dry = [], 0
        while dry < 3:
            lease = actions.take_next(by=user, session=session)
            if lease is None:
                dry += 1
                continue
            actions.save_contact(
                by=user, session=session, report=Report(lease.token, lease.token, "conversation", {"promise": "yes"})
            )
            rung.append(lease.elector_id)
        return rung

    rung = Counter(elector for own in _together(ring_until_dry, jobs) for elector in own)
    for user, session in jobs[:2]:  # those whom the last race left behind, if any
        rung.update(ring_until_dry(user, session))
    assert set(rung.values()) == {1}
    assert len(rung) == 120
    assert all(queue_of(session).done == 120 for session in sessions)


def test_of_two_callers_at_one_moment_the_second_looks_past_the_firsts_household(field_work):
    _, jobs = _overlapping_sessions(field_work, households=2)
    (one, session), _, (other, _), _, (third, _), *_ = jobs

    def tries(user):
        try:
            return pick(session, user.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool, transaction.atomic():  # whose leases nobody else sees yet
        first = pick(session, one.pk)
        second = pool.submit(tries, other).result(timeout=60)  # who would wait for the first, and lose
        assert pool.submit(tries, third).result(timeout=60) == NOBODY
    homes = Lease.objects.filter(pk__in=[first.held.id, second.held.id]).values_list("household", flat=True)
    assert len(set(homes)) == 2


def test_a_place_is_put_off_for_a_call_of_its_own_session_alone(field_work):
    sessions, jobs = _overlapping_sessions(field_work, households=1)
    lease = actions.take_next(by=jobs[0][0], session=sessions[0])
    for session, until in zip(sessions, (lease.expires_at, None), strict=True):
        places = Target.objects.filter(session=session).exclude(elector=lease.elector_id)
        places.update(held_until=None)
        put_off(session, places.get().pk)
        assert places.get().held_until == until


def test_one_caller_in_many_tabs_has_one_elector(field_work):
    for _ in range(30):
        field_work.elector()
    session = field_work.session(field_work.organiser())
    caller = field_work.caller(session)
    leases = _together(lambda user, bank: actions.take_next(by=user, session=bank), [(caller, session)] * 20)
    assert len({lease.elector_id for lease in leases}) == 1


def test_a_report_sent_many_times_at_once_is_one_event(field_work):
    elector = field_work.elector()
    session = field_work.session(field_work.organiser())
    caller = field_work.caller(session)
    lease = actions.take_next(by=caller, session=session)
    report = Report(lease.token, lease.token, "conversation", {"voting_intention": "us"})
    saved = _together(
        lambda user, bank: actions.save_contact(by=user, session=bank, report=report), [(caller, session)] * 20
    )
    assert sum(one.fresh for one in saved) == 1
    assert len({one.event.pk for one in saved}) == 1
    elector.state.refresh_from_db()
    assert (elector.state.attempts, elector.contacts.count()) == (1, 1)


def test_two_windows_of_one_caller_at_one_moment_show_the_same_elector(field_work):
    for _ in range(4):
        field_work.elector()
    session = field_work.session(field_work.organiser())
    caller = field_work.caller(session)
    first = actions.go_on(by=caller, session=session)
    report = Report(first.token, first.token, "no_answer")
    actions.save_contact(by=caller, session=session, report=report)  # now they hold the call fetched ahead alone

    def other_window():
        try:
            return actions.go_on(by=caller, session=session)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            mine = pick(session, caller.pk).held
            going = pool.submit(other_window)
            until_somebody_waits()
        hand = going.result(timeout=60)
    assert (hand.now, hand.token) == (mine.id, mine.token)
    assert hand.ahead == first.ahead


def test_a_lease_begins_after_the_one_that_its_statement_waited_for(field_work):
    address = field_work.address()
    for _ in range(2):
        field_work.elector(address)
    session = field_work.session(field_work.organiser())
    one, other = field_work.caller(session), field_work.caller(session)
    first = actions.take_next(by=one, session=session)
    Lease.objects.filter(pk=first.pk).update(expires_at=first.leased_at)  # it has run out
    Target.objects.exclude(elector=first.elector_id).update(not_before=session.created_at, held_until=None)

    def other_caller():
        try:
            return actions.take_next(by=other, session=session)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            lock_targets([first.elector_id])
            Lease.objects.select_for_update().get(pk=first.pk)
            going = pool.submit(other_caller)  # tries the other of the household, and waits for the lease that ran out
            until_somebody_waits()
            actions.save_contact(by=one, session=session, report=Report(first.token, first.token, "no_answer"))
        second = going.result(timeout=60)
    first.refresh_from_db()
    assert (second.household, second.elector_id == first.elector_id) == (first.household, False)
    assert second.leased_at >= first.closed_at
