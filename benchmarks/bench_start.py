"""How soon the demo is up: from an empty data folder (the bar is 90 s), and a second time (5 s)."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

PORT = 8118
BARS_SECONDS = {"empty data folder": 90.0, "second start": 5.0}
SECOND_STARTS = 5


def main() -> int:
    with TemporaryDirectory(prefix="groundgame-bench-") as folder:
        home = Path(folder).resolve() / "home"
        seconds = {
            "empty data folder": start_and_stop(home),
            "second start": median(start_and_stop(home) for _ in range(SECOND_STARTS)),
        }
    for what, taken in seconds.items():
        print(f"{what:<20} {taken:6.1f} s   bar {BARS_SECONDS[what]:.0f} s")
    return int(any(taken > BARS_SECONDS[what] for what, taken in seconds.items()))


def start_and_stop(home: Path) -> float:
    """Return the seconds from the command to its printed log-ins."""
    command = [str(Path(sys.executable).with_name("groundgame")), "demo", "--port", str(PORT)]
    environment = os.environ | {"GROUNDGAME_HOME": str(home), "PYTHONUNBUFFERED": "1"}
    environment.pop("DATABASE_URL", None)
    began = time.monotonic()
    site = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        for line in site.stdout or ():
            if line.startswith("Ctrl-C"):
                return time.monotonic() - began
        raise SystemExit("The demo ended before it served; run `make demo` to see why.")
    finally:
        site.send_signal(signal.SIGINT)
        site.wait()


if __name__ == "__main__":
    sys.exit(main())
