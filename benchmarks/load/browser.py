"""As little of a browser as a caller needs: one connection that is kept, its cookies, and forms."""

import asyncio
from dataclasses import dataclass, field
from urllib.parse import urlencode

ANSWER_SECONDS = 60
HOST = "127.0.0.1"


@dataclass
class Answer:
    """What the site answered."""

    status: int
    headers: dict[str, str]
    body: bytes


class NoAnswerError(Exception):
    """The site did not answer, or not in time."""


@dataclass
class Browser:
    """One person's browser; behind the proxy each has an address of its own."""

    port: int
    address: str
    cookies: dict[str, str] = field(default_factory=dict)
    _reader: asyncio.StreamReader | None = None
    _writer: asyncio.StreamWriter | None = None

    async def get(self, path: str) -> Answer:
        return await self._ask(f"GET {path} HTTP/1.1\r\n{self._head()}\r\n".encode())

    async def post(self, path: str, fields: dict[str, str]) -> Answer:
        body = urlencode(fields).encode()
        head = f"POST {path} HTTP/1.1\r\n{self._head()}Content-Type: application/x-www-form-urlencoded\r\n"
        return await self._ask(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()
            self._reader = self._writer = None

    def _head(self) -> str:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return (
            f"Host: {HOST}\r\nX-Forwarded-Proto: https\r\nX-Forwarded-For: {self.address}\r\n"
            f"Origin: https://{HOST}\r\nCookie: {cookies}\r\n"
        )

    async def _ask(self, request: bytes) -> Answer:
        """Send a request; once more where a connection that was kept turns out to be closed, as browsers do."""
        kept = self._writer is not None
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                return await self._once(request)
        except (OSError, TimeoutError, asyncio.IncompleteReadError) as error:
            self.close()
            if not kept or isinstance(error, TimeoutError):
                raise NoAnswerError(type(error).__name__) from error
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                return await self._once(request)
        except (OSError, TimeoutError, asyncio.IncompleteReadError) as error:
            self.close()
            raise NoAnswerError(type(error).__name__) from error

    async def _once(self, request: bytes) -> Answer:
        if self._reader is None or self._writer is None:
            self._reader, self._writer = await asyncio.open_connection(HOST, self.port)
        self._writer.write(request)
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        status, *lines = head.split("\r\n")
        headers: dict[str, str] = {}
        for line in lines:
            name, _, value = line.partition(": ")
            if name.lower() == "set-cookie":
                cookie, _, kept = value.partition(";")[0].partition("=")
                self.cookies[cookie] = kept
            elif name:
                headers[name.lower()] = value
        body = await self._reader.readexactly(int(headers.get("content-length", "0")))
        code = status.split(" ")[1:2]
        if not code:  # cut off by a site that was killed
            raise asyncio.IncompleteReadError(head.encode("latin-1"), None)
        return Answer(int(code[0]), headers, body)
