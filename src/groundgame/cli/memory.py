"""How a command that reads very much keeps its memory."""

import os

VARIABLE = "_RJEM_MALLOC_CONF"  # of the allocator inside Polars; what comes last holds
KEEP = "dirty_decay_ms:-1,muzzy_decay_ms:-1,background_thread:false"


def keep_memory() -> None:
    """Let Polars keep the memory that it has had until the command ends; it must not have been imported yet.

    It would give it back to the system within a second, and ask for it again with the next file: an eighth of the time
    in which registers are read went there.
    """
    os.environ[VARIABLE] = ",".join(filter(None, (KEEP, os.environ.get(VARIABLE))))
