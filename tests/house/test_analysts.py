"""docs/analysts.md is a notebook: every block runs after those above it, and prints what stands below it.

To write its outputs anew: `python tests/house/test_analysts.py`, and read what changed.
"""

import contextlib
import io
import re
from pathlib import Path

import pytest

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "analysts.md"
BLOCK = re.compile(r"```python\n(.*?)```\n(?:\n```text\n(.*?)```\n)?", re.DOTALL)
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
SLACK = 0.02
"""Libraries of linear algebra differ in the last digits, and draws with them: a part of a number, or its last digit."""


def ran(code: str, names: dict[str, object]) -> str:
    """Return what a block prints."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(compile(code, str(DOCUMENT), "exec"), names)
    return said.getvalue()


def alike(shown: str, printed: str) -> bool:
    """Tell whether two texts have the same words, and numbers that differ by no more than the slack."""
    if NUMBER.sub("#", shown) != NUMBER.sub("#", printed):
        return False
    return all(_near(*pair) for pair in zip(NUMBER.findall(shown), NUMBER.findall(printed), strict=True))


def _near(shown: str, printed: str) -> bool:
    last_digit = 10.0 ** -len(shown.partition(".")[2])
    one, other = (float(text.replace(",", "")) for text in (shown, printed))
    return abs(one - other) <= max(SLACK * abs(one), 1.01 * last_digit)


@pytest.mark.slow
def test_every_block_prints_what_the_page_shows():
    names: dict[str, object] = {}
    blocks = BLOCK.findall(DOCUMENT.read_text(encoding="utf-8"))
    assert len(blocks) > 12
    for code, shown in blocks:
        printed = ran(code, names)
        assert alike(shown, printed), f"{code}\nprints\n{printed}\nand the page shows\n{shown}"


@pytest.mark.parametrize(
    ("shown", "printed", "same"),
    [("4.3 of 74", "4.4 of 74", True), ("4.3", "4.6", False), ("4.3 up", "4.3 down", False), ("1", "1 2", False)],
)
def test_other_words_or_figures_are_told_apart(shown, printed, same):
    assert alike(shown, printed) == same


def main() -> None:
    """Write what each block prints below it."""
    names: dict[str, object] = {}

    def written(found: re.Match[str]) -> str:
        printed = ran(found[1], names)
        return f"```python\n{found[1]}```\n" + (f"\n```text\n{printed}```\n" if printed else "")

    text = DOCUMENT.read_text(encoding="utf-8")
    DOCUMENT.write_text(BLOCK.sub(written, text), encoding="utf-8")


if __name__ == "__main__":
    main()
