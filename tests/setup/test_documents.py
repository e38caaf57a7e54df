"""What the documents say is there: files, targets, commands, options, variables."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.processes import ROOT

DOCUMENTS = sorted(
    path
    for path in (
        ROOT / line
        for line in subprocess.check_output(
            ["git", "ls-files", "-co", "--exclude-standard", "*.md"], cwd=ROOT, text=True
        ).split()
    )
    if path.exists()
)
TEXT = {path: path.read_text(encoding="utf-8") for path in DOCUMENTS}
EVERYTHING = "\n".join(TEXT.values())
COMMANDS = sorted(
    path for path in ROOT.glob("*/management/commands/*.py") if path.stem != "__init__" and ".venv" not in path.parts
)


def links(text: str) -> list[str]:
    return re.findall(r"\]\(([^)\s]+)\)", text)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_to_a_file(path: Path) -> None:
    local = [link.split("#")[0] for link in links(TEXT[path]) if not re.match(r"[a-z]+:|#", link)]
    assert [link for link in local if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_path_and_target_that_is_named_is_there(path: Path) -> None:
    quoted = re.findall(r"`([^`\n]+)`", TEXT[path])
    roots = {entry.name for entry in ROOT.iterdir()} - {"var"}
    paths = [
        word
        for word in quoted
        if "/" in word and word.split("/")[0] in roots and not re.search(r"[*<>{ ]|NNNN|YEAR", word)
    ]
    assert [word for word in paths if not (ROOT / word).exists()] == []
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))
    named = set(re.findall(r"(?:^|`)make ([a-z][a-z-]*)", TEXT[path], flags=re.MULTILINE))
    assert named <= targets


@pytest.mark.parametrize("command", COMMANDS, ids=lambda path: path.stem)
def test_every_command_and_its_options_are_documented(command: Path) -> None:
    page = TEXT[ROOT / "docs/commands.md"]
    assert f"manage.py {command.stem}" in page
    options = re.findall(r'add_argument\("(--[a-z-]+)"', command.read_text())
    assert [option for option in options if option not in page] == []


def test_every_target_is_in_the_readme_or_contributing() -> None:
    targets = re.findall(r"^([a-z-]+):.*?## ", (ROOT / "Makefile").read_text(), flags=re.MULTILINE)
    assert [target for target in targets if f"make {target}" not in EVERYTHING] == []


def test_every_decision_is_in_the_index() -> None:
    index = TEXT[ROOT / "docs/decisions/README.md"]
    pages = [path.name for path in (ROOT / "docs/decisions").glob("0*.md")]
    assert [name for name in pages if f"({name})" not in index] == []
    assert len({name[:4] for name in pages}) == len(pages), "two decisions with one number"
