"""Where we have been, in all of London: how long its pages take, and how long the figures behind them.

The pages read one row a street, here for a city of six million electors; what they would take by counting is measured
on one borough, whose electors and contact log are all there, and so is the keeping of the rows: all of the borough
anew, and the streets of a few minutes' calls.
"""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from groundgame import engine

STREETS_A_WARD, HOMES_A_STREET, ELECTORS_A_HOME = 90, 50, 2
BOROUGH = "E09000003"
CALLED_SHARE = 0.1
NEWS = 500
TIMES = 7
BAR_SECONDS = 0.5

STREETS_SQL = """
INSERT INTO strategy_streetcoverage (borough, ward, polling_district, street, electors, homes, homes_tried,
    homes_spoken, homes_spoken_lately, attempts, conversations, last_attempt_at, last_contact_at)
SELECT w.borough, w.ward, 'P' || n %% 6, 'Street ' || n, %(homes)s * %(electors)s, %(homes)s, n %% 9, n %% 4, n %% 2,
       n %% 9, n %% 4, CASE WHEN n %% 9 > 0 THEN now() - n * interval '40 days' END,
       CASE WHEN n %% 4 > 0 THEN now() - n * interval '41 days' END
FROM unnest(%(boroughs)s::text[], %(wards)s::text[]) w (borough, ward), generate_series(1, %(streets)s) n
WHERE w.borough <> %(borough)s
"""
PEOPLE_SQL = """
INSERT INTO register_address
    (borough, ward, polling_district, key, lines, street, number, number_suffix, flat, postcode)
SELECT %(borough)s, w.ward, 'P' || s %% 6, w.ward || '|' || s || '|' || h, h || ' Street ' || s, 'Street ' || s, h,
       '', '', 'EN5 5XX'
FROM unnest(%(own)s::text[]) w (ward), generate_series(1, %(streets)s) s, generate_series(1, %(homes)s) h;
INSERT INTO register_elector
    (borough, ward, address_id, name_key, forename, surname, polling_district, elector_number, franchise_markers,
     joined_at)
SELECT borough, ward, id, 'ELECTOR|' || m, 'Elector', m::text, polling_district, id::text, '', current_date
FROM register_address, generate_series(1, %(electors)s) m;
INSERT INTO register_wardcount (ward, borough, electors)
SELECT ward, borough, count(*) FROM register_elector GROUP BY 1, 2;
INSERT INTO canvass_contactevent
    (id, borough, ward, elector_id, user_id, channel, outcome, note, happened_at, received_at, late, digest)
SELECT gen_random_uuid(), borough, ward, id, %(user)s, 'door',
       CASE WHEN id %% 3 = 0 THEN 'conversation' ELSE 'not_in' END, '',
       now() - (id %% 2000) * interval '1 day', now(), false, ''
FROM register_elector WHERE id %% 1000 < 1000 * %(called)s;
"""
NEWS_SQL = """
INSERT INTO canvass_contactevent
    (id, borough, ward, elector_id, user_id, channel, outcome, note, happened_at, received_at, late, digest)
SELECT gen_random_uuid(), borough, ward, id, %(user)s, 'door', 'not_in', '', now(), now(), false, ''
FROM register_elector WHERE id %% 1000 = 999 ORDER BY id LIMIT %(news)s
"""


def main() -> int:
    with TemporaryDirectory() as folder, engine.start(Path(folder) / "home") as server:
        os.environ |= {"DATABASE_URL": server.url, "GROUNDGAME_HOME": folder}
        user = prepare()
        slowest = pages(user)
        keeping(user)
        return int(slowest > BAR_SECONDS)


def prepare() -> object:
    """Fill the database; return a director."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "groundgame.campaign.site.settings"
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from groundgame.campaign.accounts.actions import grant_role
    from groundgame.campaign.accounts.models import User
    from groundgame.campaign.canvass.state import rebuild_states
    from groundgame.campaign.register.models import Elector
    from groundgame.electoral.places import atlas

    call_command("migrate", verbosity=0)
    user = User.objects.create_user("director@example.org", name="Director")
    grant_role(by=None, user=user, role="director", area="E12000007")
    places = sorted((atlas().area(ward).borough, ward) for ward in atlas().wards_within("E12000007"))
    values = {
        "boroughs": [borough for borough, _ in places],
        "wards": [ward for _, ward in places],
        "own": [ward for borough, ward in places if borough == BOROUGH],
        "borough": BOROUGH,
        "streets": STREETS_A_WARD,
        "homes": HOMES_A_STREET,
        "electors": ELECTORS_A_HOME,
        "user": user.pk,
        "called": CALLED_SHARE,
    }
    with connection.cursor() as cursor:
        cursor.execute(STREETS_SQL, values)
        cursor.execute(PEOPLE_SQL, values)
        cursor.execute("ANALYZE")
    rebuild_states(Elector.objects.filter(contacts__isnull=False).values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return user


def timed(ask: Callable[[], object]) -> float:
    """Return the middle of some tries, in seconds, after one that warms up."""
    ask()
    waits = []
    for _ in range(TIMES):
        began = time.perf_counter()
        ask()
        waits.append(time.perf_counter() - began)
    return median(waits)


def pages(user: object) -> float:
    """Time the pages as a director and print them; return the slowest, in seconds."""
    from django.test import Client
    from django.urls import reverse

    from groundgame.campaign.strategy.coverage.keeping import make_coverage
    from groundgame.campaign.strategy.models import StreetCoverage

    make_coverage(BOROUGH)
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    rows, electors = StreetCoverage.objects.count(), StreetCoverage.objects.count() * HOMES_A_STREET * ELECTORS_A_HOME
    print(f"{rows:,} streets of {electors:,} electors")
    asked = {
        "London, by borough, with its map": ("strategy:coverage", {}),
        "a borough, by ward": ("strategy:coverage", {"place": BOROUGH}),
        "the streets of London that wait": ("strategy:coverage_streets", {}),
        "a street by its name": ("strategy:search", {"q": "Street 17"}),
    }
    waits = {
        what: timed(lambda name=name, query=query: client.get(reverse(name), query))
        for what, (name, query) in asked.items()
    }
    for what, wait in waits.items():
        print(f"  {what:<34} {1000 * wait:6.0f} ms")
    return max(waits.values())


def keeping(user) -> None:
    """Time what keeps the rows, beside counting at every look."""
    from django.db import connection

    from groundgame.campaign.register.models import Elector
    from groundgame.campaign.strategy.coverage.figures import coverage_by
    from groundgame.campaign.strategy.coverage.keeping import _ALL_OF_A_BOROUGH, _STREETS, make_coverage, read_news
    from groundgame.electoral.places import atlas

    def count() -> None:
        with connection.cursor() as cursor:
            cursor.execute(_STREETS % _ALL_OF_A_BOROUGH, {"borough": BOROUGH})
            cursor.fetchall()

    wards = atlas().wards_within(BOROUGH)
    counted, read = timed(count), timed(lambda: coverage_by("ward", wards))
    print(f"one borough of {Elector.objects.count():,} electors")
    ratio = counted / read
    print(f"  counted at the look {1000 * counted:.0f} ms, read from its streets {1000 * read:.0f} ms: {ratio:.0f}x")
    print(f"  all of it made anew {1000 * timed(lambda: make_coverage(BOROUGH)):.0f} ms")
    with connection.cursor() as cursor:
        cursor.execute(NEWS_SQL, {"user": user.pk, "news": NEWS})
    began = time.perf_counter()
    streets = read_news(BOROUGH)
    print(f"  the {streets:,} streets of {NEWS:,} new calls {1000 * (time.perf_counter() - began):.0f} ms")


if __name__ == "__main__":
    sys.exit(main())
