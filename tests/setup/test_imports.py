"""What import-linter cannot say: what is loaded when the site starts, and what extraction may know of the project."""

import subprocess
import sys

import grimp
import pytest

from tests.processes import ROOT

LOADED = """
import os, sys, django
os.environ["DJANGO_SETTINGS_MODULE"] = "geo.settings"
django.setup()
import geo.wsgi, geo.urls
from procrastinate.contrib.django import app
assert app.tasks
heavy = {'django', 'spacy', 'thinc', 'torch', 'trafilatura', 'numpy'}
print(sorted({name.split('.')[0] for name in sys.modules} & heavy))
"""


@pytest.mark.slow
def test_the_web_server_and_the_light_worker_load_no_language_model() -> None:
    done = subprocess.run([sys.executable, "-c", LOADED], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "['django']", done.stdout + done.stderr


def test_extraction_knows_nothing_of_the_rest() -> None:
    graph = grimp.build_graph("geo", "articles", cache_dir=None)
    outside = {
        (module, imported)
        for module in graph.find_descendants("geo.extraction") | {"geo.extraction"}
        for imported in graph.find_modules_directly_imported_by(module)
        if not imported.startswith("geo.extraction")
    }
    assert outside == set()
