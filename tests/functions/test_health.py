"""GET /health: what is up and what is configured, without secrets."""

from typing import Any


def test_health_tells_what_is_reachable_and_no_secret(http: Any, stack: Any) -> None:
    answer = http.get("/api/health")
    assert answer.status_code == 200
    body = answer.json()
    assert (body["status"], body["database"]) == ("ok", "reachable")
    assert body["providers"] == {"llm": False, "dify": False}
    assert not any(secret in answer.text for secret in (stack.secret_key, stack.jwt_secret, stack.publishable_key))


def test_a_shallow_look_asks_nobody(http: Any) -> None:
    answer = http.get("/health?deep=false")
    assert answer.json()["database"] == "not asked"
    assert 'db;desc="0"' in answer.headers["server-timing"]
