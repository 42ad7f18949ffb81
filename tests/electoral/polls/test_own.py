"""A user's own polls in the data folder join every average and forecast."""

from datetime import date

import numpy as np
import pytest

from groundgame.electoral.forecasting import ForecastError, forecast
from groundgame.electoral.polls import PollsError, average, known_polls, national_polls, newest

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


def test_a_file_that_was_changed_is_read_again(home):
    (home / "polls.csv").write_text(POLL)
    first = known_polls()
    (home / "polls.csv").write_text(POLL + "2026-09-25,Ours,20,31,13,21,11\n")
    assert len(known_polls()) == len(first) + 1


def test_a_wrong_file_stops_a_forecast_with_its_line(home):
    (home / "polls.csv").write_text(POLL + "2026-09-21,Ours,60,60,10,0,0\n")
    with pytest.raises(ForecastError, match=r"polls\.csv: Line 3"):
        forecast("mayor", LATER, rng=np.random.default_rng(1), draws=10)
