"""Spoil files of every register software for as long as is asked, and see that no reader fails on any.

    python benchmarks/fuzz_readers.py --seconds 600 --seed 1

File `n` of a seed is always the same. A failure is printed with its file, which is then kept beside it.
"""

import argparse
import os
import sys
import time
import traceback
from collections import Counter
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    asked.add_argument("--seconds", type=float, default=60)
    asked.add_argument("--seed", type=int, default=20261102)
    options = asked.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundgame.campaign.site.settings")
    os.environ.setdefault("DATABASE_URL", "postgresql://nobody@127.0.0.1/none")  # no reader opens it
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    return fuzz(options.seconds, options.seed)


def fuzz(seconds: float, seed: int) -> int:
    from tests.campaign.register.fuzzing import READERS
    from tests.campaign.register.mutations import spoilt_file

    came: Counter[str] = Counter()
    end, number, failures = time.monotonic() + seconds, 0, 0
    while time.monotonic() < end:
        content = spoilt_file(Random(f"{seed}/{number}"))
        for read in READERS:
            try:
                came[f"{read.__name__}: {read(content) or 'refused'}"] += 1
            except BaseException as error:  # a panic of a library below is no Exception
                if isinstance(error, KeyboardInterrupt):
                    raise
                failures += 1
                kept = Path(f"failing-{seed}-{number}.csv")
                kept.write_bytes(content)
                print(f"{read.__name__} fails on file {number} of seed {seed}, kept as {kept}:")
                traceback.print_exc()
        number += 1
    print(f"{number:,} files of seed {seed} in {seconds:.0f} s, {failures} failures")
    for what, count in sorted(came.items()):
        print(f"  {what:40}{count:9,}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
