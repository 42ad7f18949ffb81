"""How long the site takes for what a telephone brings home: 500 households, with all that follows, to the last answer.

The telephone was offline all evening and sends its outbox in the batches that the app sends, over one connection to the
site itself (`groundgame serve` on the loopback), its secret and JSON included. Beside it stands the least that any
database could do: the same rows inserted bare, without a check, an index, or anything that follows from a contact.
Both in turn, the median of five.
"""

import http.client
import json
import os
import platform
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from uuid import uuid4

sys.path.insert(0, str(Path(__file__).parent / "load"))

from site_process import serve_site
from street import BOROUGH, WARD, build_street

from groundgame import engine

PORT = 8124
HOUSEHOLDS, ROUNDS, BATCH = 500, 5, 200
BAR_SECONDS = 1.0
OK = 200
PEOPLE = {"one conversation each": 1, "two people not in each": 2}


def main() -> int:
    with TemporaryDirectory() as folder, engine.start(Path(folder) / "home") as server:
        os.environ |= {"DATABASE_URL": server.url, "GROUNDGAME_HOME": folder}
        os.environ["DJANGO_SETTINGS_MODULE"] = "groundgame.campaign.site.settings"
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        token, electors = prepare()
        with serve_site(server, PORT):
            return report(measure(token, electors))


def prepare():
    """Return a telephone's secret, and the electors of the walk that it carries."""

    from groundgame.campaign.accounts.actions import grant_role
    from groundgame.campaign.accounts.models import User
    from groundgame.campaign.canvass.actions import make_script
    from groundgame.campaign.canvass.audience import Audience
    from groundgame.campaign.canvass.default_script import default_wording
    from groundgame.campaign.doorstep.actions import give_walk, make_round
    from groundgame.campaign.doorstep.actions.devices import add_device
    from groundgame.campaign.doorstep.actions.joining import join_walk
    from groundgame.campaign.doorstep.models import Walk, WalkDoor
    from groundgame.campaign.register.models import Address, Elector

    build_street(HOUSEHOLDS, 2)
    organiser = User.objects.create_user("organiser@example.org", name="Organiser")
    grant_role(by=None, user=organiser, role="organiser", area=BOROUGH)
    script = make_script(by=None, area=BOROUGH, wording=default_wording())
    how = {"name": "Bench", "area": BOROUGH, "script": script, "audience": Audience.of((WARD,))}
    session = make_round(by=organiser, **how)
    walk = Walk.objects.create(borough=BOROUGH, ward=WARD, session=session, number=1, title="High Street")
    WalkDoor.objects.bulk_create(
        WalkDoor(borough=BOROUGH, session=session, walk=walk, address=address, position=address.number)
        for address in Address.objects.all()
    )
    outing = give_walk(by=organiser, walk=walk)
    user = User.objects.create_user("helper@example.org", name="Helper")
    join_walk(by=user, outing=outing)
    electors = list(Elector.objects.order_by("address", "id").values_list("id", flat=True))
    return add_device(by=user, outing=outing, name="Phone").token, electors


def measure(token: str, electors: list[int]) -> dict[str, tuple[float, float]]:
    """Return, of each evening, the median seconds of ours and of the bare rows."""
    found = {}
    for evening, people in PEOPLE.items():
        whom = electors[:: 2 // people]
        ours, bare = [], []
        for _ in range(ROUNDS):
            ours.append(hand_in(token, whom, people))
            bare.append(insert_bare(len(whom)))
        found[evening] = median(ours), median(bare)
    return found


def hand_in(token: str, electors: list[int], people: int) -> float:
    """Send one contact with each elector in batches, and return the seconds until the last answer."""
    from django.urls import reverse
    from django.utils import timezone

    said = {"outcome": "not_in"} if people > 1 else {"outcome": "conversation", "answers": {"promise": "yes"}}
    now = timezone.now().isoformat()
    sent = [{"id": str(uuid4()), "elector": one, "happened_at": now, "offset_ms": 0, **said} for one in electors]
    path = reverse("doorstep:api:contacts")
    line = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    began = time.perf_counter()
    for start in range(0, len(sent), BATCH):
        contacts = sent[start : start + BATCH]
        status, answer = ask(line, token, path, json.dumps({"sent_at": now, "contacts": contacts}))
        if status != OK or len(json.loads(answer)["acknowledged"]) != len(contacts):
            raise SystemExit(f"{status}: {answer[:500]!r}")
    seconds = time.perf_counter() - began
    line.close()
    return seconds


def ask(line: http.client.HTTPConnection, token: str, path: str, body: str) -> tuple[int, bytes]:
    """Post as the telephone does, behind the proxy that brings TLS; return the status and the answer."""
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json", "X-Forwarded-Proto": "https"}
    line.request("POST", path, body, headers)
    answer = line.getresponse()
    return answer.status, answer.read()


def insert_bare(rows: int) -> float:
    """Insert as many rows of the log into a table without indexes, one statement a row, and return the seconds."""
    from django.db import connection, transaction

    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bare")
        cursor.execute("CREATE TABLE bare (LIKE canvass_contactevent INCLUDING DEFAULTS)")
        began = time.perf_counter()
        with transaction.atomic():
            cursor.executemany(
                "INSERT INTO bare (id, borough, ward, elector_id, user_id, channel, outcome, note, happened_at,"
                " received_at, late, digest) VALUES (%s, %s, %s, 1, 1, 'door', 'not_in', '', now(), now(), false, %s)",
                [(uuid4(), BOROUGH, WARD, "0" * 64) for _ in range(rows)],
            )
        return time.perf_counter() - began


def report(found: dict[str, tuple[float, float]]) -> int:
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, embedded PostgreSQL")
    for evening, (ours, bare) in found.items():
        print(
            f"{HOUSEHOLDS} households, {evening}: {ours:.2f} s, against {BAR_SECONDS} s asked "
            f"(the bare rows {bare:.3f} s: {ours / bare:.0f} times)"
        )
    asked, _ = next(iter(found.values()))  # a household is one contact; two are printed for who wants to know
    return 0 if asked <= BAR_SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
