"""What passes between two marked parties: the linear model and the encoder heard together."""

from __future__ import annotations

from spacy.tokens import Span

from geo.extraction.classifier import linear
from geo.extraction.encoder.items import TYPES, MarkedPair
from geo.extraction.encoder.reader import encoder


def between(source: Span, target: Span) -> dict[str, float]:
    """Each type's probability, NONE's among them: the mean of the two; the linear model's alone without the encoder."""
    plain = linear.between(source, target)
    reader = encoder()
    if reader is None:
        return plain
    doc = source.doc
    start = min(source.sent.start_char, target.sent.start_char)
    end = max(source.sent.end_char, target.sent.end_char)
    marks = [(span.start_char - start, span.end_char - start) for span in (source, target)]
    [row] = reader.pairs([MarkedPair(doc.text[start:end], *marks)])
    return {kind: (plain[kind] + chance) / 2 for kind, chance in zip(TYPES, row.tolist(), strict=True)}
