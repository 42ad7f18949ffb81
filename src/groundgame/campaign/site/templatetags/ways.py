"""The menu at the head of every page."""

from typing import Any

from django import template

from groundgame.campaign.site.ways import here_of, ways_for

register = template.Library()


@register.inclusion_tag("site/ways.html", takes_context=True)
def ways(context: template.Context) -> dict[str, Any]:
    """Show whoever is signed in where they may go: in groups, or in one row where the ways are few."""
    match = context["request"].resolver_match
    groups = ways_for(context, here_of(match.app_name, match.view_name) if match else ())
    return {"groups": groups, "grouped": sum(len(group.ways) for group in groups) > FEW}


FEW = 6
