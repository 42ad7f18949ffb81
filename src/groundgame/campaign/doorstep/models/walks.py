"""A round of doors, the walks that it is cut into, and the doors of a walk in the order that they are walked."""

from django.db import models
from django.db.models import Q

from groundgame.campaign.canvass.models import Lease, Session
from groundgame.campaign.register.models import Address


class Round(models.Model):
    """What a session at the door keeps beside the session.

    A walk has about `doors_a_walk` doors. A door that was knocked is left in peace for `rest_days`, and so is one that
    went out on paper, where nobody knows what was knocked until it is typed. A walk on a telephone comes back by itself
    after `lease_hours`.
    """

    session = models.OneToOneField(Session, models.CASCADE, primary_key=True, related_name="round")
    doors_a_walk = models.PositiveSmallIntegerField(default=45)
    rest_days = models.PositiveSmallIntegerField(default=7)
    lease_hours = models.PositiveSmallIntegerField(default=12)
    cut_at = models.DateTimeField(null=True)


class Walk(models.Model):
    """One team's doors, of one ward. `number` is its name within the round; `title` says where it is in words.

    `metres` estimates the way from the first door to the last. A walk that was cut anew, merged or finished is closed,
    and stands for what it was.
    """

    borough = models.CharField(max_length=9)
    ward = models.CharField(max_length=9)
    session = models.ForeignKey(Session, models.CASCADE, related_name="walks")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    metres = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "number"], name="walk_number")]

    def __str__(self) -> str:
        return f"Walk {self.number}"


class WalkDoor(models.Model):
    """A door in its place on a walk. A door stands on one open walk of a session at most.

    `lease` holds the door while the walk is out; without one, somebody else has the door, or it was not to be given.
    """

    borough = models.CharField(max_length=9)
    session = models.ForeignKey(Session, models.CASCADE, related_name="+")
    walk = models.ForeignKey(Walk, models.CASCADE, related_name="doors", db_index=False)
    address = models.ForeignKey(Address, models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()
    lease = models.ForeignKey(Lease, models.SET_NULL, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position"]
        indexes = [models.Index(fields=["walk", "position"], name="walk_door_order")]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "address"], condition=Q(closed_at=None), name="walk_door_once_a_session"
            )
        ]
