"""What would have to be true, in plain sentences."""

from collections.abc import Mapping

from groundgame.electoral.forecasting.needed import LEAST_TURNOUT, MOST_TURNOUT, Needed, RingNeeded


def sentences(answer: Needed, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return what `needed` found as sentences for a page; `names` gives each party's name by id.

    Of draws, to win means to be ahead in half of them.
    """
    if answer.wins:
        return (f"As it stands {names[answer.ours]} wins, by {_points(answer.lead)} of the votes.",)
    first = f"As it stands {names[answer.ours]} is {_points(-answer.lead)} behind."
    return (first, _swing(answer, names), *(_turnout(each) for each in answer.rings), *_both(answer))


def _swing(answer: Needed, names: Mapping[str, str]) -> str:
    if answer.swing is None:
        return f"Not even every vote of {names[answer.rival]} would do it."
    return (
        f"It would take {_points(answer.swing)} of the votes everywhere, from {names[answer.rival]} to "
        f"{names[answer.ours]}."
    )


def _turnout(each: RingNeeded) -> str:
    place = f"{each.ring.capitalize()} London"
    if each.needed is None:
        reach = f"{LEAST_TURNOUT:.0%} to {MOST_TURNOUT:.0%}"
        return f"No turnout of {each.ring} London alone would do it, from {reach}; it stands at {each.turnout:.1%}."
    return f"{place} would have to turn out {each.needed:.1%}, not {each.turnout:.1%}, with no swing at all."


def _both(answer: Needed) -> tuple[str, ...]:
    """Say the half-way point, where there is one: half of the swing, and the turnout that then is enough."""
    if not answer.curve:
        return ()
    half = answer.curve[len(answer.curve) // 2]
    now = {each.ring: each.turnout for each in answer.rings}
    found = [(ring, turnout) for ring, turnout in (("inner", half.inner), ("outer", half.outer)) if turnout is not None]
    if not found:
        return ()
    ring, turnout = min(found, key=lambda each: abs(each[1] - now[each[0]]))
    return (f"Or both: a swing of {_points(half.swing)}, and {turnout:.1%} of {ring} London turning out.",)


def _points(share: float) -> str:
    points = f"{100 * share:.1f}"
    return f"{points} point" if points == "1.0" else f"{points} points"
