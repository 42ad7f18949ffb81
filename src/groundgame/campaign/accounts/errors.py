"""What the room asks to be confirmed, as a sentence."""


class AloneError(Exception):
    """One person alone could act for an area then; whoever says that they know it may have it so."""
