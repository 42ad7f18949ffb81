"""What a plan across the tiers takes for true, in sentences with their sources."""

from groundgame.electoral.allocation.across.asking import ROUND_OF, Ask
from groundgame.electoral.allocation.across.effects import DAYTIME, EVENING, WEEKEND, Channel, Effects, channels
from groundgame.electoral.allocation.across.homes import UNDECIDED
from groundgame.electoral.allocation.across.rounds import Field
from groundgame.electoral.allocation.across.times import UNSAID
from groundgame.electoral.allocation.across.travel import EVENING_HOURS, HOURS_A_HEX
from groundgame.electoral.allocation.gains import SMOOTHED_POINTS
from groundgame.electoral.allocation.homes import REACHABLE
from groundgame.electoral.forecasting import Assumption
from groundgame.electoral.forecasting.mayor import counted_by

OURS = "docs/planning.md"
WORDS = {"supporter": "a supporter", "undecided": "somebody undecided", "rival": "a rival's supporter"}
HOW = {"door": "at the door", "phone": "by telephone", "leaflet": "by leaflet"}

WHOLE_ASSEMBLY = Assumption(
    "A constituency of the Assembly counts for what it adds to all of the party's seats there, the list's among them: "
    "nothing on draws where the list takes one back.",
    "Greater London Authority Act 1999, Schedule 2, Part II",
)
TIMES_UNSAID = Assumption(
    f"Of the hours of which nobody said at what time of the week they are, {UNSAID[EVENING]:.0%} are taken to be on "
    f"weekday evenings and {UNSAID[WEEKEND]:.0%} at weekends; doors go first to the times when they lose least beside "
    "telephones.",
    "A guess; a column `time` in the hours by branch and week says it",
)


def assumptions(field: Field, ask: Ask, effects: Effects) -> tuple[Assumption, ...]:
    """Return a plan's assumptions: what draws lack, contests, what a contact does, whom it reaches, use of draws."""
    rounds = [each for each in field.rounds if each.name in ask.rounds]
    days = ", ".join(f"{each.name} on {each.day:%-d %B %Y}" for each in rounds)
    weights = ", ".join(f"{name} {weight:g}" for name, weight in ask.weights.items() if weight)
    found = [
        Assumption(f"Polling days: {days}. Weights: {weights}.", "The calendar of the law; weights as asked for"),
        Assumption(
            "Half of the draws are the forecast's and half those of somebody who expects the last result again, but "
            "for the Assembly; chances are told on the forecast's alone.",
            f"{OURS}: the plan on half of each never gained less than the closest first",
        ),
        Assumption(f"Every draw is blurred by {SMOOTHED_POINTS:g} points of the vote.", OURS),
        Assumption(
            f"Of a contact's effect half is left after {ask.half_life_weeks:g} weeks, and nothing is carried into "
            "another election.",
            ask.half_life_source,
        ),
        Assumption(
            f"{REACHABLE:.0%} of households have somebody who can be called on or rung; in {UNDECIDED:.0%} nobody has "
            "made up their mind, and the others divide as the ward's forecast does.",
            "A guess, on the households of the census of 2021",
        ),
        _travel(ask),
        *([WHOLE_ASSEMBLY] if ask.weights.get("assembly") else []),
        *([] if ask.volunteers and all(one.time for one in ask.volunteers) else [TIMES_UNSAID]),
    ]
    elections = {each.election for each in rounds}
    found += [
        counted_by(field.law, field.law.rule, each.day)
        for each in rounds
        if each.name == ROUND_OF["mayor"] and ask.weights.get("mayor")
    ]
    return (*field.for_want, *found, *_effects(effects, elections), *_paces())


def _travel(ask: Ask) -> Assumption:
    if not ask.volunteers:
        return Assumption("Volunteers' hours may go anywhere, at no cost in travel.", "No hours by branch were given")
    return Assumption(
        f"Of an evening of {EVENING_HOURS:g} hours, {60 * HOURS_A_HEX:g} minutes each way are lost for every ward of "
        "the hex map between the middle of a branch and where its volunteers work; at home nothing is lost.",
        "A guess",
    )


def _effects(effects: Effects, elections: set[str]) -> list[Assumption]:
    return [
        Assumption(
            f"A contact {HOW[channel]} with {WORDS[audience]} is worth {effect.votes_per_contact:+.4g} votes (give or "
            f"take {effect.sd:.2g}) in a {election} election.",
            effect.source,
        )
        for (channel, audience, election), effect in effects.items()
        if election in elections
    ]


def _paces() -> list[Assumption]:
    return [
        Assumption(f"An hour {HOW[name]} makes {one.contacts_per_hour:g} contacts{_at_times(one)}.", one.source)
        for name, one in channels().items()
    ]


def _at_times(one: Channel) -> str:
    """Say where and when a channel goes at another pace."""
    pace = one.contacts_per_hour
    others = {
        "in flats": one.in_flats,
        "at weekends": one.at[WEEKEND],
        "on weekdays by day": one.at[DAYTIME],
    }
    said = ", ".join(f"{part * pace:g} {where}" for where, part in others.items() if part != 1)
    if not one.sessions:
        return f", {said}" if said else ""
    return f" on a weekday evening, {said}" if said else ""
