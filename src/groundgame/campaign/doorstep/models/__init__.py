"""The tables of the doorstep."""

from groundgame.campaign.doorstep.models.devices import Device, DoorContact
from groundgame.campaign.doorstep.models.outings import Canvasser, Outing
from groundgame.campaign.doorstep.models.sheets import Sheet, SheetEntry
from groundgame.campaign.doorstep.models.walks import Round, Walk, WalkDoor

__all__ = ["Canvasser", "Device", "DoorContact", "Outing", "Round", "Sheet", "SheetEntry", "Walk", "WalkDoor"]
