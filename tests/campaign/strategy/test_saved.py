"""Answers that outlive the process: made once, read exactly as they were, and made anew where they are damaged."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from groundgame.campaign.strategy.answers import forget
from groundgame.campaign.strategy.coming import forecasts
from groundgame.campaign.strategy.coming.forecasts import forecast_answer
from groundgame.campaign.strategy.saved import FOLDER, MOST_KEPT, saved, sources_mark


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("GROUNDGAME_HOME", str(tmp_path))
    sources_mark.cache_clear()
    forget()  # what other tests had worked out is saved in no folder of ours
    yield tmp_path
    sources_mark.cache_clear()
    forget()


class Maker:
    """Counts how often an answer had to be made."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> dict[str, float]:
        self.times += 1
        return {"chance": 1 / 3}


def ask(make: Maker, key: str = "one") -> dict[str, float]:
    return saved(key, make, write=dict, read=dict)


def test_an_answer_is_made_once_and_read_exactly_as_it_was(home: Path) -> None:
    make = Maker()
    assert ask(make) == ask(make) == {"chance": 1 / 3}
    assert make.times == 1
    ask(make, "another")
    assert make.times == 2
    assert len(list((home / FOLDER).iterdir())) == 2, "nothing half-written is left"


@pytest.mark.parametrize("damage", ["", "{", "[1]", "\x00"])
def test_a_damaged_answer_is_made_anew(home: Path, damage: str) -> None:
    make = Maker()
    ask(make)
    [path] = (home / FOLDER).iterdir()
    path.write_text(damage)
    assert ask(make) == ask(make) == {"chance": 1 / 3}
    assert make.times == 2


def test_a_result_that_was_added_asks_for_new_answers(home: Path) -> None:
    make = Maker()
    ask(make)
    added = home / "record" / "added"
    added.mkdir(parents=True)
    (added / "boroughs.csv").write_text("a result")
    ask(make)
    assert make.times == 1, "this process keeps the record that it began with"
    sources_mark.cache_clear()
    ask(make)
    assert make.times == 2


def test_a_folder_that_cannot_be_written_costs_only_the_next_wait(home: Path) -> None:
    (home / FOLDER).write_text("a file in the way")
    assert ask(Maker()) == {"chance": 1 / 3}


def test_the_oldest_are_forgotten(home: Path) -> None:
    for number in range(MOST_KEPT + 3):
        ask(Maker(), str(number))
    assert len(list((home / FOLDER).iterdir())) == MOST_KEPT


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["assembly", "general"])
def test_a_forecast_after_a_restart_is_the_same_and_is_not_worked_out(
    home: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    first = forecast_answer(kind, patience=60).value
    assert first is not None
    forget()
    monkeypatch.setattr(forecasts, "make", None)  # a second working out would fail
    assert forecast_answer(kind, patience=60).value == first
