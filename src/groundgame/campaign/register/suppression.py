"""Whom we may reach now: the one place that every channel asks, when a call or a door is given out and again at saving.

Law: PECR 2003 reg. 21 (TPS and objections), UK GDPR art. 21(2)-(3) (the right to object to direct marketing).
The conditions stand twice, as SQL for the statements that give out calls and doors and as Django's for pages; a test
holds them equal.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from groundgame.campaign.accounts.statements import listed
from groundgame.campaign.register.ages import ADULT_YEARS, SHOWN_FROM_YEARS, sixteen_or_over
from groundgame.campaign.register.models import (
    BarredLine,
    Channel,
    Consent,
    Elector,
    Suppression,
    TelephoneNumber,
    TpsScreening,
)
from groundgame.campaign.register.models.consent import Purpose
from groundgame.electoral.places import atlas

TPS_DAYS = 28
# Which objections close which channel. E-mail and texts need consent besides (PECR 2003 reg. 22).
BARS: Mapping[str, tuple[Suppression.Kind, ...]] = MappingProxyType(
    {
        Channel.PHONE: (Suppression.Kind.DO_NOT_CONTACT, Suppression.Kind.DO_NOT_CALL),
        Channel.DOOR: (Suppression.Kind.DO_NOT_CONTACT, Suppression.Kind.DO_NOT_KNOCK),
        Channel.LETTER: (Suppression.Kind.DO_NOT_CONTACT, Suppression.Kind.DO_NOT_WRITE),
        Channel.EMAIL: (Suppression.Kind.DO_NOT_CONTACT,),
        Channel.TEXT: (Suppression.Kind.DO_NOT_CONTACT,),
    }
)
BARS_CALLS, BARS_KNOCKS = BARS[Channel.PHONE], BARS[Channel.DOOR]

TODAY_SQL = "(now() AT TIME ZONE 'Europe/London')::date"

# On `t`, a row of register_telephonenumber.
CALLABLE_NUMBER_SQL = (
    "(t.wrong_at IS NULL AND (t.consented_at IS NOT NULL OR NOT t.unscreened AND (t.tps_since IS NULL "  # noqa: S608 (constants alone)
    f"OR t.tps_since > {TODAY_SQL} - {TPS_DAYS})) "
    "AND NOT EXISTS (SELECT 1 FROM register_barredline b WHERE b.e164 = t.e164 AND b.lifted_at IS NULL))"
)


# On `e`, a row of register_elector.
SHOWN_SQL = (
    "(e.left_at IS NULL AND e.name_key <> '' "
    f"AND (e.date_of_attainment IS NULL OR e.date_of_attainment <= ({TODAY_SQL} "
    f"+ interval '{ADULT_YEARS - SHOWN_FROM_YEARS} years')::date))"
)


def _unbarred_sql(channel: Channel) -> str:
    """Return the condition on `e` that no objection closes the channel."""
    return (
        "NOT EXISTS (SELECT 1 FROM register_suppression s "  # noqa: S608 (constants alone)
        "WHERE s.elector_id = e.id AND s.borough = e.borough "
        f"AND s.lifted_at IS NULL AND s.kind IN ({listed(BARS[channel])}))"
    )


# On `e`, a row of register_elector.
CALLABLE_SQL = (
    f"({SHOWN_SQL} AND {_unbarred_sql(Channel.PHONE)} "  # noqa: S608 (constants alone)
    "AND EXISTS (SELECT 1 FROM register_telephonenumber t "
    f"WHERE t.elector_id = e.id AND t.borough = e.borough AND {CALLABLE_NUMBER_SQL}))"
)

# On `e`: who may be asked for, shown and written down at a door.
KNOCKABLE_SQL = f"({SHOWN_SQL} AND e.address_id IS NOT NULL AND {_unbarred_sql(Channel.DOOR)})"


def callable_number(today: dt.date | None = None) -> Q:
    """Return the condition on telephone numbers that may be rung today."""
    listed_lately = (today or timezone.localdate()) - dt.timedelta(days=TPS_DAYS)
    free = Q(unscreened=False) & (Q(tps_since=None) | Q(tps_since__gt=listed_lately))
    allowed = Q(consented_at__isnull=False) | free
    barred = BarredLine.objects.filter(e164=OuterRef("e164"), lifted_at=None)
    return Q(wrong_at=None) & allowed & Q(~Exists(barred))


def bar_lines(objections: QuerySet[Suppression]) -> None:
    """Bar the lines that reach the people of these objections, wrong numbers left out; those barred stay so."""
    barring = objections.filter(kind__in=BARS_CALLS, lifted_at=None)
    reached = barring.filter(elector__telephone_numbers__wrong_at=None, elector__telephone_numbers__isnull=False)
    rows = reached.values_list("pk", "borough", "elector__telephone_numbers__e164")
    BarredLine.objects.bulk_create(
        (BarredLine(suppression_id=pk, borough=borough, e164=e164) for pk, borough, e164 in rows), ignore_conflicts=True
    )


def callable_numbers(elector: Elector) -> QuerySet[TelephoneNumber]:
    """Return the elector's numbers that may be rung today, those without TPS first; none if the elector objects."""
    if not callable_electors(Elector.objects.filter(pk=elector.pk)).exists():
        return TelephoneNumber.objects.none()
    return elector.telephone_numbers.filter(callable_number()).order_by(F("tps_since").asc(nulls_first=True), "id")


def unbarred_electors(electors: QuerySet[Elector], channel: str) -> QuerySet[Elector]:
    """Return those of the electors, living there and old enough to be shown, whom no objection bars from a channel."""
    objecting = Suppression.objects.filter(elector=OuterRef("pk"), lifted_at=None, kind__in=BARS[channel])
    return electors.filter(sixteen_or_over(), ~Q(name_key=""), ~Exists(objecting), left_at=None)


def callable_electors(electors: QuerySet[Elector]) -> QuerySet[Elector]:
    """Return those of the electors whom we may ring today."""
    reachable = TelephoneNumber.objects.filter(callable_number(), elector=OuterRef("pk"))
    return unbarred_electors(electors, Channel.PHONE).filter(Exists(reachable))


def knockable_electors(electors: QuerySet[Elector]) -> QuerySet[Elector]:
    """Return those of the electors whom we may ask for at their door today."""
    return unbarred_electors(electors, Channel.DOOR).exclude(address=None)


def reachable_electors(electors: QuerySet[Elector], channel: str) -> QuerySet[Elector]:
    """Return those of the electors whom we may reach by a channel today: the answer for all of them.

    E-mail and texts go to those alone who agreed to them last (PECR 2003 reg. 22(2)).
    """
    if channel == Channel.PHONE:
        return callable_electors(electors)
    if channel == Channel.DOOR:
        return knockable_electors(electors)
    unbarred = unbarred_electors(electors, channel)
    if channel == Channel.LETTER:
        return unbarred.exclude(address=None)
    said = Consent.objects.filter(elector=OuterRef("pk"), channel=channel, purpose=Purpose.CAMPAIGN)
    return unbarred.alias(agreed=Subquery(said.values("given")[:1])).filter(agreed=True)


def tps_warning(boroughs: Iterable[str]) -> str:
    """Return what is amiss with how numbers of these boroughs were held against the TPS; "" where nothing is.

    A number that joined since the newest file is barred from its twenty-eighth day on, and only a newer one tells of
    it. Of those that we took in since, nobody knows.
    """
    wanted = sorted(set(boroughs))
    screened = dict(TpsScreening.objects.filter(borough__in=wanted).values_list("borough").annotate(Max("listed_on")))
    never = _numbered([code for code in wanted if code not in screened])
    days = (timezone.localdate() - min(screened.values())).days if screened else 0
    told = [_never_held(never) if never else "", _too_old(days) if days > TPS_DAYS else "", _waiting(wanted)]
    return " ".join(each for each in told if each)


def _numbered(boroughs: list[str]) -> set[str]:
    """Return those of the boroughs that have numbers: of one by the first that comes, of many by a look at all."""
    found = TelephoneNumber.objects.filter(borough__in=boroughs).values_list("borough", flat=True)
    return set(found.distinct() if len(boroughs) > 1 else found[:1])


def _never_held(boroughs: Iterable[str]) -> str:
    first, *rest = sorted(atlas().area(code).name for code in boroughs)
    places = f"{first} and {len(rest)} more boroughs" if len(rest) > 1 else " and ".join([first, *rest])
    return (
        f"The numbers of {places} have never been held against the Telephone Preference Service: load its file before "
        "anybody rings."
    )


def _too_old(days: int) -> str:
    return (
        f"The newest file of the Telephone Preference Service is of {days} days ago. The law bars a number once it has "
        f"been listed for {TPS_DAYS} days, so load a newer file before anybody rings."
    )


def _waiting(boroughs: Iterable[str]) -> str:
    waiting = TelephoneNumber.objects.filter(borough__in=boroughs, unscreened=True, consented_at=None, wrong_at=None)
    count = waiting.count()
    return (
        f"Numbers that came since the last file of the Telephone Preference Service: {count:,}. They are not rung "
        "until they are held against a file."
        if count
        else ""
    )
