import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def nothing_cached() -> None:
    """What one test counted is no answer to another."""
    cache.clear()
