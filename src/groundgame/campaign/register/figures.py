"""Counts of electors, as the importer keeps them."""

from collections.abc import Iterable

from django.db.models import Sum

from groundgame.campaign.register.models import WardCount


def electors_by_ward(wards: Iterable[str]) -> dict[str, int]:
    """Return how many electors live in each of the wards (codes), 0 where no register is loaded."""
    wanted = sorted(set(wards))
    counted = WardCount.objects.filter(ward__in=wanted).values_list("ward").annotate(Sum("electors"))
    return dict.fromkeys(wanted, 0) | dict(counted)
