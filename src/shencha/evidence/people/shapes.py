"""Which values could be which identifier, by their shape alone: one pass over all values of a sample.

A shape is how many characters of each class a value has. Each rule is necessary for the exact test of `kinds`
of the same name, never sufficient: what does not fit is none, and only what fits is put to the exact test.
Most columns of a database fit nothing and cost nothing further.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from shencha.evidence.people.kinds import GAPS, MARKS, NARROW, WIDE

Fits = Any
"""An array of bool; the arithmetic of numpy arrays has no better type."""
Counts = Any
_TOGETHER = 10_000
"""Values whose characters are looked up at once: so few that they stay near the processor."""
LONGEST = 255
"""Characters of a value that are looked at; a longer one can only be an address, or blank at its end."""
_CLASSES = ("digit", "x", "hexadecimal", "letter", "gap", "at", "beyond", "other")


def _table() -> npt.NDArray[np.uint64]:
    """For each character of the basic plane a one in the byte of its class; the rest stand at the end."""
    number = {name: np.uint64(1 << 8 * at) for at, name in enumerate(_CLASSES)}
    table = np.full(0x10001, number["beyond"], np.uint64)
    table[:0x80] = number["other"]

    def put(signs: str, name: str) -> None:
        for sign in signs:
            table[ord(sign)] = number[name]

    put("0123456789", "digit")
    put("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", "letter")
    put("ABCDEFabcdef", "hexadecimal")
    put("Xx", "x")
    put("@", "at")
    put(GAPS + MARKS, "gap")
    for wide, narrow in zip(WIDE, NARROW, strict=True):
        table[ord(wide)] = table[ord(narrow)]
    return table


_TABLE = _table()


class Shapes:
    """Shapes of values, none of them empty."""

    digit: Counts
    x: Counts
    hexadecimal: Counts
    letter: Counts
    gap: Counts
    at: Counts
    beyond: Counts
    other: Counts

    def __init__(self, values: Any) -> None:
        """Args: values: an Arrow array of text."""
        points, starts, lengths = _points(values)
        if lengths.max() > LONGEST:
            import pyarrow as pa

            texts = values.to_pylist()
            for at in np.flatnonzero(lengths > LONGEST):
                texts[at] = texts[at].rstrip()[:LONGEST] or " "
            points, starts, lengths = _points(pa.array(texts, pa.string()))
        counted = np.concatenate([_counted(points, starts, at) for at in range(0, len(starts), _TOGETHER)])
        # little-endian: the first class is the first byte
        counts = counted.astype("<u8").view(np.uint8).reshape(-1, len(_CLASSES)).astype(np.int16)
        (self.digit, self.x, self.hexadecimal, self.letter, self.gap, self.at, self.beyond, self.other) = (
            counts.T
        )
        self.first = points[starts]
        self.length = lengths
        self._points, self._starts = points, starts

    def starts(self, signs: str) -> Fits:
        """Does it begin with one of these, or with something that is taken away or made narrow?"""
        fit = np.zeros(0x81, bool)
        fit[:0x30] = fit[0x80] = True
        fit[[ord(sign) for sign in signs + "`="]] = True
        return fit[np.minimum(self.first, 0x80)]

    def luhn(self, among: Fits) -> Fits:
        """Of these, all but those in plain digits whose last one does not fit."""
        kept = among.copy()
        plain = among & (self.digit == self.length)
        for length in np.unique(self.length[plain]):
            at = np.flatnonzero(plain & (self.length == length))
            begins, wide, total = self._starts[at], np.zeros(len(at), bool), np.zeros(len(at), np.int32)
            for place in range(length):  # of all values at once, one place after another
                digit = self._points[begins + place].astype(np.int32) - 0x30
                wide |= digit > 9
                total += digit if (length - place) % 2 else 2 * digit - 9 * (digit > 4)
            kept[at] = wide | (total % 10 == 0)
        return kept


def _counted(points: npt.NDArray[Any], starts: npt.NDArray[np.int64], at: int) -> npt.NDArray[np.uint64]:
    """Of some values, how many characters of each class, a byte for each."""
    some = starts[at : at + _TOGETHER]
    end = starts[at + _TOGETHER] if at + _TOGETHER < len(starts) else len(points)
    within = points[some[0] : end]
    classes = _TABLE[np.minimum(within, 0x10000) if within.itemsize > 1 else within]
    return np.add.reduceat(classes, some - some[0])


def _points(values: Any) -> tuple[npt.NDArray[Any], npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The characters of all values in a row; where each value starts, and how many it has."""
    _, places, texts = values.buffers()
    offsets = np.frombuffer(places, np.int32)[values.offset : values.offset + len(values) + 1].astype(
        np.int64
    )
    raw = np.frombuffer(texts, np.uint8)[offsets[0] : offsets[-1]]
    offsets -= offsets[0]
    points: npt.NDArray[Any] = raw
    if (raw > 0x7F).any():
        points = np.frombuffer(raw.tobytes().decode().encode("utf-32-le"), np.uint32)
        first_bytes = np.concatenate([[0], np.cumsum((raw & 0xC0) != 0x80)])
        offsets = first_bytes[offsets]
    return points, offsets[:-1], np.diff(offsets)


def _only_digits(of: Shapes, *, others: int = 0) -> Fits:
    rest = of.x + of.hexadecimal + of.letter + of.at + of.beyond
    return (rest == 0) & (of.other <= others)


def _alphanumeric(of: Shapes) -> Counts:
    return np.where(of.at + of.other == 0, of.digit + of.x + of.hexadecimal + of.letter, -1)


def _resident_id(of: Shapes) -> Fits:
    rest = of.hexadecimal + of.letter + of.at + of.beyond + of.other
    whole = (of.x <= 1) & (of.digit + of.x == 18) | (of.x == 0) & (of.digit == 15)
    return (rest == 0) & whole & of.starts("123456789")


def _mobile(of: Shapes) -> Fits:
    mainland = (of.digit == 11) & of.starts("1")
    other = (of.digit >= 8) & (of.digit <= 18) & ((of.gap > 0) | (of.other > 0) | of.starts("08"))
    return _only_digits(of, others=1) & (mainland | other)


def _bank_card(of: Shapes) -> Fits:
    return of.luhn(_only_digits(of) & (of.digit >= 15) & (of.digit <= 19) & of.starts("345689"))


def _passport(of: Shapes) -> Fits:
    signs = _alphanumeric(of)
    return (of.beyond == 0) & (signs >= 7) & (signs <= 15) & (of.digit >= 6)


def _plate(of: Shapes) -> Fits:
    signs = _alphanumeric(of)
    return (of.beyond >= 1) & (of.beyond <= 2) & (signs >= 5) & (signs <= 7)


def _device(of: Shapes) -> Fits:
    signs = of.digit + of.hexadecimal
    return (of.letter + of.x + of.at + of.beyond == 0) & (signs >= 12) & (signs <= 64)


def _name(of: Shapes) -> Fits:
    return (of.length >= 2) & (of.length <= 5) & (of.beyond + of.gap == of.length)


def _foreign_name(of: Shapes) -> Fits:
    parted = (of.letter + of.hexadecimal + of.x >= 2) & (of.gap + of.other >= 1)
    return (of.digit == 0) & (of.at == 0) & (parted | (of.beyond + of.gap == of.length)) & (of.length >= 3)


def _permanent(of: Shapes) -> Fits:
    return (of.digit + of.x == 18) & (of.hexadecimal + of.letter + of.at + of.beyond == 0) & of.starts("9")


RULES: dict[str, Callable[[Shapes], Fits]] = {
    "resident_id": _resident_id,
    "permanent_residence": _permanent,
    "older_permanent": lambda of: (of.beyond == 0) & (_alphanumeric(of) == 15) & (of.digit == 12),
    "mobile": _mobile,
    "email": lambda of: (of.at == 1) & (of.beyond == 0) & (of.letter + of.hexadecimal + of.x >= 2),
    "bank_card": _bank_card,
    "licence_plate": _plate,
    "uscc": lambda of: (of.beyond == 0) & (_alphanumeric(of) == 18) & (of.digit >= 6),
    "device": _device,
    "passport": _passport,
    "name": _name,
    "foreign_name": _foreign_name,
    "address": lambda of: of.beyond >= 2,
    "mac": lambda of: (of.length == 17) & (of.digit + of.hexadecimal == 12),
    "imei": lambda of: (of.length == 15) & (of.digit == 15),
    "organisation": lambda of: (of.beyond >= 2) | (of.letter + of.hexadecimal + of.x >= 4),
    "digest": lambda of: (of.length == 64) & (of.digit + of.hexadecimal == 64),
}
"""By test of recognition: does a value have a shape that the test could accept?"""
