"""Say in a line what machine this is."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "load"))

from report import machine

if __name__ == "__main__":
    print(machine())
