"""How long ago, in templates."""

from django import template

from groundgame.campaign.strategy.coverage.words import ago

register = template.Library()
register.filter("ago", ago)
