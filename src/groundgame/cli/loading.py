"""Fill the demo's database: each step once, in order, and again only when what it is made of has changed."""

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.table import Column

from groundgame.cli.demo_state import begin, begun_with, finish, finished_with
from groundgame.cli.demo_steps import Step, steps


def load(url: str, *, full: bool, console: Console) -> None:
    """Do the steps that are not finished. A step that was cut off is done again, and does what it has left.

    Raises:
        RegisterKindError: if the full register is asked for where the sampled one stands.
    """
    finished = finished_with(url)
    todo = [step for step in steps(begun_with(url), full=full) if finished.get(step.name) != step.done_with]
    if not todo:
        return
    with Progress(*_columns(), console=console) as progress:
        for step in todo:
            if not console.is_terminal:
                console.print(f"{step.title} ...")
            begin(url, step.name, step.done_with)
            _run(step, progress)
            finish(url, step.name)


def _columns() -> tuple[ProgressColumn, ...]:
    """Return columns that fit a terminal of eighty."""
    what = TextColumn("{task.fields[what]}", table_column=Column(no_wrap=True, overflow="ellipsis"))
    return TextColumn("{task.description}"), BarColumn(12), TaskProgressColumn(), TimeElapsedColumn(), what


def _run(step: Step, progress: Progress) -> None:
    task = progress.add_task(step.title, total=None, what="")

    def report(what: str, done: int, total: int) -> None:
        progress.update(task, what=what, completed=done, total=total)

    step.run(report)
    progress.update(task, what="", completed=1, total=1)
    progress.stop_task(task)
