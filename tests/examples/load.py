"""Read tests/examples/*.txt: sentences and the claims that they hold (the format is in README.md)."""

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
PUBLISHED = "2024-05-15"


@dataclass(frozen=True)
class Expected:
    type: str
    mode: str | None
    sources: frozenset[str]
    targets: frozenset[str]
    symmetric: bool
    modality: str
    is_speech: bool
    optional: bool


@dataclass(frozen=True)
class Example:
    file: str
    line: int
    text: str
    claims: tuple[Expected, ...]


def parties(words: str) -> frozenset[str]:
    return frozenset(word.strip('"') for word in words.split("+") if word != "-")


def expected(line: str) -> Expected:
    """One indented line. Raises ValueError when it is not of the form."""
    optional, line = line.startswith("?"), line.lstrip("? ")
    head, rest = line.split(" ", 1)
    kind, _, mode = head.partition("/")
    sign = " = " if " = " in rest else " > "
    sources, rest = rest.split(sign, 1)
    targets, modality, *said = split_outside_quotes(rest)
    return Expected(
        kind, mode or None, parties(sources), parties(targets), sign == " = ", modality, said == ["said"], optional
    )


def split_outside_quotes(words: str) -> list[str]:
    if '"' not in words:
        return words.split()
    before, quoted, after = words.split('"', 2)
    return [before.strip() + quoted, *after.split()]


def load() -> list[Example]:
    """Every example of the folder, in order."""
    examples: list[Example] = []
    for file in sorted(FOLDER.glob("*.txt")):
        text, line_of, claims = "", 0, []
        for number, line in enumerate([*file.read_text(encoding="utf-8").splitlines(), "#"], 1):
            if line.startswith("  "):
                claims.append(expected(line.strip()))
                continue
            if text:
                examples.append(Example(file.name, line_of, text, tuple(claims)))
            text, line_of, claims = ("" if line.startswith("#") else line.strip()), number, []
    return examples
