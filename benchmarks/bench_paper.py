"""How long a thousand pages of canvass sheets take: drawn, and with all that an organiser waits for.

A suburb invented at full size, cut, and its walks printed: first everybody's lines read from the register, their sheets
kept and the doors leased, in the embedded database, then the drawing. The drawing alone is repeated until a thousand
pages are full.
"""

import os
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parent / "walks"))

from groundgame import engine

WARD = "E05013628"
PAGES, BAR_SECONDS = 1_000, 10.0
TYPED = 60
"""Lines typed one by one, each a request of its own to the log."""


def main() -> int:
    """Print the figures; end with 1 if a thousand pages took longer than they may."""
    with TemporaryDirectory() as folder, engine.start(Path(folder) / "home") as server:
        os.environ |= {"DATABASE_URL": server.url, "GROUNDGAME_HOME": folder}
        os.environ["DJANGO_SETTINGS_MODULE"] = "groundgame.campaign.site.settings"
        import django

        django.setup()
        from filling import fill_ward, make_organiser

        electors = fill_ward(WARD)
        organiser, script = make_organiser(WARD)
        return int(measure(organiser, script, electors))


def measure(organiser, script, electors: int) -> bool:
    from groundgame.campaign.canvass.audience import Audience
    from groundgame.campaign.doorstep import actions
    from groundgame.campaign.doorstep.printing import sheets_pdf
    from groundgame.electoral.places import atlas

    borough = atlas().area(WARD).borough
    how = {"name": "Saturday", "area": borough, "script": script, "audience": Audience.of([WARD])}
    session = actions.make_round(by=organiser, **how)
    walks = actions.cut_round(by=organiser, session=session)
    began = time.perf_counter()
    sheets = actions.print_walks(by=organiser, walks=walks)
    given = time.perf_counter() - began
    pages, size, took = 0, 0, 0.0
    while pages < PAGES:
        began = time.perf_counter()
        pdf = sheets_pdf(sheets, session, lambda sheet: f"https://groundgame.example.org/doorstep/sheets/{sheet.code}/")
        took += time.perf_counter() - began
        pages += pdf.count(b"/Type /Page\n")
        size += len(pdf)
    over = f"  OVER {BAR_SECONDS} s" if took * PAGES / pages > BAR_SECONDS else ""
    print(f"{atlas().area(WARD).name}: {electors:,} electors on {len(walks)} walks, {pages:,} pages of sheets")
    print(f"walks given out, doors leased, lines kept: {given:.1f} s")
    print(f"lines read and drawn: {took:.1f} s, for {PAGES:,} pages {took * PAGES / pages:.1f} s{over}")
    print(f"{size / pages / 1000:.1f} kB a page")
    typed_back(organiser, sheets[0])
    return bool(over)


def typed_back(organiser, sheet) -> None:
    from uuid import uuid4

    from groundgame.campaign.doorstep import actions
    from groundgame.campaign.doorstep.paper.codes import codebook

    codes = codebook(sheet.outing.walk.session.script)
    letters = [code.typed for code in codes.questions[0].codes]
    began = time.perf_counter()
    for line in range(1, min(TYPED, len(sheet.electors)) + 1):
        text = f"{line} 0" if line % 2 else f"{line} {letters[line % len(letters)]} 1"
        actions.type_lines(by=organiser, sheet=sheet, codes=codes, sent=[actions.Sent(uuid4(), text)])
    each = (time.perf_counter() - began) / line
    print(f"a line that is typed is in the log after {each * 1000:.0f} ms")


if __name__ == "__main__":
    sys.exit(main())
