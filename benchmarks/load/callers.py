"""What each caller does: join by the link, start, and then talk, save and go on, until the evening ends."""

import asyncio
import json
import math
import random
import re
import time
from dataclasses import dataclass

from bank import Bank
from browser import Browser, NoAnswerError
from report import Books

FIELD = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
# What comes of calls, by how often: most ring out.
OUTCOMES = (
    ("no_answer", 44),
    ("voicemail", 16),
    ("conversation", 22),
    ("busy", 5),
    ("refused", 5),
    ("call_back", 3),
    ("wrong_number", 3),
    ("do_not_call", 1),
    ("moved", 1),
)
PEOPLE_A_NETWORK = 50
SLOWING = 0.35  # of the time in which all come, after which the stream of them has fallen by e
SEED = 5


@dataclass(frozen=True)
class Evening:
    """How many ring, how fast they come, how long all of them ring together (minutes), and how long a call lasts.

    Between the two, `settle_seconds` are left for what has queued up while they came.
    """

    callers: int
    ramp_seconds: float
    minutes: float
    talk_seconds: float
    settle_seconds: float = 0.0

    @property
    def all_there(self) -> float:
        """When the count begins, in seconds from the first arrival."""
        return self.ramp_seconds + self.settle_seconds

    @property
    def seconds(self) -> float:
        return self.all_there + 60 * self.minutes

    def arrival(self, share: float) -> float:
        """Return when somebody comes (seconds): many at first, when few ring yet, and ever fewer after them."""
        slowing = SLOWING * self.ramp_seconds
        return -slowing * math.log(1 - share * (1 - math.exp(-1 / SLOWING)))

    @property
    def households(self) -> int:
        """Enough that nobody is left without a call: each takes a household from the queue, and each caller has two."""
        calls = self.callers * (0.75 * self.ramp_seconds + self.settle_seconds + 60 * self.minutes) / self.talk_seconds
        return int(1.2 * calls + 3 * self.callers + 1000)


async def ring_all(evening: Evening, bank: Bank, port: int, books: Books) -> None:
    """Let everybody come, ring and leave; a task beside them counts the processors' time."""
    watching = asyncio.create_task(books.watch())
    rng = random.Random(SEED)
    arrivals = sorted(evening.arrival(rng.random()) for _ in range(evening.callers))
    everybody = [
        _caller(number, arrival, evening, bank, port, books, random.Random(SEED + number))
        for number, arrival in enumerate(arrivals)
    ]
    await asyncio.gather(*everybody)
    watching.cancel()


async def _caller(
    number: int, arrival: float, evening: Evening, bank: Bank, port: int, books: Books, rng: random.Random
) -> None:
    await asyncio.sleep(arrival)
    network = number // PEOPLE_A_NETWORK
    browser = Browser(port, f"10.{network >> 16 & 255}.{network >> 8 & 255}.{network & 255}")
    try:
        form = await _start(number, browser, bank, books)
        await _ring(form, browser, evening, bank, books, rng)
    except NoAnswerError as error:
        books.failed("connection", str(error))
    except (LookupError, ValueError) as error:
        books.failed("page", repr(error))
    finally:
        browser.close()


async def _start(number: int, browser: Browser, bank: Bank, books: Books) -> dict[str, str]:
    """Join by the link and take the first call; return the form of the page."""
    path, joining = f"/phonebank/{bank.session}/", f"/phonebank/join/{bank.token}/"
    page = _fields(await books.timed("join", browser.get(joining)))
    who = {"name": f"Caller {number}", "email": f"caller{number}@example.org"}
    await books.timed("join", browser.post(joining, page | who))
    form = _fields(await books.timed("start", browser.get(path)))
    await books.timed("next", browser.post(f"{path}next/", {"csrfmiddlewaretoken": form["csrfmiddlewaretoken"]}))
    form = _fields(await books.timed("start", browser.get(path)))
    asked = {"csrfmiddlewaretoken": form["csrfmiddlewaretoken"], "shown": form["token"]}
    form["ahead"] = _part(await books.timed("ahead", browser.post(f"{path}ahead/", asked)), "ahead")
    return form


async def _ring(
    form: dict[str, str], browser: Browser, evening: Evening, bank: Bank, books: Books, rng: random.Random
) -> None:
    """Talk, save, go on at once to the call that was fetched ahead: again and again until the evening is over."""
    path = f"/phonebank/{bank.session}/save/"
    # From the middle of a call, as whoever has rung for a while.
    while True:
        talk = rng.expovariate(1 / evening.talk_seconds)
        if books.elapsed() + talk > evening.seconds:  # whoever is still talking then is not waited for
            await asyncio.sleep(evening.seconds - books.elapsed())
            return
        await asyncio.sleep(talk)
        call = _report(form, rng)
        answer = await books.timed("save", browser.post(path, call))
        if answer.status != 200:
            books.failed("save", f"{answer.status} {answer.body[:80]!r}")
            return
        books.saved(call["event"])
        if not call["shown"]:
            form |= _fields_of(_part(answer, "now"))
        else:
            form |= _fields_of(form["ahead"])
        form["ahead"] = _part(answer, "ahead")


def _report(form: dict[str, str], rng: random.Random) -> dict[str, str]:
    outcome = rng.choices([name for name, _ in OUTCOMES], [weight for _, weight in OUTCOMES])[0]
    said = {"answer-voting_intention": "undecided", "answer-promise": "maybe"} if outcome == "conversation" else {}
    kept = {name: form[name] for name in ("csrfmiddlewaretoken", "event", "token", "number") if name in form}
    happened = time.strftime("%Y-%m-%dT%H:%M:%S.000+0000", time.gmtime())
    shown = _fields_of(form["ahead"]).get("token", "")
    return kept | said | {"outcome": outcome, "happened_at": happened, "shown": shown, "note": "", "call_back": "60"}


def _fields(answer) -> dict[str, str]:
    if answer.status != 200:
        raise LookupError(f"status {answer.status}: {answer.body[:120]!r}")
    return _fields_of(answer.body.decode())


def _fields_of(html: str) -> dict[str, str]:
    return dict(FIELD.findall(html))


def _part(answer, name: str) -> str:
    part = json.loads(answer.body).get(name)
    return part["html"] if part else ""
