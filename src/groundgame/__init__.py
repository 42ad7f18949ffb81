"""groundgame: the software a party runs a city campaign with."""

__version__ = "0.1.0"
