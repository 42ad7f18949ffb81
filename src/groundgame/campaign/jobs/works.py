"""What can be done as a job: each room names its own in its `tasks.py`, imported when something is to be done."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.module_loading import autodiscover_modules

from groundgame.campaign.jobs.errors import UnknownWorkError
from groundgame.campaign.jobs.progress import Progress

Doing = Callable[..., str | None]


@dataclass(frozen=True)
class Work:
    """Something that can be done as a job; it returns a sentence on what came of it."""

    name: str
    run: Doing
    daily: str = ""

    def __call__(self, progress: Progress, **details: Any) -> str | None:
        """Do it, here and now."""
        return self.run(progress, **details)


@dataclass
class Round:
    """A short duty that every worker does again and again; that two may do it at once is its own care."""

    run: Callable[[], object]
    minutes: float
    next_at: float = 0.0


_works: dict[str, Work] = {}
_rounds: list[Round] = []


def background(run: Doing) -> Work:
    """Let a function be started as a job: it takes a `Progress` and the details given to `start`, all of them JSON.

    After a crash it is begun again from the top, with the same details: do the whole in one transaction, or step by
    step, so that a second beginning does what the first has left. `progress.finish` within the last transaction makes
    the deed and its end stand or fall together.
    """
    return _keep(Work(_name(run), run))


def daily(title: str) -> Callable[[Doing], Work]:
    """Let a function be done once a day in the small hours, or as soon after them as the site runs."""
    return lambda run: _keep(Work(_name(run), run, title))


def frequent(minutes: float) -> Callable[[Callable[[], object]], Callable[[], object]]:
    """Let a short function be called every few minutes while a worker runs, with no job that is shown."""

    def keep(run: Callable[[], object]) -> Callable[[], object]:
        _rounds.append(Round(run, minutes))
        return run

    return keep


def rounds() -> list[Round]:
    """Return what is done every few minutes."""
    _discover()
    return _rounds


def work_named(name: str) -> Work:
    """Return a work by its name.

    Raises:
        UnknownWorkError: if no room names it.
    """
    _discover()
    try:
        return _works[name]
    except KeyError as error:
        raise UnknownWorkError(
            f"No part of the program does {name!r} any more: start it anew from its page."
        ) from error


def daily_works() -> list[Work]:
    """Return what is done once a day."""
    _discover()
    return sorted((work for work in _works.values() if work.daily), key=lambda work: work.name)


@cache
def _discover() -> None:
    """Import the tasks of every room: not at the start, where most commands and pages need none of them."""
    autodiscover_modules("tasks")


def _name(run: Doing) -> str:
    room = run.__module__.split(".")[-2]
    return f"{room}.{run.__name__}"


def _keep(work: Work) -> Work:
    _works[work.name] = work
    return work
