"""Fill the demo's database: each step once, in order, and again only when what it is made of has changed."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from groundgame.cli.demo_state import mark_done, migrations_fingerprint, record_fingerprint, steps_done

Report = Callable[[int, int], None]  # how much of the step is done, of how much


@dataclass(frozen=True)
class Step:
    """One part of the loading; `done_with` is what it was made of, by which a later start knows that it stands."""

    name: str
    title: str
    done_with: str
    run: Callable[[Report], None]


def load(url: str, *, full: bool, console: Console) -> None:
    """Do the steps that are not done. A step that was cut off is not marked, and is done again.

    Errors of a step pass through; the steps before it stay done.
    """
    done = steps_done(url)
    todo = [step for step in _steps(full=full) if not _stands(step, done)]
    if not todo:
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console) as progress:
        for step in todo:
            task = progress.add_task(step.title, total=None)
            step.run(_reporter(progress, task))
            mark_done(url, step.name, step.done_with)
            progress.update(task, total=1, completed=1)
            progress.stop_task(task)


def _stands(step: Step, done: dict[str, str]) -> bool:
    # A full register holds the sampled one: it is never cut down again.
    return done.get(step.name) in {step.done_with, f"{step.done_with} full"}


def _reporter(progress: Progress, task: TaskID) -> Report:
    return lambda completed, total: progress.update(task, completed=completed, total=total)


def _steps(*, full: bool) -> tuple[Step, ...]:
    register = Step("register", "Loading the register", _register_mark(full=full), partial(_load_register, full=full))
    return (
        Step("schema", "Preparing the database", migrations_fingerprint(), _migrate),
        Step("record", "Checking the record of real elections", record_fingerprint(), _check_record),
        Step("people", "Making the demo's people", "1", _load_people),
        *([register] if find_spec("groundgame.campaign.register.demo") else []),
    )


def _register_mark(*, full: bool) -> str:
    return "1 full" if full else "1"


def _migrate(report: Report) -> None:
    _set_up_django()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


def _check_record(report: Report) -> None:
    from groundgame.electoral.places.tables import read_table, table_infos

    for number, name in enumerate(table_infos(), start=1):
        read_table(name)
        report(number, len(table_infos()))


def _load_people(report: Report) -> None:
    _set_up_django()
    from groundgame.campaign.site.demo import load_demo_people

    load_demo_people()


def _load_register(report: Report, *, full: bool) -> None:
    _set_up_django()
    from groundgame.campaign.register.demo import load_demo_register

    load_demo_register(full=full, progress=report)


def _set_up_django() -> None:
    """Start Django once, and only when a step needs it."""
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()
