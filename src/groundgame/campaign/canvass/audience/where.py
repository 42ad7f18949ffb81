"""An audience as the conditions of a statement. On `e` an elector, `a` the address, `c` what the contact log says."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from groundgame.campaign.canvass.audience.conditions import NOT_KNOWN, Attained, Audience, Dwelling
from groundgame.campaign.canvass.audience.history import history_of
from groundgame.campaign.canvass.opinions import OPINIONS_KEPT_SQL
from groundgame.campaign.canvass.reports import ISSUE
from groundgame.campaign.register.franchise import may_vote_sql
from groundgame.campaign.register.suppression import CALLABLE_NUMBER_SQL, TODAY_SQL

LATELY_YEARS = 2
FROM_SQL = """
    register_elector e
    LEFT JOIN canvass_electorstate c ON c.elector_id = e.id
    LEFT JOIN register_address a ON a.id = e.address_id
"""
_KEEPS_OPINIONS = OPINIONS_KEPT_SQL.replace("v.elector_id", "e.id")
_NUMBERED = f"EXISTS (SELECT FROM register_telephonenumber t WHERE t.elector_id = e.id AND {CALLABLE_NUMBER_SQL})"
_BY_POST = (
    "EXISTS (SELECT FROM register_absentvoter b WHERE b.elector_id = e.id AND b.kind = 'postal' "
    "AND b.election_date = ANY(%(postal_days)s))"
)
_VOTED = (
    "(SELECT count(*) FROM register_markedentry m WHERE m.elector_id = e.id AND m.election_date = ANY(%(marked_days)s))"
)
_ISSUES = f"""({_KEEPS_OPINIONS} AND EXISTS (
    SELECT FROM canvass_newestanswer n WHERE n.elector_id = e.id
      AND ((n.question_key = 'issue' AND n.value = ANY(%(issues)s)) OR n.question_key = ANY(%(issue_keys)s))))"""


def where_sql(audience: Audience) -> tuple[str, dict[str, Any]]:
    """Return the conditions and their values. Whether somebody may be rung, or knocked for, is not among them."""
    pieces: list[str] = []
    values: dict[str, Any] = {}
    for piece, more in _conditions(audience):
        pieces.append(piece)
        values |= more
    return "\n      AND ".join(pieces), values


def _conditions(audience: Audience) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "e.ward = ANY(%(wards)s)", {"wards": list(audience.wards)}
    yield "(c.gone_at IS NULL OR c.last_contact_at > c.gone_at)", {}
    yield from _places(audience)
    yield from _contact(audience)
    yield from _answers(audience)
    if _profiles(audience):
        yield _KEEPS_OPINIONS, {}
    yield from _history(audience)
    yield from _people(audience)


def _profiles(audience: Audience) -> bool:
    """Tell whether people are chosen by what we know of their voting or age: not those who object to profiling.

    Law: UK GDPR art. 21(2)-(3).
    """
    of_votes = (audience.voted_least, audience.voted_most, audience.by_post)
    return any(value is not None for value in of_votes) or bool(audience.attained or audience.ages)


def _places(audience: Audience) -> Iterator[tuple[str, dict[str, Any]]]:
    districts, streets = list(audience.polling_districts), [street.upper() for street in audience.streets]
    if districts or streets:
        values = {"districts": districts, "streets": streets}
        yield "(e.polling_district = ANY(%(districts)s) OR upper(a.street) = ANY(%(streets)s))", values
    if audience.dwelling:
        yield f"a.flat {'<>' if audience.dwelling == Dwelling.FLAT else '='} ''", {}


def _contact(audience: Audience) -> Iterator[tuple[str, dict[str, Any]]]:
    if audience.never_contacted:
        yield "c.last_contact_at IS NULL", {}
    elif audience.last_contact_before:
        reached = {"reached_before": _start_of(audience.last_contact_before)}
        yield "(c.last_contact_at IS NULL OR c.last_contact_at < %(reached_before)s)", reached
    if audience.attempted_before:
        tried = {"tried_before": _start_of(audience.attempted_before)}
        yield "(c.last_attempt_at IS NULL OR c.last_attempt_at < %(tried_before)s)", tried


def _answers(audience: Audience) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the conditions on what people told us: only of those whose opinions we may keep; others told nothing."""
    for key, column, values in (
        ("intentions", "voting_intention", audience.intentions),
        ("promises", "promise", audience.promises),
    ):
        if values:
            known = [value for value in values if value != NOT_KNOWN]
            said = f"({_KEEPS_OPINIONS} AND c.{column} = ANY(%({key})s))"
            unsaid = f"(coalesce(c.{column}, '') = '' OR NOT {_KEEPS_OPINIONS})"
            yield f"({said} OR {unsaid})" if NOT_KNOWN in values else said, {key: known}
    if audience.issues:
        issues = list(audience.issues)
        yield _ISSUES, {"issues": issues, "issue_keys": [ISSUE + issue for issue in issues]}
    if audience.ages:
        told = "SELECT FROM canvass_newestanswer n WHERE n.elector_id = e.id AND n.question_key = 'age'"
        yield f"EXISTS ({told} AND n.value = ANY(%(ages)s))", {"ages": list(audience.ages)}


def _history(audience: Audience) -> Iterator[tuple[str, dict[str, Any]]]:
    least, most = audience.voted_least, audience.voted_most
    if least is None and most is None and audience.by_post is None:
        return
    history = history_of(audience.wards)
    if least is not None or most is not None:
        days = {"marked_days": list(history.marked[: audience.voted_of])}
        yield (
            f"{_VOTED} BETWEEN %(least)s AND %(most)s",
            days | {"least": least or 0, "most": 99 if most is None else most},
        )
    if audience.by_post is not None:
        yield f"{'' if audience.by_post else 'NOT '}{_BY_POST}", {"postal_days": list(history.postal[:1])}


def _people(audience: Audience) -> Iterator[tuple[str, dict[str, Any]]]:
    if audience.attained == Attained.COMING:
        yield f"e.date_of_attainment > {TODAY_SQL}", {}
    elif audience.attained == Attained.LATELY:
        yield f"e.date_of_attainment BETWEEN {TODAY_SQL} - interval '{LATELY_YEARS} years' AND {TODAY_SQL}", {}
    if audience.numbered is not None:
        yield f"{'' if audience.numbered else 'NOT '}{_NUMBERED}", {}
    if audience.contest:
        yield may_vote_sql(audience.contest, audience.contest_on or timezone.localdate()), {}


def _start_of(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))
