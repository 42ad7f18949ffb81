"""How long it takes to find somebody among all of London's electors, as a director asks: by name, number, address (as
it is printed too), name and address, postcode or telephone.

Each kind is asked for by people drawn from the register with a seed, as the page does it (the first fifty and how many
there are), and by the peer: what most sites do with such a box, a search for the text anywhere in the columns. The
register is invented here by SQL (names fall off as real ones do), or is that of a data folder (`--home`); invented
telephone numbers are given to it where it has none.
"""

import argparse
import os
import random
import time
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from groundgame import engine

ELECTORS = 6_200_000
A_DOOR = 2.4
NUMBERED = 3  # one in three has a telephone number
ASKED, PEERS = 200, 1
P50, P95, P99 = 0.5, 0.95, 0.99
SHOWN = 50
BAR_SECONDS = 0.05
SURNAMES, FORENAMES = 60_000, 3_000
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_wal_size": "4GB"}

SEED_SQL = """
INSERT INTO register_address
    (borough, ward, polling_district, key, lines, street, number, number_suffix, flat, postcode)
SELECT w.borough, w.ward, 'P' || s %% 6, replace(p.code, ' ', '') || '|' || w.ward || '|' || s || '|' || h,
       h || ' ' || t.street || ', London', t.street, h, '', '', p.code
FROM unnest(%(boroughs)s::text[], %(wards)s::text[]) WITH ORDINALITY w (borough, ward, n),
     generate_series(1, 90) s, generate_series(1, %(doors)s) h,
     LATERAL (SELECT 'N' || w.n %% 22 + 1 || ' ' || s %% 10 || chr((65 + (s * 7 + w.n) %% 20)::int)
                     || chr(65 + (s + h / 25) %% 20)) p (code),
     LATERAL (SELECT initcap(translate(s || 'x' || w.n %% 170, '0123456789', 'abcdefghij')) || ' '
                     || (ARRAY['Road', 'Street', 'Close', 'Gardens', 'Dene'])[1 + s %% 5]) t (street);
INSERT INTO register_elector
    (borough, ward, address_id, name_key, forename, surname, polling_district, elector_number, franchise_markers,
     joined_at)
SELECT borough, ward, id, upper(surname || '|' || forename || CASE WHEN m > 1 THEN '#' || m ELSE '' END), forename,
       surname, polling_district, (id * 3 + m)::text, '', current_date
FROM register_address a, generate_series(1, CASE WHEN a.id %% 5 < 2 THEN 3 ELSE 2 END) m,
     LATERAL (SELECT 'Sur' || (%(surnames)s ^ ((a.id * 7919 + 13) %% 1000003 / 1000003.0))::int,
                     'Fore' || (%(forenames)s ^ ((a.id * 104729 + m * 7) %% 1000003 / 1000003.0))::int
     ) AS n (surname, forename);
INSERT INTO register_register (borough, published_on) SELECT DISTINCT borough, current_date FROM register_address;
INSERT INTO register_registerentry (borough, register_id, elector_id, polling_district, number, suffix, markers)
SELECT e.borough, r.id, e.id, e.polling_district,
       row_number() OVER (PARTITION BY e.borough, e.polling_district ORDER BY e.id), 0, ''
FROM register_elector e JOIN register_register r USING (borough);
"""
NUMBERS_SQL = """
INSERT INTO register_telephonenumber (borough, elector_id, e164, source)
SELECT borough, id, '+4420' || lpad((id * 7 %% 100000000)::text, 8, '0'), 'invented' FROM register_elector
WHERE id %% %(numbered)s = 0
"""

PEER_SQL = """
SELECT count(*) FROM register_elector e LEFT JOIN register_address a ON a.id = e.address_id
LEFT JOIN register_telephonenumber t ON t.elector_id = e.id
WHERE e.left_at IS NULL
  AND concat_ws(' ', e.forename, e.surname, e.elector_number, a.lines, a.postcode, t.e164) ILIKE %s
"""


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument(
        "--home", type=Path, help="a data folder whose register is searched, and not one invented here"
    )
    options.add_argument("--electors", type=int, default=ELECTORS)
    options.add_argument("--explain", action="store_true", help="print how the database finds the slowest of each kind")
    options.add_argument("--peers", type=int, default=PEERS, help="ask the peer for so many of each kind")
    asked = options.parse_args()
    with ExitStack() as stack:
        home = asked.home or Path(stack.enter_context(TemporaryDirectory())) / "home"
        server = stack.enter_context(engine.start(home, settings={} if asked.home else FAST))
        os.environ |= {"DATABASE_URL": server.url, "GROUNDGAME_HOME": str(home)}
        director = prepare(None if asked.home else asked.electors)
        return report(director, explain=asked.explain, peers=asked.peers)


def prepare(electors: int | None) -> Any:
    """Open the site on the database, fill it where there is nothing, and return a director of the city."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "groundgame.campaign.site.settings"
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from groundgame.campaign.accounts.models import Grant, Role, User
    from groundgame.campaign.register.models import TelephoneNumber
    from groundgame.electoral.places import atlas

    call_command("migrate", verbosity=0)
    if electors:
        wards = [(area.borough, area.code) for area in atlas().areas("ward22") if area.borough]
        doors = max(1, round(electors / A_DOOR / 90 / len(wards)))
        boroughs, codes = zip(*wards, strict=True)
        values = {"boroughs": list(boroughs), "wards": list(codes), "doors": doors, "numbered": NUMBERED}
        with connection.cursor() as cursor:
            cursor.execute(SEED_SQL, values | {"surnames": SURNAMES, "forenames": FORENAMES})
    if not TelephoneNumber.objects.exists():
        with connection.cursor() as cursor:
            cursor.execute(NUMBERS_SQL, {"numbered": NUMBERED})
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE register_address, register_elector, register_registerentry")
        cursor.execute("VACUUM ANALYZE register_telephonenumber")
    director, _ = User.objects.get_or_create(email="lookup@example.org", defaults={"name": "Lookup", "password": "!"})
    Grant.objects.get_or_create(user=director, role=Role.DIRECTOR, area="E12000007", revoked_at=None)
    return director


def drawn(rng: random.Random) -> list[dict[str, str]]:
    """Return what people of the register would be asked for by."""
    from django.db.models import Max

    from groundgame.campaign.register.models import Elector, RegisterEntry, TelephoneNumber

    newest = Elector.objects.aggregate(newest=Max("pk"))["newest"]
    keys = [rng.randrange(1, newest + 1) for _ in range(2 * ASKED)]
    people = list(Elector.objects.filter(pk__in=keys, left_at=None).exclude(name_key="").select_related("address"))
    asked = []
    for person in people[:ASKED]:
        entry = RegisterEntry.objects.filter(elector=person, until=None).order_by("-register").first()
        number = TelephoneNumber.objects.filter(pk__gte=rng.randrange(1, newest // NUMBERED)).order_by("pk").first()
        door = person.address
        asked.append(
            {
                "forename and surname": f"{person.forename} {person.surname}",
                "surname": person.surname,
                "elector number": f"{entry.polling_district}-{entry.number}" if entry else "",
                "house and street": f"{door.number} {door.street}" if door and door.number else "",
                "address as printed": str(door or ""),
                "name, house and street": f"{person} {door.number} {door.street}" if door and door.number else "",
                "surname and street": f"{person.surname} {door.street.split()[0]}" if door else "",
                "postcode": door.postcode if door else "",
                "telephone": number.national if number else "",
            }
        )
    return asked


def timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def report(director: Any, *, explain: bool, peers: int) -> int:
    """Ask for each kind, ours and the peer's way, print how long it took, and say whether the bar holds."""
    from django.db import connection

    from groundgame.campaign.register import rules, search
    from groundgame.campaign.register.models import Elector
    from groundgame.cli.serving import collect_seldom

    collect_seldom()  # as the site's workers do: among all that is loaded it takes as long as ten lookups

    def ask(text: str) -> None:
        found = search.find_electors(rules.visible_electors(director), text).listed()
        found.count()
        list(found[:SHOWN])

    def peer(text: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(PEER_SQL, [f"%{text}%"])

    print(f"{Elector.objects.count():,} electors")
    asked, worst = drawn(random.Random(5)), 0.0
    for kind in asked[0]:
        texts = [each[kind] for each in asked if each[kind]]
        if not texts:
            print(f"{kind:>22}: nobody of this register has one")
            continue
        took = {text: timed(lambda text=text: ask(text)) for text in texts}
        theirs = [timed(lambda text=text: peer(text)) for text in texts[:peers]]
        worst = max(worst, print_kind(kind, took, theirs))
        if explain:
            slowest = max(took, key=lambda text: took[text])
            print(
                search.find_electors(rules.visible_electors(director), slowest).listed()[:SHOWN].explain(analyze=True)
            )
    print(f"slowest 99 in 100 of any kind: {worst * 1000:.1f} ms (bar {BAR_SECONDS * 1000:.0f} ms)")
    return int(worst > BAR_SECONDS)


def print_kind(kind: str, took: dict[str, float], theirs: Iterable[float]) -> float:
    """Print a line of one kind, and return what 99 in 100 took at most."""
    ours = sorted(took.values())
    p50, p95, p99 = (ours[min(len(ours) - 1, int(len(ours) * share))] for share in (P50, P95, P99))
    line = (
        f"{kind:>22}: {len(ours)} asked, p50 {p50 * 1000:5.1f} ms, p95 {p95 * 1000:5.1f} ms, p99 {p99 * 1000:5.1f} ms, "
        f"slowest {ours[-1] * 1000:6.1f} ms"
    )
    peers = min(theirs, default=None)
    if peers is not None:
        line += f"; anywhere in the text {peers * 1000:8.0f} ms, {peers / p50:,.0f} times ours"
    print(line, flush=True)
    return p99


if __name__ == "__main__":
    raise SystemExit(main())
