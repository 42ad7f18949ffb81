"""Answers that take seconds: worked out behind the page, one at a time, and kept in this process."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

T = TypeVar("T")

MOST_KEPT = 256
PATIENCE_SECONDS = 0.4
"""How long a page waits for an answer before it says that it is being worked out."""

_kept: OrderedDict[Hashable, "Future[Any]"] = OrderedDict()
_lock = threading.Lock()
# One at a time: the others would only slow it down, and the callers' screens with it.
_workers = ThreadPoolExecutor(max_workers=1, thread_name_prefix="answers")
# What takes ten seconds has a thread of its own, lest a slider wait for it.
_slow_workers = ThreadPoolExecutor(max_workers=1, thread_name_prefix="slow-answers")
_slow: "Future[Any] | None" = None


@dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    """What has been worked out; `value` is None while it is not ready, or where it is refused for a reason."""

    value: T | None = None
    refusal: str = ""

    @property
    def ready(self) -> bool:
        """Tell whether there is nothing left to wait for."""
        return self.value is not None or bool(self.refusal)


def answer(
    key: Hashable,
    make: Callable[[], T],
    *,
    refused: tuple[type[Exception], ...] = (),
    patience: float | None = None,
    slow: bool = False,
) -> Answer[T]:
    """Return a kept answer, or have it worked out; errors of the `refused` kinds become a sentence, and are kept too.

    Any other error is raised, and it is tried again when it is asked again.
    Waits `patience` seconds for it, so that what is quick is there at once. What is `slow` waits for nothing but its
    like, and of that only the newest question: who asked the one before has moved on, or asks again.
    """
    begun = _started(key, make, refused, slow=slow)
    try:
        return Answer(begun.result(PATIENCE_SECONDS if patience is None else patience))
    except (NotYet, CancelledError):
        return Answer()
    except refused as error:
        return Answer(refusal=str(error))


def forget() -> None:
    """Forget every answer, as tests must."""
    with _lock:
        _kept.clear()


def _started(key: Hashable, make: Callable[[], T], refused: tuple[type[Exception], ...], *, slow: bool) -> "Future[T]":
    with _lock:
        found = _kept.get(key)
        if found is None or _failed(found, refused):
            found = _kept[key] = _start_slow(make) if slow else _workers.submit(make)
        _kept.move_to_end(key)
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
        return found


def _failed(found: "Future[Any]", refused: tuple[type[Exception], ...]) -> bool:
    """Tell whether it came to no answer. A refusal is one: tried again, what takes long would never be told."""
    if found.cancelled():
        return True
    return found.done() and found.exception() is not None and not isinstance(found.exception(), refused)


def _start_slow(make: Callable[[], T]) -> "Future[T]":
    """Start what takes long once the one that is being worked out is done, in the place of any that waits for that."""
    global _slow  # noqa: PLW0603 (held under the lock)
    if _slow is not None:
        _slow.cancel()  # says no to one that has begun
    _slow = _slow_workers.submit(make)
    return _slow
