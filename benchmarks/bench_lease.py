"""How long a caller waits for the next elector and for a save, while two thousand ring in one session.

Two processes, as the site has. First everybody starts at the same moment, as fast as it goes. Then, all of them holding
an elector, so that the head of the queue is as crowded as on a real evening, they save and go on at the pace of one
call a minute each, which nobody keeps up for long. Before all others in the queue stand those whom a new register has
taken off since, and then those whose household did not answer a moment ago. No elector may be given out twice.
"""

import multiprocessing
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from uuid import uuid4

from street import BOROUGH, WARD, build_street

from groundgame import engine

CALLERS = 2_000
SECONDS = 15
HOUSEHOLDS = 70_000
LEFT, HELD = 50_000, 50_000
ELECTORS_A_HOUSEHOLD = 2
WORKERS = 2
THREADS_A_WORKER = 8
BAR_SECONDS = 0.5  # what 99 in 100 may wait; a caller thinks of something else after a second
PACE = CALLERS / 60  # calls a second

CALLERS_SQL = """
INSERT INTO register_telephonenumber (borough, elector_id, e164, source)
SELECT borough, id, '+447700900' || lpad((id %% 1000)::text, 3, '0'), 'invented' FROM register_elector;
INSERT INTO accounts_user (password, is_superuser, is_staff, is_active, date_joined, email, name)
SELECT '!', false, false, true, now(), 'caller' || n || '@example.org', 'Caller ' || n
FROM generate_series(1, %(callers)s) n;
ANALYZE;
"""

CROWD_SQL = """
WITH gone AS (
    SELECT elector_id FROM canvass_target WHERE session_id = %(session)s ORDER BY position LIMIT %(left)s
)
UPDATE register_elector e SET left_at = current_date FROM gone WHERE e.id = gone.elector_id;
WITH peace AS (
    SELECT id FROM canvass_target WHERE session_id = %(session)s ORDER BY position OFFSET %(left)s LIMIT %(held)s
)
UPDATE canvass_target q SET not_before = now() + interval '2 hours', held_until = now() + interval '2 hours'
FROM peace WHERE q.id = peace.id;
ANALYZE;
"""


def main() -> int:
    with TemporaryDirectory() as folder, engine.start(Path(folder) / "home") as server:
        os.environ |= {"DATABASE_URL": server.url, "GROUNDGAME_HOME": folder}
        session, callers = prepare()
        spawn = multiprocessing.get_context("spawn")
        began = time.perf_counter()
        with ProcessPoolExecutor(WORKERS, mp_context=spawn) as pool:
            waits = [wait for part in pool.map(ring, [session] * WORKERS, split(callers)) for wait in part]
        return report(waits, time.perf_counter() - began)


def set_up() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "groundgame.campaign.site.settings"
    import django

    django.setup()


def prepare() -> tuple[int, list[int]]:
    """Fill the database; return the session and its callers."""
    set_up()
    from django.core.management import call_command
    from django.db import connection

    from groundgame.campaign.accounts.actions import grant_role
    from groundgame.campaign.accounts.models import User
    from groundgame.campaign.canvass import actions
    from groundgame.campaign.canvass.audience import Audience
    from groundgame.campaign.canvass.default_script import default_wording
    from groundgame.campaign.canvass.models import Caller

    call_command("migrate", verbosity=0)
    build_street(HOUSEHOLDS, ELECTORS_A_HOUSEHOLD)
    with connection.cursor() as cursor:
        cursor.execute(CALLERS_SQL, {"callers": CALLERS})
    callers = list(User.objects.order_by("id").values_list("id", flat=True))
    organiser = User.objects.create_user("organiser@example.org", name="Organiser")
    grant_role(by=None, user=organiser, role="organiser", area=BOROUGH)
    script = actions.make_script(by=None, area=BOROUGH, wording=default_wording())
    began = time.perf_counter()
    session = actions.make_session(
        by=organiser, name="Bench", area=BOROUGH, script=script, audience=Audience.of([WARD])
    )
    print(f"audience of {session.targets.count():,} made in {time.perf_counter() - began:.1f} s")
    with connection.cursor() as cursor:
        cursor.execute(CROWD_SQL, {"session": session.pk, "left": LEFT, "held": HELD})
    print(f"before the others {LEFT:,} who left since, and {HELD:,} of households left in peace")
    Caller.objects.bulk_create(
        Caller(session=session, user_id=user, admitted_at=session.created_at) for user in callers
    )
    return session.pk, callers


def split(callers: list[int]) -> list[list[int]]:
    return [callers[number::WORKERS] for number in range(WORKERS)]


def ring(session_pk: int, callers: list[int]) -> list[tuple[str, float, int]]:
    """Let the callers of one process ring in turn; return what each step took and whom it was about."""
    set_up()
    from groundgame.campaign.accounts.models import User
    from groundgame.campaign.canvass import actions
    from groundgame.campaign.canvass.models import Session
    from groundgame.campaign.canvass.reports import Report

    session = Session.objects.get(pk=session_pk)
    users = User.objects.in_bulk(callers)

    held: dict = {}

    def lease(caller: int) -> tuple[str, float, int]:
        began = time.perf_counter()
        held[caller] = actions.take_next(by=users[caller], session=session)
        return "lease", time.perf_counter() - began, held[caller].elector_id

    def save(caller: int) -> tuple[str, float, int]:
        outcome, answers = ("no_answer", {}) if caller % 3 else ("conversation", {"promise": "yes"})
        report = Report(uuid4(), held[caller].token, outcome, answers)
        began = time.perf_counter()
        actions.save_contact(by=users[caller], session=session, report=report)
        return "save", time.perf_counter() - began, held[caller].elector_id

    def call(caller: int) -> list[tuple[str, float, int]]:
        return [save(caller), lease(caller)]

    with ThreadPoolExecutor(THREADS_A_WORKER) as pool:
        began = time.perf_counter()
        start = list(pool.map(lease, callers))
        took = time.perf_counter() - began
        calls = []
        for number in range(int(SECONDS * PACE / WORKERS)):
            time.sleep(max(0.0, began + took + number * WORKERS / PACE - time.perf_counter()))
            calls.append(pool.submit(call, callers[number]))
        steps = [step for made in calls for step in made.result()]
    return [("start", took, one) for _, _, one in start] + steps


def report(waits: list[tuple[str, float, int]], seconds: float) -> int:
    started = [(took, elector) for step, took, elector in waits if step == "start"]
    print(f"{len(started):,} callers started within {max(took for took, _ in started):.1f} s of one moment")
    slowest = 0.0
    for step in ("save", "lease"):
        times = sorted(took for kind, took, _ in waits if kind == step)
        worst = times[int(len(times) * 0.99)]
        slowest = max(slowest, worst)
        print(f"{step:5}: {median(times) * 1000:6.1f} ms in the middle, {worst * 1000:6.1f} ms for 99 in 100")
    given = [elector for step, _, elector in waits if step != "save"]
    twice = len(given) - len(set(given))
    print(
        f"{len(given):,} electors given out, {twice} of them twice; {PACE:.0f} calls a second; {seconds:.0f} s in all"
    )
    return int(twice > 0 or slowest > BAR_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
