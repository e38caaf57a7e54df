"""One pipeline for all tests of extraction: loading the model takes seconds."""

import pytest
from spacy.language import Language

from geo.extraction.pipeline import build_nlp


@pytest.fixture(scope="session")
def nlp() -> Language:
    return build_nlp()
