"""The document says where others were better, and only there."""

from dataclasses import replace

from groundgame.electoral.replay import Baseline, Replay
from groundgame.electoral.replay.document import accuracy_document
from groundgame.electoral.replay.runs import Run

OURS = Replay(
    kind="boroughs",
    year=2022,
    given="day-before",
    share_error_points=4.5,
    seats_right=0.8,
    seat_error_by_party={"x": 60.0, "y": 40.0},
    brier=0.3,
    log_score=0.5,
    coverage_50=0.52,
    coverage_90=0.91,
    chances=((0.6, True), (0.4, False)),
)


def document(*others):
    return accuracy_document([Run(OURS, others)], {"boroughs": "images/calibration-boroughs.svg"})


def test_each_figure_stands_in_its_column():
    assert "| **2022, day before** | 4.50 | - | 80.0% | 100 | 0.300 | 0.500 | 52% | 91% |" in document()


def test_a_method_that_was_better_is_named_with_both_figures():
    text = document(Baseline("no change", "worked out here", 4.9, 0.81, 150))
    assert "- 2022, day before: no change: seats right 81.0 against our 80.0." in text


def test_a_method_that_was_no_better_is_not():
    text = document(Baseline("no change", "worked out here", 4.9, 0.79, 150), Baseline("a paper", "its own claim"))
    assert "No other method in the table did better" in text
    assert "| a paper (its own claim) | - | - | - | - | - | - | - | - |" in text


def test_the_picture_of_the_calibration_has_its_table():
    text = document()
    assert "(images/calibration-boroughs.svg)" in text
    assert "| 50 to 75% | 1 | 60.0% | 100.0% |" in text


def test_a_forecast_of_some_parties_is_set_against_ours_of_the_same():
    ours = replace(OURS, seat_error_by_party={"conservative": 60.0, "labour": 40.0})
    text = accuracy_document(
        [Run(ours, (Baseline("a poll", "its own claim", seat_error=30, seats_over=("conservative",)),))], {}
    )
    assert "a poll: seat error of those parties 30 against our 60." in text


def test_the_lead_is_compared_by_how_far_it_was_out_and_shown_with_its_side():
    ours = replace(OURS, lead_error_points=-6.0)
    text = accuracy_document([Run(ours, (Baseline("final polls", "worked out here", lead_error_points=5.0),))], {})
    assert "| 4.50 | -6.0 |" in text
    assert "final polls: lead error 5.0 against our 6.0." in text
