"""A user's own polls in the data folder join every average and forecast."""

from datetime import date, timedelta

import numpy as np
import pytest

from groundgame.electoral.forecasting import ForecastError, forecast
from groundgame.electoral.polls import PollsError, average, known_polls, national_polls, newest, read

LATER = date(2026, 10, 1)
POLL = "date,pollster,conservative,labour,liberal-democrat,reform,green\n2026-09-20,Ours,20,31,13,21,11\n"


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("GROUNDGAME_HOME", str(tmp_path))
    return tmp_path


def test_without_a_file_they_are_the_record_s(home):
    assert known_polls() is national_polls()
    with pytest.raises(PollsError, match=r"polls\.csv"):
        average(LATER)


def test_a_newer_poll_lets_a_later_day_be_forecast(home):
    (home / "polls.csv").write_text(POLL)
    assert newest(known_polls()) == date(2026, 9, 20)
    found = average(LATER)
    assert found.share("labour") > found.share("conservative")
    contest = forecast("mayor", LATER, rng=np.random.default_rng(1), draws=500).contests[0]
    assert contest.id == "mayor.london.2028-05-04"


def test_a_newer_poll_changes_nothing_before_its_day(home):
    before = average(date(2026, 1, 9))
    (home / "polls.csv").write_text(POLL)
    assert (average(date(2026, 1, 9)).mean == before.mean).all()


def test_a_poll_that_the_record_has_too_counts_once(home):
    """The record's last poll under the same name in capitals, with other figures: it moves nothing."""
    last = national_polls()
    name, end = str(last.pollster[-1]), newest()
    line = f"{end},{name.upper()},90,2,2,2,2"
    (home / "polls.csv").write_text(f"{POLL.splitlines()[0]}\n{line}\n")
    assert len(known_polls()) == len(last)
    file = home / "more.csv"
    file.write_text((home / "polls.csv").read_text())
    day = end + timedelta(days=1)
    assert (average(day, extra=read(file)).shares == average(day).shares).all()
    file.write_text(file.read_text().replace(name.upper(), "Another"))
    assert average(day, extra=read(file)).share("conservative") > average(day).share("conservative")
    file.write_text(file.read_text().replace("Another", ""))
    (home / "polls.csv").write_text(file.read_text())
    assert len(known_polls()) == len(last) + 1, "nobody knows whose a poll without a name is"


def test_a_file_that_was_changed_is_read_again(home):
    (home / "polls.csv").write_text(POLL)
    first = known_polls()
    (home / "polls.csv").write_text(POLL + "2026-09-25,Ours,20,31,13,21,11\n")
    assert len(known_polls()) == len(first) + 1


def test_a_wrong_file_stops_a_forecast_with_its_line(home):
    (home / "polls.csv").write_text(POLL + "2026-09-21,Ours,60,60,10,0,0\n")
    with pytest.raises(ForecastError, match=r"polls\.csv: Line 3"):
        forecast("mayor", LATER, rng=np.random.default_rng(1), draws=10)
