"""What is written in the first rows of some columns, as one run of text, so that it is looked at all at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class Head:
    """The values of some columns; what is empty is left out."""

    columns: Sequence[str]
    values: Any
    """An Arrow array of text."""
    numbers: npt.NDArray[np.int64]
    """For each value the place of its column."""

    @classmethod
    def of_rows(cls, columns: Sequence[str], rows: Sequence[Sequence[str | None]], start: int) -> Head:
        """Of rows, of which these columns begin at that place."""
        import pyarrow as pa

        wide = len(columns)
        parts = rows if rows and len(rows[0]) == wide else [row[start : start + wide] for row in rows]
        values = pa.array(chain.from_iterable(parts), pa.string(), size=wide * len(rows))
        return _written(columns, values, np.tile(np.arange(wide), len(rows)))

    @classmethod
    def of_columns(cls, columns: Sequence[str], found: Iterable[Any]) -> Head:
        """Of Arrow columns of equal length."""
        import pyarrow as pa

        chunks = [chunk for column in found for chunk in column.cast(pa.string()).chunks]
        values = pa.concat_arrays(chunks) if chunks else pa.array([], pa.string())
        return _written(columns, values, np.repeat(np.arange(len(columns)), len(values) // len(columns)))


def _written(columns: Sequence[str], values: Any, numbers: npt.NDArray[np.int64]) -> Head:
    import pyarrow.compute as pc

    kept = pc.fill_null(pc.greater(pc.binary_length(values), 0), False)
    return Head(columns, values.filter(kept), numbers[kept.to_numpy(zero_copy_only=False)])
