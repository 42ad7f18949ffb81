"""One vote a person in every box."""

from django.db.models import Count

from groundgame.campaign.selections.models import Entry, Selection
from groundgame.campaign.selections.rules.moving import needed_before

WEIGHED = frozenset({"college"})
"""Rules that count each section by itself, so that somebody of two sections has a vote in both, as those rules mean."""


@needed_before("open-voting")
def nobody_votes_twice(selection: Selection) -> str | None:
    """Ask that nobody stands on the roll in two sections whose papers would lie in one box."""
    for post in selection.posts.exclude(rule__in=WEIGHED):
        on_roll = Entry.objects.filter(section__in=post.voting_sections).exclude(standing=Entry.Standing.EXCLUDED)
        twice = on_roll.values("member").annotate(places=Count("pk")).filter(places__gt=1).count()
        if twice:
            return (
                f"{twice:,} on the roll are in two sections that vote for {post.name}, where sections are not weighed: "
                "each would vote twice. Let one section vote for it, or shut them out of the other."
            )
    return None
