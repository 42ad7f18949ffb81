"""Whether the site can listen on a port, asked before any heavy work."""

import errno
import socket
import time

from groundgame.cli.messages import WRONG_ARGUMENT, refuse

LOOPBACK = "127.0.0.1"
# A site that was killed takes a moment to leave its port.
LEAVING_SECONDS = 3


def check_port(port: int) -> None:
    """End the command with a sentence if nobody could listen on `port` of this machine."""
    if not 1 <= port <= 65535:
        refuse(f"{port} is not a port: give a number from 1024 to 65535, such as PORT=8001.", code=WRONG_ARGUMENT)
    reason = _why_not(port)
    end = time.monotonic() + LEAVING_SECONDS
    while reason == errno.EADDRINUSE and time.monotonic() < end:
        time.sleep(0.1)
        reason = _why_not(port)
    if reason == errno.EADDRINUSE:
        refuse(
            f"Port {port} is in use by another program. Stop that program, or choose another port: "
            f"make demo PORT={port + 1 if port < 65535 else 8000}.",
            code=WRONG_ARGUMENT,
        )
    if reason:
        refuse(f"Port {port} may not be used by this account. Choose one above 1023, such as PORT=8000.", code=2)


def _why_not(port: int) -> int | None:
    # Without SO_REUSEPORT, which the web server sets: two sites would silently share one port.
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
            probe.listen()
        except OSError as error:
            return error.errno
    return None
