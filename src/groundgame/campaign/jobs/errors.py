"""What the room refuses, as sentences."""


class BusyError(Exception):
    """Another worker is doing this job."""


class RefusedError(Exception):
    """What a job was asked for cannot be done; rooms raise this or an error of their own."""


class UnknownWorkError(LookupError):
    """A job asks for work that no room names any more."""
