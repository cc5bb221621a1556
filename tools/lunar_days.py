"""Write the days of the festivals that the moon and the sun set: `python tools/lunar_days.py`.

The table is made by one library (lunar-python); tests/law/calendar/test_festivals.py holds it against another
(holidays). Only whoever makes the table anew needs lunar-python.
"""

from __future__ import annotations

from pathlib import Path

from lunar_python import Lunar

FIRST, LAST = 2014, 2050
TABLE = Path(__file__).parents[1] / "src/shencha/law/calendar/lunar_days.yaml"
HEAD = """\
# First day of the lunar year, Qingming, the fifth of the fifth and the fifteenth of the eighth lunar month.
# Made by tools/lunar_days.py; not to be edited by hand.
"""


def lunar_days(year: int) -> list[str]:
    """The four days of one year as YYYY-MM-DD."""
    solar = [
        Lunar.fromYmd(year, 1, 1).getSolar(),
        Lunar.fromYmd(year, 1, 20).getJieQiTable()["清明"],
        Lunar.fromYmd(year, 5, 5).getSolar(),
        Lunar.fromYmd(year, 8, 15).getSolar(),
    ]
    return [day.toYmd() for day in solar]


def main() -> None:
    """Write the table."""
    rows = "".join(f"{year}: [{', '.join(lunar_days(year))}]\n" for year in range(FIRST, LAST + 1))
    TABLE.write_text(HEAD + rows, encoding="utf-8")


if __name__ == "__main__":
    main()
