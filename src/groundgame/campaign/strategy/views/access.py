"""Who may open the director's pages."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.accounts.rules import check_may_read_results

View = Callable[..., HttpResponse]
LONG_WAIT_SECONDS = 20.0


def results_page(view: View) -> View:
    """Let people with any role read a page, and nobody else."""

    @require_safe
    @wraps(view)
    def checked(request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        check_may_read_results(request.user)
        return view(request, *args, **kwargs)

    return checked


def patience(request: SignedInRequest) -> float | None:
    """Return how long a page may wait for its figures: long where somebody asks it to, as without script."""
    return LONG_WAIT_SECONDS if request.GET.get("wait") == "1" else None
