"""What the timetable asks of each move."""

from django.utils import timezone
from django.utils.formats import date_format

from groundgame.campaign.selections.clock import database_now
from groundgame.campaign.selections.models import Selection
from groundgame.campaign.selections.rules.moving import needed_before


def _shown(moment: object) -> str:
    return date_format(timezone.localtime(moment), "j F Y, H:i")  # type: ignore[arg-type]  # callers have a moment


@needed_before("freeze")
def the_freeze_date_has_come(selection: Selection) -> str | None:
    """Keep the electorate open until the moment whose facts decide."""
    if database_now() < selection.freeze_at:
        return f"The freeze date has not come: it is {_shown(selection.freeze_at)}."
    return None


@needed_before("open-voting")
def voting_has_an_end(selection: Selection) -> str | None:
    """Ask for an end that has not passed, so that voters are told until when."""
    if selection.voting_closes_at is None:
        return "Voting has no end yet: set when it closes."
    if selection.voting_closes_at <= database_now():
        return f"Voting would already be over: it closes on {_shown(selection.voting_closes_at)}. Set a later date."
    return None


@needed_before("close-voting")
def voting_time_is_over(selection: Selection) -> str | None:
    """Keep the vote open for as long as voters were told."""
    if selection.voting_closes_at is not None and database_now() < selection.voting_closes_at:
        return f"Voters were told that they may vote until {_shown(selection.voting_closes_at)}."
    return None
