"""The site's own settings, with one address more: the bare view that pages are measured against."""

from geo.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.urls"
