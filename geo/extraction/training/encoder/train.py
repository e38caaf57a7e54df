"""Tune the encoder on the project's own sentences and passages, and write it as one file: `make train-encoder`.

python -m geo.extraction.training.encoder.train              write geo/extraction/encoder/weights/encoder.onnx
python -m geo.extraction.training.encoder.train --held-out   leave every eighth sentence out and measure on those, too
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
import torch

from geo.extraction.encoder.items import NONE, MarkedPair
from geo.extraction.encoder.reader import WEIGHTS, Encoder
from geo.extraction.pipeline import build_nlp
from geo.extraction.training import sentences
from geo.extraction.training.encoder import examples, export, passages
from geo.extraction.training.encoder.examples import PairExample, Window
from geo.extraction.training.encoder.feed import Feed
from geo.extraction.training.encoder.learn import Plan, learn
from geo.extraction.training.encoder.measure import Trained, answers, parties

NOTHING_SHARE = 0.25
"""So many pairs with nothing between them for each of the passages' pairs with something."""


@dataclass(frozen=True, slots=True)
class Material:
    """`pairs` and `windows` to learn from, and the same of what was kept out."""

    pairs: list[PairExample]
    windows: list[Window]
    held_pairs: list[PairExample]
    held_windows: list[Window]


def material(folder: Path, seed: int, *, keep_sentences: bool) -> Material:
    """Sentences are kept out only where asked for, passages always."""
    nlp = build_nlp()
    rows = sentences.load()
    held_rows = [row for n, row in enumerate(rows) if keep_sentences and n % passages.HELD_OUT == 0]
    left_out = set(held_rows)
    rows = [row for row in rows if row not in left_out]
    found = Material(_pairs(rows), list(examples.of_sentences(nlp, rows)), _pairs(held_rows), [])
    texts = passages.load(folder)
    for passage, (pairs, windows) in zip(texts, examples.of_passages(nlp, texts), strict=True):
        (found.held_pairs if passage.held_out else found.pairs).extend(pairs)
        (found.held_windows if passage.held_out else found.windows).extend(windows)
    sure = Random(seed)  # noqa: S311 - nothing is kept secret
    return Material(_thinned(found.pairs, sure), found.windows, _thinned(found.held_pairs, sure), found.held_windows)


def _pairs(rows: Sequence[sentences.Marked]) -> list[PairExample]:
    return [PairExample(MarkedPair(row.text, row.source, row.target), row.type) for row in rows]


def _thinned(pairs: list[PairExample], sure: Random) -> list[PairExample]:
    """All pairs with something between them, and fewer of the others."""
    told = [one for one in pairs if one.type != NONE]
    others = [one for one in pairs if one.type == NONE]
    return told + sure.sample(others, min(len(others), int(NOTHING_SHARE * len(told))))


def report(encoder: Encoder, held: Material) -> None:
    if held.held_pairs:
        given = answers(encoder.pairs([one.pair for one in held.held_pairs]))
        right = np.mean([one.type == answer for one, answer in zip(held.held_pairs, given, strict=True)])
        print(f"{len(given)} kept-out pairs: {right:.3f} right")
    if held.held_windows:
        print(f"kept-out passages: {parties(encoder, held.held_windows)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--held-out", action="store_true", help="keep sentences out and measure on them")
    parser.add_argument("--passages", type=Path, default=passages.FOLDER)
    parser.add_argument("--rounds", type=int, default=Plan().rounds)
    parser.add_argument("--rate", type=float, default=Plan().rate)
    parser.add_argument("--seed", type=int, default=Plan().seed)
    parser.add_argument("--to", type=Path, default=WEIGHTS)
    parser.add_argument("--state", type=Path, help="keep torch's state in this file, too")
    options = parser.parse_args()
    got = material(options.passages, options.seed, keep_sentences=options.held_out)
    print(f"{len(got.pairs)} pairs, {len(got.windows)} windows to learn from")
    plan = Plan(rounds=options.rounds, rate=options.rate, seed=options.seed)
    reader = learn(Feed(got.pairs, got.windows, plan.seed), plan)
    if options.state:
        torch.save(reader.state_dict(), options.state)
    print("in torch")
    report(Trained(reader), got)
    export.write(reader, options.to)
    print(f"as written to {options.to}, {options.to.stat().st_size / 1e6:.1f} MB")
    report(Encoder(options.to), got)


if __name__ == "__main__":
    main()
