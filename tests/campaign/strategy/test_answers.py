"""What takes long keeps nothing waiting that is quick, and of several such questions only the newest waits its turn."""

import threading
from collections.abc import Callable, Iterator

import pytest

from groundgame.campaign.strategy import answers
from groundgame.campaign.strategy.answers import answer

LONG = 60.0


@pytest.fixture
def held() -> Iterator[Callable[[], str]]:
    """Return what is not worked out before the test says so by its `go`."""
    go, begun = threading.Event(), threading.Event()

    def work() -> str:
        begun.set()
        assert go.wait(LONG)
        return "at last"

    work.go, work.begun = go, begun  # type: ignore[attr-defined]  # so that a test lets it go on
    yield work
    go.set()
    answers.forget()


def test_a_quick_answer_does_not_wait_for_a_slow_one(held):
    assert not answer("slow", held, patience=0.0, slow=True).ready
    assert held.begun.wait(LONG)
    assert answer("quick", lambda: "at once", patience=LONG).value == "at once"
    assert not answer("slow", held, patience=0.0, slow=True).ready
    held.go.set()
    assert answer("slow", held, patience=LONG, slow=True).value == "at last"


def test_of_slow_questions_that_wait_only_the_newest_is_worked_out_and_an_older_one_may_be_asked_again(held):
    made = []
    answer("first", held, patience=0.0, slow=True)
    assert held.begun.wait(LONG)
    for name in ("second", "third"):
        answer(name, lambda name=name: made.append(name) or name, patience=0.0, slow=True)
    held.go.set()
    assert answer("third", lambda: "anew", patience=LONG, slow=True).value == "third"
    assert made == ["third"]
    assert answer("second", lambda: "asked again", patience=LONG, slow=True).value == "asked again"


def test_a_refusal_that_takes_long_is_told_when_it_is_asked_again(held):
    def refuses() -> str:
        raise ValueError(f"There is nothing to plan, {held()}.")

    assert not answer("refused", refuses, refused=(ValueError,), patience=0.0).ready
    held.go.set()
    answer("behind it", lambda: "done", patience=LONG)
    told = answer("refused", refuses, refused=(ValueError,), patience=0.0)
    assert told.refusal == "There is nothing to plan, at last."


def test_what_fails_otherwise_is_raised_and_is_tried_again_when_asked_again():
    def fails() -> str:
        raise OSError("no more memory")

    with pytest.raises(OSError, match="no more memory"):
        answer("failed", fails, refused=(ValueError,), patience=LONG)
    assert answer("failed", lambda: "now", refused=(ValueError,), patience=LONG).value == "now"
    answers.forget()
