"""The small line that says who sees a page and why, and whom to ask."""

from typing import Any

from django import template
from django.core.cache import cache

from groundgame.campaign.accounts.seeing import SEEING, whom_to_ask

register = template.Library()
KEPT_SECONDS = 60


@register.inclusion_tag("accounts/seen_by.html")
def seen_by(kind: str, area: str = "") -> dict[str, Any]:
    """Say who sees a page of this kind (see `seeing.SEEING`), and whom of the area to ask.

    Some seconds old at most: ten thousand callers' screens carry the line.
    """
    key = f"seen_by:{area}"
    asked: list[str] | None = cache.get(key)
    if asked is None:
        asked = [user.get_full_name() or user.email for user in whom_to_ask(area)]
        cache.set(key, asked, KEPT_SECONDS)
    return {"seeing": SEEING[kind], "kind": kind, "ask": asked}
