"""How many examples hypothesis draws."""

from hypothesis import settings

QUICK = "quick"
"""The profile of `make check`, which is for the next minute; `make test` draws as many as each test asks for."""
FEW = 15


def examples(many: int) -> int:
    """Return so many, or the profile's few in `make check`: a test that names its own number goes past the profile."""
    return min(many, FEW) if settings.get_current_profile_name() == QUICK else many
