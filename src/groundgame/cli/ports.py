"""Whether the site can listen on a port, asked before any heavy work."""

import errno
import socket
import time

from groundgame.cli.messages import WRONG_ARGUMENT, refuse

LOOPBACK = "127.0.0.1"
# A site that was killed takes a moment to leave its port.
LEAVING_SECONDS = 3


def check_port(port: int, address: str = LOOPBACK) -> None:
    """End the command with a sentence if nobody could listen on `port` of `address`."""
    if not 1 <= port <= 65535:
        refuse(f"{port} is not a port: give a number from 1024 to 65535, such as PORT=8001.", code=WRONG_ARGUMENT)
    end = time.monotonic() + LEAVING_SECONDS
    while (error := _why_not(port, address)) and error.errno == errno.EADDRINUSE and time.monotonic() < end:
        time.sleep(0.1)
    if error:
        refuse(_sentence(error, port, address), code=WRONG_ARGUMENT)


def _sentence(error: OSError, port: int, address: str) -> str:
    if error.errno == errno.EADDRINUSE:
        other = port + 1 if port < 65535 else 8000
        return (
            f"Port {port} is in use by another program. Stop that program, or choose another port: "
            f"make demo PORT={other}."
        )
    if error.errno == errno.EACCES:
        return f"Port {port} may not be used by this account. Choose one above 1023, such as PORT=8000."
    return (
        f"The site cannot listen on {address} ({error.strerror}). Give an address of this machine, such as {LOOPBACK}."
    )


def _why_not(port: int, address: str) -> OSError | None:
    # Without SO_REUSEPORT, which the web server sets: two sites would silently share one port.
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
            probe.listen()
        except OSError as error:
            return error
    return None
