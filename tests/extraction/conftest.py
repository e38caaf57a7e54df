"""One pipeline for all tests of extraction's rules: loading the model takes seconds.

The rules are tested alone; tests/extraction/encoder asks the encoder. What is served and what journeys show has both.
"""

import os

import pytest
from spacy.language import Language

os.environ["LAZOS_ENCODER"] = "0"

from geo.extraction.pipeline import build_nlp


@pytest.fixture(scope="session")
def nlp() -> Language:
    return build_nlp()
