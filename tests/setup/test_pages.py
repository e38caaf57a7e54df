"""What answers before there is anything to show."""

import pytest
from django.test import Client


@pytest.mark.django_db
def test_health_asks_the_database(client: Client) -> None:
    response = client.get("/healthz")
    assert response.json() == {"status": "ok", "database": "ok"}
    assert "no-cache" in response["Cache-Control"]
