"""What a PDF of ours says: the text of its pages, read back through the character maps of its fonts."""

import base64
import re
import zlib

OBJECT = re.compile(rb"\n(\d+) 0 obj\s*(.*?)endobj", re.DOTALL)
SHOWN = re.compile(rb"/(F\S+) [\d.]+ Tf|\(((?:\\.|[^\\)])*)\) Tj|(T\*|T[dm]|ET)(?=\s)", re.DOTALL)
ESCAPED = re.compile(rb"\\([0-7]{3}|.)", re.DOTALL)


def page_texts(pdf: bytes) -> list[str]:
    """Return the text of each page, a line each time that the page moves on."""
    objects = {int(number): body for number, body in OBJECT.findall(pdf)}
    fonts = {
        name.decode(): _characters(objects, int(number))
        for body in objects.values()
        for name, number in re.findall(rb"/(F\d+\+\d+) (\d+) 0 R", body)
    }
    pages = [body for body in objects.values() if b"/Type /Page\n" in body]
    contents = [objects[int(re.search(rb"/Contents (\d+)", page)[1])] for page in pages]
    return [_text(_stream(body), fonts) for body in contents]


def _characters(objects: dict[int, bytes], number: int) -> dict[int, str]:
    letters = _stream(objects[int(re.search(rb"/ToUnicode (\d+)", objects[number])[1])])
    pairs = re.findall(rb"<([0-9A-F]{2})> <([0-9A-F]{4})>", letters, re.IGNORECASE)
    return {int(code, 16): chr(int(letter, 16)) for code, letter in pairs}


def _stream(body: bytes) -> bytes:
    raw = re.search(rb"stream\r?\n(.*?)endstream", body, re.DOTALL)[1].strip()
    return zlib.decompress(base64.a85decode(b"<~" + raw, adobe=True) if raw.endswith(b"~>") else raw)


def _text(content: bytes, fonts: dict[str, dict[int, str]]) -> str:
    said, letters = [], {}
    for font, shown, move in SHOWN.findall(content):
        if move:
            said.append("\n")
        elif font:
            letters = fonts.get(font.decode(), {})
        else:
            codes = ESCAPED.sub(_unescaped, shown)
            said.append("".join(letters.get(code, "?") for code in codes))
    return "\n".join(line for line in "".join(said).split("\n") if line)


def _unescaped(found: re.Match[bytes]) -> bytes:
    code = found[1]
    plain = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
    return bytes([int(code, 8)]) if len(code) == 3 else plain.get(code, code)
