"""Callers who send a call again, the very same, until the site has answered for it, as the page does."""

import asyncio
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from itertools import chain, repeat

from bank import Bank
from browser import Answer, Browser, NoAnswerError
from callers import PEOPLE_A_NETWORK, SEED, _fields_of, _part, _report

PATIENCE_SECONDS = 240
AGAIN_SECONDS = (1.0, 2.0, 4.0, 8.0)
JOINED = 302
TROUBLE = 500
"""A server's error while PostgreSQL comes back is no answer: the page asks again."""


@dataclass
class Evening:
    """How many ring, how they come, how long, and what the site has told them."""

    callers: int
    ramp_seconds: float
    minutes: float
    talk_seconds: float
    saved: dict[str, str] = field(default_factory=dict)
    failures: Counter[str] = field(default_factory=Counter)
    repeats: int = 0
    over: bool = False

    @property
    def households(self) -> int:
        calls = self.callers * (self.ramp_seconds / 2 + 60 * self.minutes) / self.talk_seconds
        return int(1.2 * calls + 3 * self.callers + 1000)


class Stubborn:
    """A browser that asks again until it is answered."""

    def __init__(self, browser: Browser, evening: Evening, rng: random.Random) -> None:
        self.browser, self._evening, self._rng = browser, evening, rng

    async def get(self, path: str) -> Answer:
        return await self._until_answered(lambda: self.browser.get(path))

    async def post(self, path: str, fields: dict[str, str]) -> Answer:
        return await self._until_answered(lambda: self.browser.post(path, fields))

    async def _until_answered(self, ask) -> Answer:
        end = time.monotonic() + PATIENCE_SECONDS
        for wait in chain(AGAIN_SECONDS, repeat(AGAIN_SECONDS[-1])):
            try:
                answer = await ask()
                if answer.status < TROUBLE:
                    return answer
            except NoAnswerError:
                pass
            if time.monotonic() > end:
                raise NoAnswerError(f"nothing in {PATIENCE_SECONDS} s")
            self._evening.repeats += 1
            await asyncio.sleep(wait * self._rng.uniform(0.5, 1.0))
        raise AssertionError


async def ring_all(evening: Evening, bank: Bank, port: int) -> None:
    """Let everybody come, ring until the evening is over, and have their last call saved."""
    rng = random.Random(SEED)
    arrivals = sorted(rng.uniform(0, evening.ramp_seconds) for _ in range(evening.callers))
    await asyncio.gather(*(_caller(number, arrival, evening, bank, port) for number, arrival in enumerate(arrivals)))


async def _caller(number: int, arrival: float, evening: Evening, bank: Bank, port: int) -> None:
    await asyncio.sleep(arrival)
    rng = random.Random(SEED + number)
    network = number // PEOPLE_A_NETWORK
    browser = Browser(port, f"10.{network >> 16 & 255}.{network >> 8 & 255}.{network & 255}")
    try:
        stubborn = Stubborn(browser, evening, rng)
        await _ring(await _start(number, stubborn, bank), stubborn, evening, bank, rng)
    except (NoAnswerError, LookupError, ValueError) as error:
        evening.failures[repr(error)[:160]] += 1
    finally:
        browser.close()


async def _start(number: int, browser: Stubborn, bank: Bank) -> dict[str, str]:
    path, joining = f"/phonebank/{bank.session}/", f"/phonebank/join/{bank.token}/"
    page = _form(await browser.get(joining))
    who = {"name": f"Caller {number}", "email": f"caller{number}@example.org"}
    answer = await browser.post(joining, page | who)
    if answer.status != JOINED:
        raise LookupError(f"not let in, status {answer.status}: {answer.body[:120]!r}")
    return await _call_on_screen(browser, path)


async def _call_on_screen(browser: Stubborn, path: str) -> dict[str, str]:
    """Open the page, take a call where it shows none, and fetch the one after it."""
    form = _form(await browser.get(path))
    if "token" not in form:
        await browser.post(f"{path}next/", {"csrfmiddlewaretoken": form["csrfmiddlewaretoken"]})
        form = _form(await browser.get(path))
    asked = {"csrfmiddlewaretoken": form["csrfmiddlewaretoken"], "shown": form["token"]}
    form["ahead"] = _part(await browser.post(f"{path}ahead/", asked), "ahead")
    return form


async def _ring(form: dict[str, str], browser: Stubborn, evening: Evening, bank: Bank, rng: random.Random) -> None:
    path = f"/phonebank/{bank.session}/"
    while not evening.over:
        await _talk(rng.expovariate(1 / evening.talk_seconds), evening)
        call = _report(form, rng)
        answer = await browser.post(f"{path}save/", call)
        if answer.status != 200:
            evening.failures[f"save: {answer.status} {answer.body[:120]!r}"] += 1
            form = await _call_on_screen(browser, path)
            continue
        evening.saved[call["event"]] = call["outcome"]
        form |= _fields_of(_part(answer, "now") if not call["shown"] else form["ahead"])
        form["ahead"] = _part(answer, "ahead")


async def _talk(seconds: float, evening: Evening) -> None:
    """Talk for so long, or until the evening is over: whoever would talk on for minutes then is not waited for."""
    end = time.monotonic() + seconds
    while not evening.over and (left := end - time.monotonic()) > 0:
        await asyncio.sleep(min(left, 1.0))


def _form(answer: Answer) -> dict[str, str]:
    if answer.status != 200:
        raise LookupError(f"status {answer.status}: {answer.body[:120]!r}")
    return _fields_of(answer.body.decode())
