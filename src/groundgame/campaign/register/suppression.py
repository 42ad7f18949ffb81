"""Whom we may ring now: the one place that every channel asks, when a call is given out and again when it is saved.

Law: PECR 2003 reg. 21 (TPS and objections), UK GDPR art. 21(2)-(3) (the right to object to direct marketing).
The conditions stand twice, as SQL for the statement that gives out calls and as Django's for pages; a test holds
them equal.
"""

import datetime as dt

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from groundgame.campaign.register.ages import SHOWN_FROM_YEARS, VOTING_AGE_YEARS, sixteen_or_over
from groundgame.campaign.register.models import BarredLine, Elector, Suppression, TelephoneNumber

TPS_DAYS = 28
BARS_CALLS = (Suppression.Kind.DO_NOT_CONTACT, Suppression.Kind.DO_NOT_CALL)

TODAY_SQL = "(now() AT TIME ZONE 'Europe/London')::date"

# On `t`, a row of register_telephonenumber.
CALLABLE_NUMBER_SQL = (
    "(t.wrong_at IS NULL AND (t.tps_since IS NULL OR t.consented_at IS NOT NULL "  # noqa: S608 (constants alone)
    f"OR t.tps_since > {TODAY_SQL} - {TPS_DAYS}) "
    "AND NOT EXISTS (SELECT 1 FROM register_barredline b WHERE b.e164 = t.e164 AND b.lifted_at IS NULL))"
)

# On `e`, a row of register_elector.
CALLABLE_SQL = (
    "(e.left_at IS NULL AND e.name_key <> '' "  # noqa: S608 (constants alone)
    f"AND (e.date_of_attainment IS NULL OR e.date_of_attainment <= ({TODAY_SQL} "
    f"+ interval '{VOTING_AGE_YEARS - SHOWN_FROM_YEARS} years')::date) "
    "AND NOT EXISTS (SELECT 1 FROM register_suppression s WHERE s.elector_id = e.id AND s.lifted_at IS NULL "
    f"AND s.kind IN ({', '.join(repr(str(kind)) for kind in BARS_CALLS)})) "
    f"AND EXISTS (SELECT 1 FROM register_telephonenumber t WHERE t.elector_id = e.id AND {CALLABLE_NUMBER_SQL}))"
)


def callable_number(today: dt.date | None = None) -> Q:
    """Return the condition on telephone numbers that may be rung today."""
    listed_lately = (today or timezone.localdate()) - dt.timedelta(days=TPS_DAYS)
    allowed = Q(tps_since=None) | Q(consented_at__isnull=False) | Q(tps_since__gt=listed_lately)
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


def callable_electors(electors: QuerySet[Elector]) -> QuerySet[Elector]:
    """Return those of the electors whom we may ring today."""
    objecting = Suppression.objects.filter(elector=OuterRef("pk"), lifted_at=None, kind__in=BARS_CALLS)
    reachable = TelephoneNumber.objects.filter(callable_number(), elector=OuterRef("pk"))
    return electors.filter(sixteen_or_over(), ~Q(name_key=""), ~Exists(objecting), Exists(reachable), left_at=None)
