"""A file's bytes as text: registers come in Windows-1252, in UTF-8 with or without a mark, or as Excel's UTF-16."""

import codecs
import re

from groundgame.campaign.register.importing.errors import RegisterFileError

KNOWN_FORMATS = {
    b"PK\x03\x04": "an Excel workbook or a zip archive",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"%PDF": "a PDF document",
    b"\x1f\x8b": "a gzip archive",
}
ASK_FOR_CSV = "Ask for the register in data form as CSV, or open it and save it as CSV."
# Signs that nobody sees and that would tell two equal names apart: soft hyphens, joiners, marks of direction and order.
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
SPACES = re.compile("[\u00a0\u2007\u202f]")


def decode(content: bytes) -> str:
    """Return the text of a register file, its lines ended by line feeds, without signs that nobody sees.

    Raises:
        RegisterFileError: if it is empty, or not text in an encoding that registers come in.
    """
    if not content.strip():
        raise RegisterFileError(f"The file is empty ({len(content)} bytes). {ASK_FOR_CSV}")
    for beginning, name in KNOWN_FORMATS.items():
        if content.startswith(beginning):
            raise RegisterFileError(f"The file is {name}, not a text file. {ASK_FOR_CSV}")
    text = _decode(content)
    if not text.strip():
        raise RegisterFileError(f"The file holds no letter ({len(content)} bytes). {ASK_FOR_CSV}")
    if not text.isascii():
        text = SPACES.sub(" ", UNSEEN.sub("", text))
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _decode(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = _strictly(content, "utf-16", "UTF-16")
        _refuse_zero(text.count("\n", 0, text.find("\0")) + 1 if "\0" in text else 0)
        return text
    _refuse_zero(content.count(b"\n", 0, content.index(b"\0")) + 1 if b"\0" in content else 0)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _line_by_line(content)


def _refuse_zero(line: int) -> None:
    if line:
        raise RegisterFileError(f"Line {line} holds a zero byte: this is not a text file. {ASK_FOR_CSV}")


def _line_by_line(content: bytes) -> str:
    """Return the text of a file that is not UTF-8 throughout.

    Such a file is Windows-1252; but one that was put together from two has lines of both, and a name in UTF-8 that is
    read as Windows-1252 ("ZoÃ«") is another name. Lines that are UTF-8 are therefore read as that.
    """
    lines = content.removeprefix(codecs.BOM_UTF8).split(b"\n")
    return "\n".join(_line(line, at) for at, line in enumerate(lines))


def _line(line: bytes, lines_before: int) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return _strictly(line, "cp1252", "UTF-8 or Windows-1252", lines_before)


def _strictly(content: bytes, encoding: str, name: str, lines_before: int = 0) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = lines_before + content.count(b"\n", 0, error.start) + 1
        byte = content[error.start]
        raise RegisterFileError(
            f"Line {line} holds the byte 0x{byte:02X}, which is no letter in {name}. {ASK_FOR_CSV}"
        ) from error
