"""How long 500 households take to come in from walks in one call, beside the bare writing of the same rows.

About a thousand events with their answers, in a borough whose log has a hundred thousand already. Bare writing is what
nothing that keeps these rows can do without: the same events and answers by two COPYs, without a thought of who may
write, what was sent before, what is known by now, and whom to leave in peace.
"""

import os
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from uuid import uuid4

from street import BOROUGH, WARD, build_street

from groundgame import engine

HOUSEHOLDS, EACH = 500, 2
ROUNDS = 9
BEFORE = 50
BAR_SECONDS = 1.0


def main() -> int:
    with TemporaryDirectory() as folder, engine.start(Path(folder) / "home") as server:
        os.environ |= {"DATABASE_URL": server.url, "GROUNDGAME_HOME": folder}
        os.environ["DJANGO_SETTINGS_MODULE"] = "groundgame.campaign.site.settings"
        import django

        django.setup()
        session, electors = prepare()
        for start in range(BEFORE):
            send(session, electors[start * 2000 : start * 2000 + 2000])
        ours, bare = [], []
        for number in range(ROUNDS):
            batch = electors[100_000 + number * HOUSEHOLDS * EACH :][: HOUSEHOLDS * EACH]
            ours.append(send(session, batch))
            bare.append(copy(session, batch))
        return report(ours, bare)


def prepare():
    from django.core.management import call_command

    from groundgame.campaign.accounts.actions import grant_role
    from groundgame.campaign.accounts.models import Role, User
    from groundgame.campaign.canvass import actions
    from groundgame.campaign.canvass.audience import Audience
    from groundgame.campaign.canvass.default_script import default_wording
    from groundgame.campaign.register.models import Elector

    call_command("migrate", verbosity=0)
    build_street(56_000, EACH)
    organiser = User.objects.create_user("organiser@example.org", name="Organiser")
    grant_role(by=None, user=organiser, role=Role.ORGANISER, area=BOROUGH)
    script = actions.make_script(by=None, area=BOROUGH, wording=default_wording())
    how = {"name": "Doors", "area": BOROUGH, "script": script, "audience": Audience.of([WARD]), "channel": "door"}
    session = actions.make_session(by=organiser, **how)
    return session, list(Elector.objects.order_by("id").values_list("pk", flat=True))


def reports_of(electors):
    from groundgame.campaign.canvass.reports import DoorReport

    said = {"voting_intention": "for", "promise": "yes", "issue-buses": "raised"}
    return [
        DoorReport(uuid4(), one, "not_in")
        if index % 2
        else DoorReport(uuid4(), one, "conversation", said, note="Cross about the buses")
        for index, one in enumerate(electors)
    ]


def send(session, electors):
    from groundgame.campaign.canvass import actions

    reports = reports_of(electors)
    started = time.perf_counter()
    done = actions.record_contacts(by=session.created_by, session=session, reports=reports, device=uuid4())
    taken = time.perf_counter() - started
    if len(done.acknowledged) != len(reports) or done.refused:
        raise SystemExit(f"{len(done.refused)} of {len(reports)} contacts were refused, and none should be.")
    return taken


def copy(session, electors):
    from django.db import connection, transaction

    reports = reports_of(electors)
    started = time.perf_counter()
    with transaction.atomic():
        cursor = connection.cursor()
        with cursor.cursor.copy(
            "COPY canvass_contactevent (id, borough, ward, session_id, elector_id, user_id, channel, outcome, note, "
            "happened_at, received_at, late, digest) FROM STDIN"
        ) as rows:
            now = time.strftime("%Y-%m-%d %H:%M:%S+00", time.gmtime())
            for one in reports:
                whose = (session.pk, one.elector, session.created_by_id)
                rows.write_row((one.event, BOROUGH, WARD, *whose, "door", one.outcome, one.note, now, now, False, ""))
        with cursor.cursor.copy("COPY canvass_answer (event_id, question_key, value) FROM STDIN") as rows:
            for one in reports:
                for key, value in one.answers.items():
                    rows.write_row((one.event, key, value))
    return time.perf_counter() - started


def report(ours, bare):
    events = HOUSEHOLDS * EACH
    took = f"median {median(ours):.2f} s, slowest {max(ours):.2f} s"
    print(f"{HOUSEHOLDS} households, {events:,} contacts in one call: {took}")
    print(f"the same rows by bare COPY: median {median(bare):.2f} s; ratio {median(ours) / median(bare):.1f}")
    held = max(ours) <= BAR_SECONDS
    print("held" if held else f"NOT held: a call should take at most {BAR_SECONDS:g} s")
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
