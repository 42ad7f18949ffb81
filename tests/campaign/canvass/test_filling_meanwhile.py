"""While a large audience is filled, its session can be paused and closed: nobody who runs it waits."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from groundgame.campaign.canvass import actions
from groundgame.campaign.canvass.models import Target

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
        pool.submit(close).result(timeout=30)
    session.refresh_from_db()
    assert session.closed_at is not None
    assert Target.objects.filter(session=session).count() == 1
