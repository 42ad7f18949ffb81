"""A session that rings on weekdays alone, or at weekends alone, gives out no call on other days."""

import datetime as dt

import pytest
from django.utils import timezone

from groundgame.campaign.canvass.hours import is_open_now, seconds_open, told_hours
from groundgame.campaign.canvass.models import Session
from groundgame.campaign.canvass.queue import why_empty
from groundgame.campaign.canvass.recycling import Rule, next_try

SUNDAY, MONDAY, FRIDAY, SATURDAY = (dt.date(2026, 3, day) for day in (15, 16, 20, 21))


def at(day: dt.date, hour: int, minute: int = 0) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour, minute)))


def session(days: str, opens: int | None = 10, closes: int | None = 18) -> Session:
    hours = {
        name: None if hour is None else dt.time(hour) for name, hour in (("opens_at", opens), ("closes_at", closes))
    }
    return Session(days=days, audience={"wards": []}, **hours)


@pytest.mark.parametrize(
    ("days", "day", "hour", "rings"),
    [
        ("", SATURDAY, 11, True),
        ("weekends", SATURDAY, 11, True),
        ("weekends", SUNDAY, 17, True),
        ("weekends", SATURDAY, 18, False),
        ("weekends", FRIDAY, 11, False),
        ("weekdays", FRIDAY, 17, True),
        ("weekdays", MONDAY, 9, False),
        ("weekdays", SUNDAY, 11, False),
    ],
)
def test_it_rings_on_its_days_within_its_hours(days, day, hour, rings):
    assert is_open_now(session(days), at(day, hour)) == rings


def test_what_began_on_one_of_its_days_rings_over_midnight():
    late = session("weekdays", opens=22, closes=2)
    assert is_open_now(late, at(SATURDAY, 1))  # Friday's
    assert not is_open_now(late, at(SATURDAY, 23))
    assert not is_open_now(late, at(MONDAY, 1))  # Sunday's
    assert is_open_now(session("weekends", opens=None, closes=None), at(SUNDAY, 3))


def test_volunteers_are_told_its_days():
    assert told_hours(session("weekends")) == "at weekends, from 10:00, until 18:00"
    weekdays = session("weekdays")
    weekdays.opens_on_sunday_at = dt.time(11)  # which it never comes to
    assert told_hours(weekdays) == "on weekdays, from 10:00, until 18:00"


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (at(FRIDAY, 11, 20), "This phone bank rings at weekends from 10:00 until 18:00, and it is Friday 11:20 now."),
        (at(SATURDAY, 8, 5), "This phone bank rings at weekends from 10:00 until 18:00, and it is 08:05 now."),
    ],
)
def test_on_another_day_it_says_when_it_rings(monkeypatch, now, told):
    monkeypatch.setattr(timezone, "now", lambda: now)
    assert why_empty(session("weekends")) == told


def test_whoever_was_not_in_is_tried_again_on_one_of_its_days():
    rule = Rule(minutes=60, another_time=True)
    again = next_try(session("weekdays", opens=9, closes=20), rule, at(FRIDAY, 18))
    assert timezone.localtime(again).date() == MONDAY + dt.timedelta(weeks=1)


def test_another_time_is_none_at_which_it_does_not_ring():
    a_day_later = Rule(minutes=24 * 60, another_time=True)
    weekdays = session("weekdays", opens=9, closes=20)
    again = next_try(weekdays, a_day_later, at(FRIDAY, 10))  # not on Saturday, which would come to Monday morning
    assert again == at(MONDAY + dt.timedelta(weeks=1), 12)


def test_without_a_closing_time_the_last_of_its_days_ends_at_midnight():
    weekdays = session("weekdays", opens=None, closes=None)
    assert seconds_open(weekdays, at(FRIDAY, 23, 50)) == 600
    assert seconds_open(weekdays, at(MONDAY, 23, 50)) is None
    assert seconds_open(session("", opens=9, closes=None), at(MONDAY, 23, 50)) == 600
