"""What the room refuses, as sentences."""


class KnownAddressError(Exception):
    """The e-mail address has an account already, whose owner must sign in."""
