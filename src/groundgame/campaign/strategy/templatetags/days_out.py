"""Days out on pages that are about more: the part of a form that offers seats, and what a plan says of its days out."""

import datetime as dt
from typing import Any

from django import template
from django.template import Context
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from groundgame.campaign.strategy.away.offered import offered
from groundgame.campaign.strategy.away.shown import days_of_fortnight, days_seen, suggested_days
from groundgame.campaign.strategy.away.told import told_days
from groundgame.campaign.strategy.fortnight.lines import WEEKS
from groundgame.campaign.strategy.models import DayOut, KeptPlan
from groundgame.campaign.strategy.plans.asked import WEEK
from groundgame.electoral.places import Area

register = template.Library()


@register.inclusion_tag("strategy/away_offer.html", takes_context=True)
def offer_of_seats(context: Context) -> dict[str, Any]:
    """Show the fields in which a director offers a plan seats outside London, as the address has them."""
    offer = offered(context["request"].GET)
    return {"offer": offer, "words": "\n".join(offer.words)}


@register.simple_tag(takes_context=True)
def offered_again(context: Context) -> SafeString:
    """Return the hidden fields by which a form offers the seats of the address again."""
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', offered(context["request"].GET).fields())


@register.inclusion_tag("strategy/plan_days_out.html")
def days_out_of(plan: KeptPlan) -> dict[str, Any]:
    """Show a kept plan's days out, where it was offered seats outside London."""
    return {"days_out": told_days(plan)}


@register.inclusion_tag("strategy/days_out_of_week.html", takes_context=True)
def days_out_of_week(context: Context, plan: KeptPlan, place: Area, week: dt.date | None) -> dict[str, Any]:
    """Show a plan's days out in one week that a place sees, with what the reader may do about them."""
    request = context["request"]
    rows = days_seen(plan, place).filter(week=week) if week else DayOut.objects.none()
    return {"request": request, "found": suggested_days(request.user, rows, timezone.localdate())}


@register.inclusion_tag("strategy/days_out_of_fortnight.html", takes_context=True)
def days_out_of_fortnight(context: Context, plan: KeptPlan | None, first: dt.date) -> dict[str, Any]:
    """Show an organiser the days out of their branches: to accept, accepted, and over but not told."""
    request = context["request"]
    weeks = [first + number * WEEK for number in range(WEEKS)]
    found = days_of_fortnight(request.user, plan, weeks, timezone.localdate())
    return {"request": request, "found": found}
