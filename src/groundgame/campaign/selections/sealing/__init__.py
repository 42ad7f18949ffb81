"""Seal papers to the scrutineers and open them again: pure, without the site or its database.

static/selections/ballot-sealing.js does the voter's half in the browser; a test holds the two together.
"""

from groundgame.campaign.selections.sealing.codes import code_hash, make_code, plain
from groundgame.campaign.selections.sealing.envelope import (
    Envelope,
    check_shape,
    envelope_bytes,
    receipt_of,
    short_form,
)
from groundgame.campaign.selections.sealing.errors import SealError
from groundgame.campaign.selections.sealing.keys import (
    fingerprint,
    make_private_key,
    point_of,
    public_key,
    read_key_file,
    write_key_file,
)
from groundgame.campaign.selections.sealing.opening import check_share, open_paper, open_share
from groundgame.campaign.selections.sealing.paper_form import PaperForm, from_text, to_text
from groundgame.campaign.selections.sealing.seal import check_ranking, seal
from groundgame.campaign.selections.sealing.seeded import seeded

__all__ = [
    "Envelope",
    "PaperForm",
    "SealError",
    "check_ranking",
    "check_shape",
    "check_share",
    "code_hash",
    "envelope_bytes",
    "fingerprint",
    "from_text",
    "make_code",
    "make_private_key",
    "open_paper",
    "open_share",
    "plain",
    "point_of",
    "public_key",
    "read_key_file",
    "receipt_of",
    "seal",
    "seeded",
    "short_form",
    "to_text",
    "write_key_file",
]
