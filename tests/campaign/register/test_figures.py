"""How many electors each ward has is known without counting them."""

import pytest
from django.db.models import Count

from groundgame.campaign.register.figures import electors_by_ward
from groundgame.campaign.register.importing import PartialRegisterError
from groundgame.campaign.register.models import Elector, WardCount

from .registers import AUGUST, JULY, JUNE, OTHER_WARD, THERE, WARD, entry, register_file

pytestmark = [pytest.mark.database, pytest.mark.django_db]

BOTH = [WARD, OTHER_WARD]
NAMES = ("Alpha", "Beta", "Gamma", "Delta")


def counted() -> dict[str, int]:
    rows = Elector.objects.filter(left_at=None, ward__in=BOTH).values_list("ward").annotate(Count("id"))
    return dict.fromkeys(BOTH, 0) | dict(rows)


def test_each_import_counts_its_wards(load):
    load(JUNE, *(entry(n, name) for n, name in enumerate(NAMES, 1)), entry(5, markers="N"))
    assert electors_by_ward(BOTH) == counted() == {WARD: 5, OTHER_WARD: 0}
    moved = [entry(n, name, district="BA", postcode=THERE[0]) for n, name in enumerate(NAMES[:3], 1)]
    load(JULY, entry(1, "Delta"), *moved)
    assert electors_by_ward(BOTH) == counted() == {WARD: 1, OTHER_WARD: 3}
    load(AUGUST, *moved)
    assert electors_by_ward(BOTH) == counted() == {WARD: 0, OTHER_WARD: 3}


def test_the_figures_of_other_boroughs_stay(load):
    load(JUNE, entry(1, "Alpha"))
    load(JUNE, content=register_file([entry(1, "Alpha", postcode="NW1 0AA")]), borough="E09000007")
    assert electors_by_ward([WARD]) == {WARD: 1}
    assert WardCount.objects.get(borough="E09000007").electors == 1


def test_a_refused_import_leaves_the_figures(load):
    load(JUNE, *(entry(n, name) for n, name in enumerate(NAMES, 1)))
    with pytest.raises(PartialRegisterError):
        load(JULY, entry(1, "Alpha"), accept_leavers=False)
    assert electors_by_ward(BOTH) == {WARD: 4, OTHER_WARD: 0}


def test_the_figures_are_one_look_at_a_small_table(load, django_assert_num_queries):
    load(JUNE, entry(1, "Alpha"))
    with django_assert_num_queries(1) as asked:
        electors_by_ward(BOTH)
    assert "register_elector" not in asked[0]["sql"]
