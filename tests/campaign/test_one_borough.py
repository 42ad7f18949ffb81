"""Which statements stay within one borough's partition, counted by PostgreSQL itself on partitioned tables.

docs/scale.md tells the same table.
"""

import re
from functools import partial
from uuid import uuid4

import pytest
from django.db import connection, transaction

from groundgame.campaign.canvass import actions
from groundgame.campaign.canvass.leasing import put_aside
from groundgame.campaign.canvass.models import ElectorState
from groundgame.campaign.canvass.reports import Report
from groundgame.campaign.phonebank.screen import screen_of
from groundgame.campaign.strategy.coverage.figures import coverage_by
from groundgame.campaign.strategy.coverage.keeping import make_coverage, read_news
from groundgame.campaign.strategy.models import CoverageKept

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

BARNET, WARD = "E09000003", "E05013628"
BOROUGHS = (BARNET, "E09000005", "E09000007")
TABLES = (
    "register_address",
    "register_elector",
    "register_telephonenumber",
    "register_suppression",
    "register_registerimport",
    "canvass_target",
    "canvass_lease",
    "canvass_contactevent",
    "canvass_electorstate",
    "canvass_newestanswer",
    "strategy_streetcoverage",
    "strategy_coveragekept",
)
WITHOUT_NUMBERS = {
    "canvass_contactevent",
    "canvass_electorstate",
    "canvass_newestanswer",
    "strategy_coveragekept",
}
TOUCHED = """
SELECT relname, coalesce(seq_scan, 0) + coalesce(idx_scan, 0) + n_tup_ins + n_tup_upd + n_tup_del
FROM pg_stat_xact_user_tables WHERE schemaname = 'parted'
"""


class Parted:
    """The tables as a larger site would have them: partitioned by borough, in a schema that hides the others.

    Barred lines stay whole, since a line is barred wherever it rings; and answers, which go with their event, are only
    written here.
    """

    def __init__(self, cursor):
        self.cursor = cursor
        cursor.execute("CREATE SCHEMA parted")
        for table in TABLES:
            self._copy(table)
        cursor.execute("CREATE TABLE parted.canvass_answer (LIKE public.canvass_answer INCLUDING ALL)")
        cursor.execute("SET LOCAL search_path = parted, public")

    def _copy(self, table):
        parts = "".join(
            f"CREATE TABLE parted.{table}_{code} PARTITION OF parted.{table} FOR VALUES IN ('{code}');"
            for code in BOROUGHS
        )
        self.cursor.execute(
            f"CREATE TABLE parted.{table} "
            f"(LIKE public.{table} INCLUDING DEFAULTS INCLUDING IDENTITY INCLUDING GENERATED) "
            f"PARTITION BY LIST (borough); {parts}"
        )
        self.cursor.execute("SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename = %s", [table])
        for (made,) in self.cursor.fetchall():
            self.cursor.execute(self._index(made, table))
        self.cursor.execute(f"INSERT INTO parted.{table} OVERRIDING SYSTEM VALUE SELECT * FROM public.{table}")
        if table not in WITHOUT_NUMBERS:
            self.cursor.execute(f"ALTER TABLE parted.{table} ALTER COLUMN id RESTART WITH 100000")

    def _index(self, made, table):
        """Return an index's definition for the copy; one that does not carry the borough cannot be unique there."""
        columns = made.split(" USING ")[1].split(" WHERE ")[0]
        kind = made if "borough" in columns else made.replace("UNIQUE ", "")
        return re.sub(r"INDEX \S+ ON public\.", "INDEX ON parted.", kind)

    def touched(self, do):
        """Return the boroughs whose partitions were read or written."""
        before = self._counts()
        with transaction.atomic():
            done = do()
        after = self._counts()
        return {name.rsplit("_", 1)[1] for name in after if after[name] != before.get(name)}, done

    def _counts(self):
        self.cursor.execute(TOUCHED)
        counts = {name.upper(): count for name, count in self.cursor.fetchall()}
        return {name: count for name, count in counts.items() if name.endswith(BOROUGHS)}


@pytest.fixture
def town(field_work):
    """Return a phone bank with a caller, some electors, and their street's coverage."""
    for _ in range(4):
        field_work.elector()
    session = field_work.session(field_work.organiser())
    make_coverage(BARNET)
    return session, field_work.caller(session)


@pytest.fixture
def parted(town):
    with connection.cursor() as cursor:
        yield Parted(cursor)


def test_keeping_and_reading_coverage_stays_within_the_borough(parted):
    for work in (make_coverage, read_news):
        touched, _ = parted.touched(lambda work=work: work(BARNET))
        assert touched == {BARNET}, work.__name__
    assert CoverageKept.objects.get().borough == BARNET
    assert coverage_by("ward", [WARD])[WARD].homes == 4


def test_a_lease_and_the_screen_of_it_stay_within_the_borough(parted, town):
    session, caller = town
    touched, hand = parted.touched(lambda: actions.go_on(by=caller, session=session))
    assert hand.now is not None
    assert hand.ahead is not None
    assert touched == {BARNET}
    touched, screen = parted.touched(lambda: screen_of(hand.now, session, caller))
    assert screen.token == hand.token
    assert touched == {BARNET}


def test_a_save_and_what_follows_it_stay_within_the_borough(parted, town):
    session, caller = town
    hand = actions.go_on(by=caller, session=session)
    for outcome, answers in (("conversation", {"promise": "yes"}), ("no_answer", {})):
        report = Report(uuid4(), hand.token, outcome, answers)
        save = partial(actions.save_contact, by=caller, session=session, report=report)
        touched, saved = parted.touched(save)
        assert saved.fresh
        assert touched == {BARNET}, outcome
        touched, hand = parted.touched(lambda: actions.go_on(by=caller, session=session))
        assert hand.now is not None
        assert touched == {BARNET}, "going on"
    assert ElectorState.objects.filter(borough=BARNET).count() == 2


def test_looking_past_those_who_must_not_be_rung_stays_within_the_borough(parted, town):
    session, _ = town
    touched, aside = parted.touched(lambda: put_aside(session))
    assert (touched, aside) == ({BARNET}, 0)
