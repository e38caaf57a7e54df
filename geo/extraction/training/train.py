"""Train the classifier on the project's own sentences: `make train`. The same sentences give the same weights.

python -m geo.extraction.training.train           write geo/extraction/weights/pairs.npz
python -m geo.extraction.training.train --curve   accuracy by the number of sentences, on sentences kept out
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import StratifiedKFold

from geo.extraction.classifier import features, linear
from geo.extraction.classifier.features import Features
from geo.extraction.classifier.linear import Calibration
from geo.extraction.pipeline import build_nlp
from geo.extraction.training import calibrate, sentences
from geo.extraction.training.calibrate import Judged
from geo.extraction.training.sentences import Marked

STRENGTH = 1.0
"""Inverse of the regularisation, chosen by cross-validation on the project's own sentences."""
LEAST = 2
"""A feature seen in fewer sentences is left out."""
ROUNDS = 500
FOLDS = 3
CURVE = (500, 1000, 2000, 4000, 8000)


class Table:
    """The features of all sentences as one sparse matrix, columns in alphabetical order."""

    def __init__(self, found: Sequence[Features]) -> None:
        counts: dict[str, int] = {}
        for row in found:
            for name in row.words:
                counts[name] = counts.get(name, 0) + 1
        self.names = sorted(name for name, count in counts.items() if count >= LEAST)
        self.place = {name: n for n, name in enumerate(self.names)}

    def matrix(self, found: Sequence[Features]) -> csr_matrix:
        rows, columns, values = [], [], []
        for n, row in enumerate(found):
            for name, weight in row.words.items():
                if name in self.place:
                    rows.append(n)
                    columns.append(self.place[name])
                    values.append(weight)
        words = csr_matrix((values, (rows, columns)), shape=(len(found), len(self.names)))
        return csr_matrix(hstack([words, csr_matrix(np.stack([row.vector for row in found]))]))


def read(rows: Sequence[Marked]) -> tuple[list[Features], list[list[Judged]]]:
    """The features of each marked pair, and how right the rules' readings of it are."""
    nlp = build_nlp()
    found, judged = [], []
    for row, doc in zip(rows, nlp.pipe([row.text for row in rows], batch_size=64), strict=True):
        source, target = (doc.char_span(*span, alignment_mode="expand") for span in (row.source, row.target))
        if source is None or target is None:
            raise ValueError(f"A mark holds no word: {row.text}")
        found.append(features.of_pair(source, target))
        judged.append(calibrate.judge(doc._.events, row))
    return found, judged


def fitted(matrix: csr_matrix, kinds: NDArray[np.str_]) -> LogisticRegression:
    return LogisticRegression(C=STRENGTH, max_iter=ROUNDS, class_weight="balanced").fit(matrix, kinds)


def write(path: Path, table: Table, fit: LogisticRegression, calibration: Calibration) -> None:
    words = len(table.names)
    path.parent.mkdir(exist_ok=True)
    np.savez_compressed(
        path,
        names=np.frombuffer("\n".join(table.names).encode(), dtype=np.uint8),
        types=np.array(fit.classes_, dtype="U10"),
        words=fit.coef_[:, :words].T.astype(np.float16),
        vector=fit.coef_[:, words:].T.astype(np.float16),
        bias=fit.intercept_.astype(np.float32),
        calibration=np.array([calibration.slope, calibration.intercept, calibration.unaimed]),
    )


def unseen(found: list[Features], kinds: NDArray[np.str_]) -> list[dict[str, float]]:
    """Each sentence's probabilities by a model that learned from the others."""
    chances: list[dict[str, float]] = [{} for _row in found]
    for learn, held in StratifiedKFold(FOLDS, shuffle=True, random_state=0).split(np.zeros(len(kinds)), kinds):
        table = Table([found[n] for n in learn])
        fit = fitted(table.matrix([found[n] for n in learn]), kinds[learn])
        for n, row in zip(held, fit.predict_proba(table.matrix([found[n] for n in held])), strict=True):
            chances[n] = dict(zip(fit.classes_, row.tolist(), strict=True))
    return chances


def curve(found: list[Features], kinds: NDArray[np.str_]) -> None:
    """Five folds, each scored by a model that learned from so many of the sentences outside of it."""
    print(f"{'sentences':>9} {'accuracy':>9} {'macro F1':>9}")
    shuffled = np.random.default_rng(0).permutation(len(found))
    for size in [n for n in CURVE if n < len(found) * 0.8] + [round(len(found) * 0.8)]:
        scores = []
        for learn, held in StratifiedKFold(5, shuffle=True, random_state=0).split(shuffled, kinds):
            learn = np.random.default_rng(0).permutation(learn)[:size]
            table = Table([found[n] for n in learn])
            fit = fitted(table.matrix([found[n] for n in learn]), kinds[learn])
            given = fit.predict(table.matrix([found[n] for n in held]))
            scores.append((accuracy_score(kinds[held], given), f1_score(kinds[held], given, average="macro")))
        accuracy, macro = np.mean(scores, axis=0)
        print(f"{size:>9} {accuracy:>9.3f} {macro:>9.3f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--curve", action="store_true", help="print the learning curve instead of writing weights")
    parser.add_argument("--to", type=Path, default=linear.WEIGHTS, help="the file to write")
    options = parser.parse_args()
    rows = sentences.load()
    found, judged = read(rows)
    kinds = np.array([row.type for row in rows])
    if options.curve:
        curve(found, kinds)
        return
    table = Table(found)
    fit = fitted(table.matrix(found), kinds)
    calibration = calibrate.fit(judged, unseen(found, kinds))
    write(options.to, table, fit, calibration)
    print(f"{len(rows)} sentences, {len(table.names)} features, {len(fit.classes_)} types: {options.to}")


if __name__ == "__main__":
    main()
