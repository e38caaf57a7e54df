"""What a reading is made by. Imports nothing: the web process asks it, too."""

import os

VERSION = "1"
"""Changes whenever the same text may give other claims; stored with every reading."""


def claim_threshold() -> float:
    """Claims below it are stored, but not shown until reviewed. Chosen on the project's own examples."""
    return float(os.environ.get("LAZOS_CLAIM_THRESHOLD") or 0.5)
