"""Load small registers into the database."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from groundgame.campaign.register.actions import import_register
from groundgame.campaign.register.models import RegisterImport

from .registers import BARNET, register_file


@pytest.fixture
def load(db: None) -> Callable[..., RegisterImport]:
    """Load lines as Barnet's register of a day."""

    def load(day: dt.date, *entries: Sequence[str], **how: Any) -> RegisterImport:
        content = how.pop("content") if "content" in how else register_file(entries)
        how = {"by": None, "borough": BARNET, "file_name": "barnet.csv", "accept_leavers": True, **how}
        return import_register(published_on=day, content=content, **how)

    return load
