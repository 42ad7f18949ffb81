"""What a volunteer is told once a call is saved, by what is known of it by then: nothing here asks the database."""

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from groundgame.campaign.canvass.actions import Saved
from groundgame.campaign.canvass.hours import is_open_now, told_hours
from groundgame.campaign.canvass.models import Session


def what_was_saved(saved: Saved) -> SafeString:
    """Return what was saved of whom, with the way to put it right: the next screen shows somebody else already."""
    event = saved.event
    way, outcome = reverse("canvass:correct", args=[event.pk]), event.get_outcome_display().lower()
    return format_html('Saved: {}, {}. <a href="{}">Put it right</a>', event.elector, outcome, way)


def about_promise(session: Session, saved: Saved) -> tuple[str, ...]:
    """Return what to say where a call was promised for an hour at which the session does not ring."""
    at = saved.event.call_back_at
    if at is None or is_open_now(session, at):
        return ()
    hour = f"{timezone.localtime(at):%-d %B, %H:%M}"
    promised = f"{saved.event.elector} was promised a call for {hour}, when nobody rings here ({told_hours(session)})"
    return (f"{promised}: it is made when this phone bank rings next.",)
