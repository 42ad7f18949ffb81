"""The steps that fill the demo's database, each imported and run only when it is needed."""

import datetime as dt
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from groundgame.cli.demo_state import migrations_fingerprint, record_fingerprint

Report = Callable[[str, int, int], None]  # what is being done, how much of it is done, of how much

SAMPLED, FULL = "one household in twenty", "every household"


class RegisterKindError(Exception):
    """The folder holds the sampled register, and the full one was asked for."""


@dataclass(frozen=True)
class Step:
    """One part of the loading; `done_with` is what it was made of, by which a later start knows that it stands."""

    name: str
    title: str
    done_with: str
    run: Callable[[Report], None]


def steps(begun: Mapping[str, str], *, full: bool) -> tuple[Step, ...]:
    """Return the steps in their order; `begun` says what earlier starts began each with.

    Raises:
        RegisterKindError: if the full register is asked for where the sampled one stands.
    """
    kind = _register_kind(begun.get("register"), full=full)
    return (
        Step("schema", "Preparing the database", migrations_fingerprint(), _migrate),
        Step("record", "Checking the record of elections", record_fingerprint(), _check_record),
        Step("people", "Making the demo's people", "2", _load_people),
        Step("register", "Loading an invented register", kind, partial(_load_register, full=kind == FULL)),
        Step("history", "Inventing what earlier canvasses heard", "2", _load_history),
        Step("trials", "Inventing what earlier trials told", "1", _load_trials),
        Step("openings", "Inventing what two openings told", "1", _load_openings),
        Step("phone bank", "Opening a phone bank", os.environ.get("GROUNDGAME_PARTY", ""), _load_phone_bank),
        Step("plan", "Asking for a plan", _this_week(), _load_plan),
        Step("selections", "Holding a selection", "1", _load_selections),
    )


def _register_kind(begun: str | None, *, full: bool) -> str:
    if begun == SAMPLED and full:
        raise RegisterKindError(
            "This data folder holds the register of one household in twenty, and people may have worked on it. "
            "For every household name an empty folder: GROUNDGAME_HOME=.groundgame-full make demo FULL=1."
        )
    return begun or (FULL if full else SAMPLED)


def _migrate(report: Report) -> None:
    _set_up_django()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


def _check_record(report: Report) -> None:
    from groundgame.electoral.places.tables import read_table, table_infos

    for number, (name, info) in enumerate(table_infos().items(), start=1):
        read_table(name)
        report(info.title, number, len(table_infos()))


def _load_people(report: Report) -> None:
    _set_up_django()
    from groundgame.campaign.site.demo import load_demo_people

    load_demo_people()


def _load_register(report: Report, *, full: bool) -> None:
    _set_up_django()
    from django.db import connection

    from groundgame.campaign.register.demo import load_demo_register

    load_demo_register(full=full, progress=report)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # the planner's figures, before the first page asks


def _load_history(report: Report) -> None:
    _set_up_django()
    from groundgame.campaign.accounts.models import User
    from groundgame.campaign.canvass.demo import load_demo_history
    from groundgame.campaign.site.demo import demo_email, load_demo_codes
    from groundgame.campaign.strategy.coverage.keeping import keep_coverage

    codes = [value for value, _ in load_demo_codes()]
    load_demo_history(by=User.objects.get(email=demo_email("director")), codes=codes)
    keep_coverage()  # or the first page of where we have been would wait for the worker's round


def _load_phone_bank(report: Report) -> None:
    _set_up_django()
    from groundgame.campaign.site.demo import load_demo_phone_bank

    load_demo_phone_bank()


def _load_trials(report: Report) -> None:
    _set_up_django()
    from groundgame.campaign.accounts.models import User
    from groundgame.campaign.canvass.actions import make_script
    from groundgame.campaign.canvass.default_script import default_wording
    from groundgame.campaign.canvass.demo_trials import load_demo_trials
    from groundgame.campaign.site.demo import BOROUGH, demo_email, load_demo_codes
    from groundgame.campaign.strategy.learning.effort import keep_conversations
    from groundgame.campaign.strategy.learning.results import work_out

    organiser = User.objects.get(email=demo_email("organiser"))
    script = make_script(by=organiser, area=BOROUGH, wording=default_wording("the campaign", codes=load_demo_codes()))
    for trial in load_demo_trials(by=organiser, area=BOROUGH, script=script):
        work_out(trial)
    keep_conversations()  # or the page would wait for the night


def _load_openings(report: Report) -> None:
    _set_up_django()
    from groundgame.campaign.accounts.models import User
    from groundgame.campaign.canvass.demo_openings import load_demo_openings
    from groundgame.campaign.canvass.demo_trials import ROUNDS
    from groundgame.campaign.canvass.models import Script
    from groundgame.campaign.site.demo import BOROUGH, demo_email, load_demo_codes
    from groundgame.campaign.strategy.learning.openings import work_out_openings

    organiser = User.objects.get(email=demo_email("organiser"))
    script = Script.objects.filter(sessions__name=ROUNDS[0][0], sessions__created_by=organiser).first()
    if script is None:
        return
    codes = [value for value, _ in load_demo_codes()]
    for row in load_demo_openings(by=organiser, area=BOROUGH, script=script, codes=codes):
        work_out_openings(row)


def _this_week() -> str:
    """Return what the plan was made of: a party, and the weeks that it lies in."""
    today = dt.date.today()  # noqa: DTZ011 (before Django and its time zone are there)
    return f"{os.environ.get('GROUNDGAME_PARTY', '')} {today - dt.timedelta(days=today.weekday())}"


def _load_plan(report: Report) -> None:
    _set_up_django()
    from groundgame.campaign.accounts.models import User
    from groundgame.campaign.site.demo import demo_email
    from groundgame.campaign.strategy.plans.demo import load_demo_plan

    load_demo_plan(by=User.objects.get(email=demo_email("director")))


def _load_selections(report: Report) -> None:
    _set_up_django()
    from groundgame.campaign.accounts.models import User
    from groundgame.campaign.selections.demo import load_demo_selections
    from groundgame.campaign.site.demo import demo_email

    officer, *panel = (
        User.objects.get(email=demo_email(slug)) for slug in ("returning-officer", "organiser", "agent", "volunteer")
    )
    load_demo_selections(officer=officer, panel=panel)


def _set_up_django() -> None:
    """Start Django once, and only when a step needs it."""
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()
