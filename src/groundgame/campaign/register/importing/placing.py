"""Which borough a register is of, by where its postcodes lie."""

from groundgame.campaign.register.importing.addresses import with_doors
from groundgame.campaign.register.importing.errors import RegisterFileError
from groundgame.campaign.register.importing.layouts import recognise
from groundgame.campaign.register.importing.rows import sift
from groundgame.campaign.register.importing.sheets import read_sheet
from groundgame.campaign.register.importing.text import decode
from groundgame.electoral.places import atlas

SAMPLE, LEAST_SHARE = 400, 0.5


def borough_of(content: bytes) -> str:
    """Return the code of the borough in which most of a file's postcodes lie.

    Raises:
        RegisterFileError: if it is no register that we read, or half of them or fewer lie in any one borough.
    """
    text = decode(content)
    layout, header = recognise(text)
    sheet = read_sheet(text, header)
    rows = sift(sheet, layout.read(sheet.frame)).rows
    sample = rows.gather_every(max(1, rows.height // SAMPLE))
    written = with_doors(sample)["postcode"] if sample.height else sample["postcode"]
    places = [atlas().postcode(text) for text in written.filter(written != "")]
    boroughs = [place.borough for place in places if place is not None and place.borough]
    likely = max(sorted(set(boroughs)), key=boroughs.count, default="")
    if boroughs.count(likely) <= LEAST_SHARE * len(places):
        raise RegisterFileError(
            "Its postcodes do not lie in one borough, so whose register it is cannot be told. Import it "
            "by itself, with --borough."
        )
    return likely
