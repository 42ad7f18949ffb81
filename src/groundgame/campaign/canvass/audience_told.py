"""An audience in words, as whoever made it would say whom it is for."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from groundgame.campaign.canvass.areas import where
from groundgame.campaign.canvass.audience import NOT_KNOWN, Attained, Audience, Dwelling
from groundgame.campaign.canvass.codes import intention_labels, issue_choices, told_ages
from groundgame.electoral.places import atlas

MOST_NAMED = 4
PROMISES = {"yes": "Promised", "maybe": "Perhaps", "no": "No", NOT_KNOWN: "Not asked yet"}
CONTEST_NAMES = {
    "mayor": "Mayor and Assembly",
    "borough": "Borough council",
    "parliament": "House of Commons",
}
AGES = {
    Attained.COMING: "16 or 17: turns 18 after today",
    Attained.LATELY: "18 or 19: turned 18 in the last two years",
}
DWELLINGS = {Dwelling.HOUSE: "in a house", Dwelling.FLAT: "in a flat"}


def told_audience(area: str, audience: Audience) -> str:
    """Return whom an audience of an area is for, in one sentence without its end.

    Every condition that is set is named; of long lists the first few, and how many there are.
    """
    said = [*_places(audience), *_contacts(audience), *_answers(audience), *_people(audience)]
    return "; ".join([where(area, list(audience.wards)), *(said or ["everybody there"])])


def _places(audience: Audience) -> Iterator[str]:
    districts = [f"polling district {one}" for one in audience.polling_districts]
    if districts or audience.streets:
        yield _listed([*districts, *audience.streets])


def _contacts(audience: Audience) -> Iterator[str]:
    if audience.never_contacted:
        yield "never reached before"
    if audience.last_contact_before:
        yield f"not reached since {_day(audience.last_contact_before)}"
    if audience.attempted_before:
        yield f"nobody tried since {_day(audience.attempted_before)}"


def _answers(audience: Audience) -> Iterator[str]:
    if audience.intentions:
        labels = intention_labels(audience.intentions) | {NOT_KNOWN: "Not known yet"}
        yield f"voting intention: {_listed(_named(audience.intentions, labels))}"
    if audience.promises:
        yield f"promise: {_listed(_named(audience.promises, PROMISES))}"
    if audience.issues:
        boroughs = sorted({atlas().area(ward).borough or "" for ward in audience.wards})
        yield f"raised: {_listed(_named(audience.issues, dict(issue_choices(boroughs))))}"


def _people(audience: Audience) -> Iterator[str]:
    yield from _voted(audience)
    if audience.by_post is not None:
        yield "with a postal vote" if audience.by_post else "without a postal vote"
    if audience.attained:
        yield f"aged {AGES[audience.attained]}"
    if audience.ages:
        yield f"age as told: {_listed(_named(audience.ages, dict(told_ages())))}"
    if audience.dwelling:
        yield DWELLINGS[audience.dwelling]
    if audience.numbered is not None:
        yield f"with {'a' if audience.numbered else 'no'} telephone that may be rung"
    if audience.contest:
        day = f" on {_day(audience.contest_on)}" if audience.contest_on else ""
        yield f"may vote for {CONTEST_NAMES[audience.contest]}{day}"


def _voted(audience: Audience) -> Iterator[str]:
    bounds = [("at least", audience.voted_least), ("at most", audience.voted_most)]
    said = [f"{word} {times}" for word, times in bounds if times is not None]
    if said:
        yield f"voted {' and '.join(said)} of the last {audience.voted_of} times"


def _day(day: dt.date) -> str:
    return f"{day:%-d %B %Y}"


def _named(values: Sequence[str], labels: Mapping[str, str]) -> list[str]:
    return [labels.get(value, value) for value in values]


def _listed(names: Sequence[str]) -> str:
    """Return names as one would say them, the first few of many."""
    if len(names) > MOST_NAMED:
        return f"{', '.join(names[:MOST_NAMED])} or {len(names) - MOST_NAMED} more"
    return " or ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
