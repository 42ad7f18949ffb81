"""Days out on pages that are about more: the part of a form that offers seats, and what a plan says of its days out."""

from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from groundgame.campaign.strategy.away.offered import offered
from groundgame.campaign.strategy.away.told import told_days
from groundgame.campaign.strategy.models import KeptPlan

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
