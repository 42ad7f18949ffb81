"""Plans of 2022, made with what was known before, against what campaigns do without one."""

import pytest

from groundgame.electoral.replay import plans
from groundgame.electoral.replay.plans import BUDGETS_HOURS, PLANS, replay_plans, totals

pytestmark = pytest.mark.slow

PARTIES = ("labour", "liberal-democrat")


@pytest.fixture(scope="module")
def scores():
    with pytest.MonkeyPatch.context() as smaller:
        smaller.setattr(plans, "FRESH_DRAWS", 4_000)
        smaller.setattr(plans, "PARTIES", PARTIES)
        return list(replay_plans(seed=2022, years=[2022]))


def test_a_plan_gains_more_than_what_campaigns_do_without_one(scores):
    sums = totals(scores)
    assert len(scores) == len(PARTIES) * len(BUDGETS_HOURS) * len(PLANS)
    for budget, over_equal, over_closest in ((2_000, 4.0, 1.1), (10_000, 3.0, 1.05), (50_000, 1.8, 1.02)):
        ours, cautious = sums[budget, "plan"], sums[budget, "plan on half no change"]
        assert ours.fresh > over_equal * sums[budget, "equal split"].fresh
        assert ours.fresh > over_closest * sums[budget, "closest first"].fresh
        assert ours.fresh > 0.99 * sums[budget, "normal formula"].fresh
        assert cautious.no_change > sums[budget, "closest first"].no_change
        assert ours.fresh > cautious.fresh > 0.93 * ours.fresh


def test_more_hours_gain_more_and_ever_less_each(scores):
    sums = totals(scores)
    for plan in PLANS:
        some, more, most = (sums[budget, plan].fresh for budget in BUDGETS_HOURS)
        assert 0 < some < more < most
        assert most / BUDGETS_HOURS[2] < more / BUDGETS_HOURS[1] <= 1.02 * some / BUDGETS_HOURS[0]
