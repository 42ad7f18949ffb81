"""How fast a contact's effect fades, for the plan: the default, and our own trials as they are looked up again."""

from dataclasses import replace

from groundgame.campaign.canvass.models import Trial
from groundgame.campaign.strategy.learning.effects import part_of_default
from groundgame.campaign.strategy.learning.reading import TURNOUT
from groundgame.campaign.strategy.learning.results import kept_results
from groundgame.campaign.strategy.learning.shown import look_of
from groundgame.electoral.allocation.across.asking import HALF_LIFE_SOURCE, HALF_LIFE_WEEKS, Ask
from groundgame.electoral.trials import FadingBelief, FadingPrior, believe_fading


def with_learned_fading(ask: Ask) -> Ask:
    """Return what is asked, with the half-life that the default and all the site's trials together tell.

    Trials tell how an effect fades from one polling day to the next; before a polling day it is taken to fade as fast.
    """
    lasting = list(Trial.objects.filter(ended_at=None).values_list("pk", flat=True))
    turnout = [one for one in kept_results(lasting) if one.outcome == TURNOUT and one.result is not None]
    looks = [look for look in map(look_of, turnout) if look is not None]
    found = believe_fading(looks, FadingPrior(HALF_LIFE_WEEKS))
    if not found.trials:
        return replace(ask, half_life_weeks=HALF_LIFE_WEEKS, half_life_source=HALF_LIFE_SOURCE)
    return replace(ask, half_life_weeks=round(found.weeks, 1), half_life_source=_source(found))


def _source(found: FadingBelief) -> str:
    many = f"{found.trials} session{'' if found.trials == 1 else 's'}"
    return (
        f"Our own trials between polling days: {many} and the default of {HALF_LIFE_WEEKS:g} weeks, on which "
        f"{part_of_default(found.from_default)} still rests; before a polling day it is taken to fade as fast"
    )
