"""Who acts in the synthetic corpus: real countries, invented people and bodies, the same at every run."""

from __future__ import annotations

from bisect import bisect
from dataclasses import dataclass
from itertools import accumulate
from random import Random

COUNTRIES = """
RUS RU Russia|CUB CU Cuba|VEN VE Venezuela|BRA BR Brazil|NIC NI Nicaragua|BOL BO Bolivia|ARG AR Argentina
MEX MX Mexico|PER PE Peru|COL CO Colombia|CHL CL Chile|ECU EC Ecuador|URY UY Uruguay|PRY PY Paraguay|GTM GT Guatemala
SLV SV El Salvador|HND HN Honduras|PAN PA Panama|CRI CR Costa Rica|DOM DO Dominican Republic|HTI HT Haiti
JAM JM Jamaica|GUY GY Guyana|SUR SR Suriname|TTO TT Trinidad and Tobago|USA US United States
CHN CN China|UKR UA Ukraine|ESP ES Spain|IRN IR Iran
"""
FIRST = "Ana Luis Pavel Irina Mario Elena Sergio Olga Raúl Vera Diego Nina Hugo Lidia Oleg Marta Iván Rosa Yuri".split()
LAST = (
    "Morán Belov Cifuentes Durán Egorov Fuentes Gorin Herrera Ibarra Jarov Karpin Lozano Medina Nikin Orlov Paredes "
    "Quiroga Rusin Salcedo Tarov Urbina Valdés Yakin Zamora Arce Bravo Cordero Denin Estrada Frolin"
).split()
BODIES = "Ministry of Trade|Institute of Energy|Navy Staff|Port Authority|Grain Union|Institute of Health".split("|")


@dataclass(frozen=True, slots=True)
class Party:
    pk: int
    kind: str
    name: str
    slug: str
    country: str
    iso2: str | None
    official: bool


class Skewed:
    """Drawn from by Zipf's law: the n-th comes 1/n as often as the first."""

    def __init__(self, parties: list[Party]) -> None:
        self.parties = parties
        self.edges = list(accumulate(1 / (n + 1) for n in range(len(parties))))

    def draw(self, chance: float) -> Party:
        return self.parties[bisect(self.edges, chance * self.edges[-1])]


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody who acts: those of Russia, and all others."""

    everybody: list[Party]
    russian: Skewed
    others: Skewed


def cast(actors: int, seed: int) -> Cast:
    random = Random(seed)  # noqa: S311 - the same at every run is the point
    lines = COUNTRIES.strip().replace("\n", "|").split("|")
    everybody = [
        Party(n, "country", name, name.lower().replace(" ", "-"), iso3, iso2, True)
        for n, (iso3, iso2, name) in enumerate((line.split(" ", 2) for line in lines), start=1)
    ]
    countries = list(everybody)
    weights = [1 / (n + 1) for n in range(len(countries))]
    for pk in range(len(countries) + 1, actors + 1):
        country = random.choices(countries, weights)[0].country
        if random.random() < 0.25:
            name, kind = f"{random.choice(BODIES)} {pk}", "government body"
        else:
            name, kind = f"{random.choice(FIRST)} {random.choice(LAST)} {random.choice(LAST)} {pk}", "person"
        everybody.append(Party(pk, kind, name, f"actor-{pk}", country, None, random.random() < 0.7))
    russian = [one for one in everybody if one.country == "RUS"]
    others = [one for one in everybody if one.country != "RUS"]
    return Cast(everybody, Skewed(russian), Skewed(others))
