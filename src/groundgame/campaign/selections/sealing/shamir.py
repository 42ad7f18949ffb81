"""Cut a secret into n parts, any k of which give it back and any k - 1 of which say nothing.

Source: A. Shamir, "How to share a secret", Communications of the ACM 22 (1979); byte by byte over the field of 256
elements whose polynomial is x^8 + x^4 + x^3 + x + 1.
"""

from collections.abc import Callable, Mapping

Random = Callable[[int], bytes]
"""Gives as many random bytes as it is asked for: `secrets.token_bytes`, except in tests."""

_POLYNOMIAL = 0x11B


def _tables() -> tuple[list[int], list[int]]:
    """Return the powers of 3, which runs through every element but 0, and their logarithms."""
    powers, logs, value = [0] * 510, [0] * 256, 1
    for exponent in range(255):
        powers[exponent] = powers[exponent + 255] = value
        logs[value] = exponent
        value ^= value << 1
        if value > 255:
            value ^= _POLYNOMIAL
    return powers, logs


_POWERS, _LOGS = _tables()


def _times(left: int, right: int) -> int:
    return _POWERS[_LOGS[left] + _LOGS[right]] if left and right else 0


def _over(left: int, right: int) -> int:
    return _POWERS[_LOGS[left] - _LOGS[right] + 255] if left else 0


def split(secret: bytes, *, threshold: int, parts: int, random: Random) -> list[bytes]:
    """Return the parts, each as long as the secret; part number 1 comes first.

    Raises:
        ValueError: unless 1 <= threshold <= parts <= 255.
    """
    if not 1 <= threshold <= parts <= 255:
        raise ValueError(f"{threshold} of {parts} parts cannot be: take a threshold from 1 to the parts, 255 at most.")
    curve = [secret, *(random(len(secret)) for _ in range(threshold - 1))]
    return [bytes(_at(x, point) for point in zip(*curve, strict=True)) for x in range(1, parts + 1)]


def _at(x: int, coefficients: tuple[int, ...]) -> int:
    """Return the value of the polynomial, lowest coefficient first."""
    value = 0
    for coefficient in reversed(coefficients):
        value = _times(value, x) ^ coefficient
    return value


def combine(parts: Mapping[int, bytes]) -> bytes:
    """Return the secret, from the numbers of as many parts as the threshold asks for, and the parts.

    Fewer parts, or a wrong one, give other bytes: whoever combines checks them against a commitment.
    """
    weights = {number: _weight(number, list(parts)) for number in parts}
    columns = zip(*parts.values(), strict=True)
    return bytes(_sum(map(_times, weights.values(), column)) for column in columns)


def _weight(number: int, numbers: list[int]) -> int:
    """Return what the part counts for at nought, by Lagrange."""
    weight = 1
    for other in numbers:
        if other != number:
            weight = _times(weight, _over(other, other ^ number))
    return weight


def _sum(values: "map[int]") -> int:
    total = 0
    for value in values:
        total ^= value
    return total
