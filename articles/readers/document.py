"""What a reader makes of a file."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Document:
    """Fields are "" where the file does not say. `published` is YYYY-MM-DD, YYYY-MM or YYYY."""

    text: str
    title: str = ""
    byline: str = ""
    url: str = ""
    published: str = ""
    source: str = ""
    homepage: str = ""
    language: str = ""
    rights: str = ""
    basis: str = ""
    revises: str = ""
    notes: tuple[str, ...] = ()
    """What a person should know of the reading, such as an encoding that was guessed."""
