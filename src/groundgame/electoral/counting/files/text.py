"""The text of a file, whatever wrote it: UTF-8 with or without its mark, UTF-16, Windows-1252, any line ends."""

import codecs
from pathlib import Path

from groundgame.electoral.counting.files.broken import FileError


def load(path: Path) -> bytes:
    """Return the bytes of a text file, lines ended by a line feed alone.

    Raises:
        FileError: if there is no such file, or it is empty or no text.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise FileError(f"it cannot be read ({error.strerror}); check the name and who may read it") from error
    return plain(data)


def plain(data: bytes) -> bytes:
    """Return text without its byte-order mark, lines ended by a line feed alone."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        data = data.decode("utf-16", errors="replace").encode()
    data = data.removeprefix(codecs.BOM_UTF8)
    if not data.strip():
        raise FileError("it is empty; give a file of papers or of votes")
    if b"\0" in data:
        raise FileError("it is no text (it holds bytes of zero); save it as text: BLT, PrefLib or CSV")
    return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in data else data


def decode(data: bytes) -> str:
    """Return the characters: UTF-8 where the bytes are that, else Windows-1252, as old counting software writes.

    >>> decode("Sân".encode("cp1252")), decode("Sân".encode())
    ('Sân', 'Sân')
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
