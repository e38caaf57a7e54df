"""How well extraction reads: `make evaluate`, or `make evaluate GOLD=/path/to/sets` with sets of your own beside it.

Scores the project's own examples, then every set found in the folder GOLD: files named articles*.jsonl,
relations*.jsonl and events*.jsonl, each by the scorer that lies there (score_articles.py, score_relations.py,
to_events.py with score.py). Prints one table with what changed since the last run, kept in var/evaluation.json.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import parties
from geo.extraction import reader
from tests.examples.compare import compare
from tests.examples.load import PUBLISHED, load

ROOT = Path(__file__).parent.parent
KEPT = ROOT / os.environ.get("LAZOS_VAR", "var") / "evaluation.json"
ALL = "all types"


@dataclass(frozen=True, slots=True)
class Score:
    """A row of the table; what is an accuracy or a share stands under F1, without precision and recall."""

    set: str
    measure: str
    wanted: int
    f1: float
    precision: float | None = None
    recall: float | None = None


def own_examples() -> Iterator[Score]:
    """The sentences of tests/examples, as shown: right, false and missed claims by type."""
    examples = load()
    rows = [{"id": str(n), "text": e.text, "date": PUBLISHED, "language": "en"} for n, e in enumerate(examples)]
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for example, (_id, reading) in zip(examples, reader.read_many(rows), strict=True):
        outcome = compare(example, reader.shown(reading).claims)
        for wanted in example.claims:
            if not wanted.optional:
                counts[wanted.type][0 if wanted not in outcome.missed else 2] += 1
        for claim in outcome.false:
            counts[claim.type][1] += 1
    totals = [sum(row[n] for row in counts.values()) for n in range(3)]
    for name, (right, false, missed) in [(ALL, totals), *sorted(counts.items())]:
        yield _score("own examples", name, right, right + false, right + missed)


def _score(name: str, measure: str, right: int, found: int, wanted: int) -> Score:
    precision, recall = right / found if found else 0.0, right / wanted if wanted else 0.0
    both = precision + recall
    return Score(name, measure, wanted, 2 * precision * recall / both if both else 0.0, precision, recall)


def articles(folder: Path, file: Path) -> Iterator[Score]:
    report = _scored(folder, "score_articles.py", file)
    for name in ("event", "parties", "actors"):
        row = report[name]
        yield Score(file.stem, name, row["wanted"], row["f1"], row["p"], row["r"])
    for name, row in report["attributes"].items():
        if row["of"]:
            yield Score(file.stem, f"{name}, share", row["of"], row["share"])


def relations(folder: Path, file: Path) -> Iterator[Score]:
    report = _scored(folder, "score_relations.py", file)
    yield Score(file.stem, "accuracy", report["n"], report["accuracy"])
    yield Score(file.stem, "macro F1", report["n"], report["macro_f1"])
    for kind, f1 in report["f1"].items():
        yield Score(file.stem, kind, 0, f1)


def events(folder: Path, file: Path) -> Iterator[Score]:
    found = _extracted(_python(folder / "to_events.py", "--texts", str(file)))
    predicted = KEPT.with_name("predictions.jsonl")
    predicted.write_text(_python(folder / "to_events.py", given=found), encoding="utf-8")
    for flags in ([], ["--cross-border"]):
        report = json.loads(_python(folder / "score.py", str(file), str(predicted), "--json", *flags))
        for name, row in report["measures"].items():
            label = f"{name}, across borders" if flags else name
            if not flags or name != "type":
                yield Score(file.stem, label, row["gold"], row["f1"], row["precision"], row["recall"])
    for origin, (sentences, alarms) in report["empty"].items():
        yield Score(file.stem, f"{origin}: false alarms, share", sentences, alarms / sentences)
    yield from _by_type(file.stem, report["types"])


def _by_type(name: str, counts: dict[str, int]) -> Iterator[Score]:
    """The scorer counts under "gold TYPE", "found TYPE" (of gold), "said TYPE" and "right TYPE" (of ours)."""
    for label in sorted({key.split(" ", 1)[1] for key in counts}):
        gold, found, said, right = (counts.get(f"{what} {label}", 0) for what in ("gold", "found", "said", "right"))
        recall, precision = found / gold if gold else None, right / said if said else None
        both = (precision or 0) + (recall or 0)
        yield Score(name, label, gold, 2 * (precision or 0) * (recall or 0) / both if both else 0.0, precision, recall)


def _scored(folder: Path, scorer: str, file: Path) -> dict[str, Any]:
    found = KEPT.with_name("found.jsonl")
    found.write_text(_extracted(_python(folder / scorer, str(file), "--texts")), encoding="utf-8")
    report: dict[str, Any] = json.loads(_python(folder / scorer, str(file), str(found), "--json"))
    return report


def _extracted(rows: str) -> str:
    return _python(ROOT / "manage.py", "extract", given=rows)


def _python(script: Path, *options: str, given: str | None = None) -> str:
    run = subprocess.run([sys.executable, str(script), *options], input=given, capture_output=True, text=True)
    if run.returncode:
        sys.exit(f"{script.name} failed: {run.stderr.strip()[-500:]}")
    return run.stdout


SETS = {"articles*.jsonl": articles, "relations*.jsonl": relations, "events*.jsonl": events}


def scores(gold: str | None) -> Iterator[Score]:
    yield from own_examples()
    if gold is None:
        return
    folder = Path(gold)
    if not folder.is_dir():
        sys.exit(f"GOLD={gold} is no folder. Name one that holds articles*.jsonl, relations*.jsonl or events*.jsonl.")
    for pattern, scored in SETS.items():
        for file in sorted(folder.glob(pattern)):
            yield from scored(folder, file)


def printed(row: Score, last: dict[str, float]) -> str:
    before = last.get(f"{row.set} {row.measure}")
    change = "" if before is None or abs(row.f1 - before) < 0.0005 else f"{row.f1 - before:+.3f}"
    shares = "".join(
        f"{share:>8.3f}" if share is not None else " " * 8 for share in (row.precision, row.recall, row.f1)
    )
    return f"{row.set:<16}{row.measure:<32}{row.wanted or '':>7}{shares}{change:>9}"


def main() -> None:
    KEPT.parent.mkdir(exist_ok=True)
    last = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    print(f"{'set':<16}{'measure':<32}{'wanted':>7}{'P':>8}{'R':>8}{'F1':>8}{'change':>9}")
    done = {}
    for row in scores(os.environ.get("GOLD") or None):
        print(printed(row, last), flush=True)
        done[f"{row.set} {row.measure}"] = round(row.f1, 4)
    print(f"\n{parties.printed()}")
    KEPT.write_text(json.dumps(last | done, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
