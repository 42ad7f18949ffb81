"""Whoever was forgotten stays forgotten: what a later file says of them is dropped as it comes."""

from groundgame.campaign.register.models import AbsentVoter, Erasure, MarkedEntry, TelephoneNumber


def forget_again(borough: str) -> int:
    """Drop numbers and votes of those erased in a borough, in the caller's transaction; return how many rows."""
    erased = Erasure.objects.filter(borough=borough).values("elector")
    dropped = 0
    for model in (TelephoneNumber, MarkedEntry, AbsentVoter):
        dropped += model.objects.filter(borough=borough, elector__in=erased).delete()[0]
    return dropped
