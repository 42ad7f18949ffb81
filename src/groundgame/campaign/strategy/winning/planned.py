"""The plan behind the page: the draws once a day, and a plan for each question, both worked out behind the page."""

import datetime as dt
from collections.abc import Hashable

import numpy as np
from django.utils import timezone

from groundgame.campaign.strategy.answers import Answer, answer
from groundgame.campaign.strategy.coming.forecasts import SEED, polls_mark, standpoint
from groundgame.campaign.strategy.winning.asked import fields
from groundgame.campaign.strategy.winning.firm import CASES, Firm, firm
from groundgame.campaign.strategy.winning.shown import Shown, shown
from groundgame.electoral.allocation import AllocationError
from groundgame.electoral.allocation.across.answer import make_plan
from groundgame.electoral.allocation.across.asking import Ask
from groundgame.electoral.allocation.across.effects import Effects, default_effects
from groundgame.electoral.allocation.across.field import field
from groundgame.electoral.allocation.across.rounds import Field
from groundgame.electoral.contests import Party, record
from groundgame.electoral.forecasting import ForecastError
from groundgame.electoral.forecasting.london.known import Known
from groundgame.electoral.polls import PollsError

DRAWS = 1_500
"""Enough for a page: a slider is answered in about a second, and every process keeps its own."""
PATIENCE_SECONDS = 1.5
"""How long the page waits for a plan whose draws are there: to say after less that it is being worked out, and to ask
again, would take longer."""
REFUSED = (AllocationError, ForecastError, PollsError)


def field_answer(party: str, *, patience: float | None = None) -> Answer[Field]:
    """Return all that a party may win, on joint draws as of today or the day after the record's last poll."""
    today = timezone.localdate()
    as_of = standpoint("boroughs", today).as_of
    key = ("field", party, str(as_of), str(today), polls_mark())
    return answer(key, lambda: _field(party, as_of, today), refused=REFUSED, patience=patience)


def plan_answer(
    ours: Party, ask: Ask, *, effects: Effects | None = None, patience: float | None = None
) -> Answer[Shown]:
    """Return what the page shows of the plan that is asked for, once the draws are there and it is worked out.

    By the default `effects` of a contact, unless our own trials have told others.

    The plan itself, tens of megabytes of curves, is not kept.
    """
    found = field_answer(ours.id, patience=patience)
    if found.value is None:
        return Answer(refusal=found.refusal)
    ahead, effects = found.value, effects or default_effects()
    return answer(
        _key("plan", ours, ahead, ask, effects),
        lambda: shown(make_plan(ahead, ask, effects=effects, rng=np.random.default_rng(SEED), bounded=False), ours),
        refused=REFUSED,
        patience=PATIENCE_SECONDS if patience is None else patience,
    )


def firm_answer(
    ours: Party, ask: Ask, *, effects: Effects | None = None, patience: float | None = None
) -> Answer[Firm]:
    """Return how good the same plan is and how firm, which takes ten times as long: beside the page's other answers."""
    found = field_answer(ours.id, patience=patience)
    if found.value is None:
        return Answer(refusal=found.refusal)
    ahead, effects = found.value, effects or default_effects()
    rng = np.random.default_rng(SEED)
    return answer(
        _key("firm", ours, ahead, ask, effects),
        lambda: firm(make_plan(ahead, ask, effects=effects, rng=rng, cases=CASES)),
        refused=REFUSED,
        patience=patience,
        slow=True,
    )


def _key(what: str, ours: Party, ahead: Field, ask: Ask, effects: Effects) -> Hashable:
    return (
        what,
        ours.id,
        str(ahead.as_of),
        ahead.law,
        polls_mark(),
        tuple(fields(ask)),
        ask.half_life_weeks,
        tuple((one.votes_per_contact, one.sd) for one in effects.values()),
    )


def _field(party: str, as_of: dt.date, today: dt.date) -> Field:
    """Draw the field; the mayor is elected by the law as it is today, however old the polls."""
    known, rng = Known(record(None), as_of), np.random.default_rng(SEED)
    return field(known, party, rng=rng, draws=DRAWS, law_as_of=today)
