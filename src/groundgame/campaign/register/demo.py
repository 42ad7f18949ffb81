"""Fill the demo: an invented register written to files and loaded by the importer that real ones go through."""

import datetime as dt
import tempfile
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from groundgame.campaign.register import actions
from groundgame.campaign.register.models import Register, TelephoneNumber, TpsScreening
from groundgame.campaign.register.person.screening import screen_tps
from groundgame.campaign.register.synthetic import BoroughFiles, write_borough
from groundgame.campaign.register.synthetic.boroughs import register_wards
from groundgame.electoral.places import atlas

SEED = 20261102
PUBLISHED_ON = dt.date(2026, 11, 2)
ONE_IN = 20
SOURCE = "demonstration (invented)"


def load_demo_register(*, full: bool, progress: Callable[[str, int, int], None]) -> None:
    """Load every borough's invented register that is not loaded yet; `progress` hears borough, done, total.

    A household in twenty is made, or with `full` every one (6.2 million electors). Each borough is loaded whole or not
    at all, so a load that was cut short goes on where it stopped.
    """
    boroughs = [area for area in atlas().areas("borough") if register_wards(area.code)]
    loaded = set(Register.objects.values_list("borough", flat=True))
    todo = [area.code for area in boroughs if area.code not in loaded]
    made = _made_ahead(todo, one_in=1 if full else ONE_IN)
    for done, area in enumerate(boroughs):
        progress(area.name, done, len(boroughs))
        if area.code not in loaded:
            _load(area.code, next(made))
    if not TpsScreening.objects.exists():
        _screen([area.code for area in boroughs])
    progress("The register", len(boroughs), len(boroughs))


def _made_ahead(boroughs: list[str], *, one_in: int) -> Iterator[BoroughFiles]:
    """Yield each borough's files; while one borough is loaded the next is made."""
    with tempfile.TemporaryDirectory(prefix="groundgame-register-") as folder, ThreadPoolExecutor(1) as worker:

        def make(borough: str) -> BoroughFiles:
            return write_borough(borough, Path(folder), one_in=one_in, published_on=PUBLISHED_ON, seed=SEED)

        todo = iter(boroughs)
        ahead = deque(worker.submit(make, borough) for borough in islice(todo, 1))
        while ahead:
            files = ahead.popleft().result()
            ahead.extend(worker.submit(make, borough) for borough in islice(todo, 1))
            yield files
            for path in (files.register, files.telephones, files.marked, files.absent):
                path.unlink()


def _screen(boroughs: list[str]) -> None:
    """Hold the invented numbers against a TPS file of today that names those which the lists say are on it."""
    listed = TelephoneNumber.objects.exclude(tps_since=None).values_list("e164", flat=True).distinct()
    content = "\n".join(listed.order_by("e164")).encode()
    screen_tps(by=None, boroughs=boroughs, content=content, file_name=SOURCE, listed_on=timezone.localdate())


@transaction.atomic
def _load(borough: str, files: BoroughFiles) -> None:
    actions.import_register(
        by=None,
        borough=borough,
        published_on=PUBLISHED_ON,
        content=files.register.read_bytes(),
        file_name=files.register.name,
    )
    actions.import_telephones(by=None, borough=borough, content=files.telephones.read_bytes(), source=SOURCE)
    actions.import_marked_register(by=None, borough=borough, content=files.marked.read_bytes())
    actions.import_absent_voters(by=None, borough=borough, content=files.absent.read_bytes())
