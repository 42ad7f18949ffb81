"""Everything that is written in a selection: keyword-only, atomic, `by=` a person, audited."""

from groundgame.campaign.selections.actions.moving import move, on

__all__ = ["move", "on"]
