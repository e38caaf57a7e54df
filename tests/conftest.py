"""The browser journeys need Chromium: without it the run ends with one sentence, unless BROWSER=0 leaves them out."""

import os
import shutil

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = (
    "Chromium is missing, which the browser journeys need: install it (e.g. apt-get install chromium), "
    "or leave them out with BROWSER=0 make test."
)
left_out = pytest.StashKey[int]()


def chromium() -> str | None:
    """The path of the browser, or none."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """For Playwright's `executable_path`."""
    path = chromium()
    assert path, MISSING
    return path


def _effort(item: pytest.Item) -> int:
    """0: values alone, 1: the language model, 2: the database, 3: servers, 4: a browser."""
    if item.get_closest_marker("browser"):
        return 4
    if item.get_closest_marker("slow"):
        return 3
    names = set(getattr(item, "fixturenames", ()))
    if item.get_closest_marker("django_db") or names & {"db", "transactional_db", "client", "admin_client"}:
        return 2
    return int("nlp" in names or "tests/extraction" in str(item.path))


@pytest.hookimpl(trylast=True)  # after -m has chosen
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    items.sort(key=_effort)  # what is quick says first what is broken
    journeys = [item for item in items if item.get_closest_marker("browser")]
    if not journeys:
        return
    if os.environ.get("BROWSER") == "0":
        config.stash[left_out] = len(journeys)
        config.hook.pytest_deselected(items=journeys)
        items[:] = [item for item in items if item not in journeys]
    elif not chromium():
        pytest.exit(MISSING, returncode=4)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if count := config.stash.get(left_out, 0):
        terminalreporter.write_line(f"BROWSER=0: {count} browser journeys were left out.", yellow=True)
