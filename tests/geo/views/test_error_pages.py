"""What answers before there is anything to show."""

import pytest
from django.db import connection
from django.test import Client


@pytest.mark.django_db
def test_health_asks_the_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    response = client.get("/healthz")
    assert response.json() == {"status": "ok", "database": "ok"}
    assert "no-cache" in response["Cache-Control"]


@pytest.mark.django_db
def test_health_fails_without_the_database_and_says_no_more(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "NAME", "nowhere")
    monkeypatch.setattr(connection, "connection", None)
    response = client.get("/healthz")
    assert response.status_code == 503
    assert "nowhere" not in response.content.decode()


def test_every_answer_carries_the_content_security_policy(client: Client) -> None:
    policy = client.get("/nothing-here").headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


def test_a_missing_page_is_our_own_404(client: Client) -> None:
    response = client.get("/nothing-here")
    assert response.status_code == 404
    assert "404.html" in [template.name for template in response.templates]


def test_a_form_without_its_token_is_our_own_403() -> None:
    response = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "x", "password": "y"})
    assert response.status_code == 403
    assert "403_csrf.html" in [template.name for template in response.templates]
