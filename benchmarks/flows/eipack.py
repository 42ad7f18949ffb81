"""R's eiPack, where it is installed (Debian: r-cran-eipack)."""

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

SCRIPT = Path(__file__).with_name("eipack.R")


def why_not() -> str | None:
    """Return why eiPack cannot be run here, or None."""
    if shutil.which("Rscript") is None:
        return "there is no R (Debian: apt-get install r-cran-eipack)"
    asked = ["Rscript", "-e", "suppressMessages(library(eiPack))"]
    if subprocess.run(asked, capture_output=True, check=False).returncode:
        return "R has no eiPack (Debian: apt-get install r-cran-eipack)"
    return None


def ei_md_bayes(first: np.ndarray, second: np.ndarray) -> tuple[np.ndarray, float]:
    """Return the table of votes, and the seconds of the sampler alone."""
    heading = [f"r{place}" for place in range(first.shape[1])] + [f"c{place}" for place in range(second.shape[1])]
    with TemporaryDirectory() as folder:
        file = Path(folder) / "units.csv"
        table = np.concatenate([first, second], axis=1)
        np.savetxt(file, table, fmt="%d", delimiter=",", header=",".join(heading), comments="")
        done = subprocess.run(["Rscript", SCRIPT, file], capture_output=True, text=True, check=True)
    *cells, seconds = done.stdout.strip().splitlines()
    return np.array([[float(value) for value in line.split()] for line in cells]), float(seconds.split()[1])
