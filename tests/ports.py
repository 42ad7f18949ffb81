"""A port for a server that a test starts."""

import random
import socket
from contextlib import suppress

# Below those that Linux and macOS give to outgoing connections: while a server that was killed is away, one of them
# might take its port, and a caller that tries again might even reach itself.
FROM, TO = 20_000, 32_000
TRIES = 100


def free_port() -> int:
    """Return a port that nobody listens at, drawn so that tests which run beside one another get different ones."""
    draw = random.SystemRandom()
    for _ in range(TRIES):
        port = draw.randrange(FROM, TO)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError(f"No port from {FROM} to {TO} is free.")
