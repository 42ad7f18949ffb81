"""While a large audience is filled, its session can be paused and closed: nobody who runs it waits."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYetError

import pytest
from django.db import connection, transaction
from django.utils import timezone

from groundgame.campaign.canvass import actions
from groundgame.campaign.canvass.models import HeldOut, Target

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_session_is_closed_while_its_audience_is_filled(field_work):
    organiser = field_work.organiser()
    session = field_work.session(organiser)
    field_work.elector()

    def close():
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '10s'")
            actions.close_session(by=organiser, session=session)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        assert actions.refresh_audience(by=organiser, session=session) == 1
        pool.submit(close).result(timeout=120)
    session.refresh_from_db()
    assert session.closed_at is not None
    assert Target.objects.filter(session=session).count() == 1


def test_two_sessions_filled_at_once_see_one_anothers_draw(field_work):
    organiser, script = field_work.organiser(), field_work.script()
    for _ in range(20):
        field_work.elector()
    soon = timezone.localdate() + dt.timedelta(days=30)

    def make(**how):
        return field_work.session(organiser, script=script, **how)

    def beside():
        try:
            return make()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            first = make(held_back=0.5, polling_day=soon)
            second = pool.submit(beside)
            with pytest.raises(NotYetError):
                second.result(timeout=1)
        called = set(second.result(timeout=120).targets.values_list("elector", flat=True))
    away = set(HeldOut.objects.filter(session=first).values_list("elector", flat=True))
    assert len(away) == 10
    assert not called & away
