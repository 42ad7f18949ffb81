"""A file's bytes as text: registers come in Windows-1252, in UTF-8 with or without a mark, or as Excel's UTF-16."""

import codecs

from groundgame.campaign.register.importing.errors import RegisterFileError

KNOWN_FORMATS = {
    b"PK\x03\x04": "an Excel workbook or a zip archive",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"%PDF": "a PDF document",
    b"\x1f\x8b": "a gzip archive",
}
ASK_FOR_CSV = "Ask for the register in data form as CSV, or open it and save it as CSV."


def decode(content: bytes) -> str:
    """Return the text of a register file, its lines ended by line feeds.

    Raises:
        RegisterFileError: if it is empty, or not text in an encoding that registers come in.
    """
    if not content.strip():
        raise RegisterFileError(f"The file is empty ({len(content)} bytes). {ASK_FOR_CSV}")
    for beginning, name in KNOWN_FORMATS.items():
        if content.startswith(beginning):
            raise RegisterFileError(f"The file is {name}, not a text file. {ASK_FOR_CSV}")
    text = _decode(content)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _decode(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strictly(content, "utf-16", "UTF-16")
    if b"\0" in content:
        line = content.count(b"\n", 0, content.index(b"\0")) + 1
        raise RegisterFileError(f"Line {line} holds a zero byte: this is not a text file. {ASK_FOR_CSV}")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _strictly(content, "cp1252", "UTF-8 or Windows-1252")


def _strictly(content: bytes, encoding: str, name: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        byte = content[error.start]
        raise RegisterFileError(
            f"Line {line} holds the byte 0x{byte:02X}, which is no letter in {name}. {ASK_FOR_CSV}"
        ) from error
