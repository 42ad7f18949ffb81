"""Plans before a polling day that is over by now."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from groundgame.electoral.allocation.across.answer import make_plan
from groundgame.electoral.allocation.across.as_json import as_json
from groundgame.electoral.allocation.across.asking import Ask
from groundgame.electoral.allocation.across.rehearsing import rehearsal
from groundgame.electoral.contests import record

AFTER = date(2026, 11, 24)


def test_a_polling_day_that_is_over_and_not_in_the_record_is_a_rehearsal_and_what_is_ahead_is_named(small):
    said = rehearsal(small, Ask({"boroughs": 1.0}, 10), record(None), AFTER)
    assert said is not None
    assert "of boroughs, 7 May 2026, is over on 24 November 2026, and the record has no result of it" in said.sentence
    assert "Still ahead: mayor on 4 May 2028; --contests mayor,assembly plans for that." in said.sentence


def test_one_that_the_record_has_looks_back(small):
    rounds = replace(small.rounds[0], day=date(2022, 5, 5)), replace(small.rounds[1], day=date(2024, 5, 2))
    said = rehearsal(replace(small, rounds=rounds), Ask({"boroughs": 1.0, "mayor": 1.0}, 10), record(None), AFTER)
    assert said is not None
    assert said.sentence.count("has its result: a plan of it looks back") == 2
    assert "ahead" not in said.sentence


@pytest.mark.parametrize(("weights", "today"), [({"mayor": 1.0}, AFTER), ({"boroughs": 1.0}, date(2026, 5, 7))])
def test_of_a_day_that_is_ahead_nothing_is_said(small, weights, today):
    assert rehearsal(small, Ask(weights, 10), record(None), today) is None


def test_a_plan_tells_it_first_of_what_it_assumes(small):
    ask = Ask({"boroughs": 1.0}, 100)
    over = rehearsal(small, ask, record(None), AFTER)
    plan = make_plan(small, ask, rng=np.random.default_rng(1), rehearsed=over)
    assert plan.rehearsal
    assert as_json(plan)["assumptions"][0]["sentence"] == plan.rehearsal
