"""What a reading is made by. Imports nothing: the web process asks it, too."""

import os

LANGUAGES_READ = frozenset({"en"})
"""ISO 639-1. The one place that says it: ingest, reading and recording ask here."""
VERSION = "4"
"""Changes whenever the same text may give other claims; stored with every reading."""


def reads_with_encoder() -> bool:
    """Whether the tuned encoder reads along, or the rules and the linear model alone."""
    return os.environ.get("LAZOS_ENCODER", "1") != "0"


def version() -> str:
    """What a reading is stored with."""
    return VERSION if reads_with_encoder() else f"{VERSION}, rules alone"


def claim_threshold() -> float:
    """Claims below it are stored, but not shown until reviewed.

    A confidence is the share of such readings that were right on sentences kept out of training (`make train` prints
    the table). At 0.25, what is shown there is right 87 times in a hundred; a higher bar loses more that is right
    than that is wrong.
    """
    return float(os.environ.get("LAZOS_CLAIM_THRESHOLD") or 0.25)
