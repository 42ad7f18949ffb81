"""The demo's selections: one that is declared, with all that led to it, and one that takes nominations.

Everybody in them is invented.
"""

from groundgame.campaign.selections.demo.story import load_demo_selections

__all__ = ["load_demo_selections"]
