"""Whoever is not signed in learns that first, whatever else is wrong with the request."""

import json
from typing import Any

import pytest

from deploy.openapi import PATH

METHODS = {"get", "post", "put", "patch", "delete"}
CONTRACT = json.loads(PATH.read_text(encoding="utf-8"))
SIGNED_IN = [
    (method.upper(), path.replace("{", "").replace("}", ""))
    for path, operations in CONTRACT["paths"].items()
    for method, operation in operations.items()
    if method in METHODS and [*map(set, operation.get("security", []))] == [{"accessToken"}]
]


def test_most_of_the_contract_is_for_signed_in_people() -> None:
    assert len(SIGNED_IN) > 35


@pytest.mark.parametrize(("method", "path"), SIGNED_IN)
def test_nobody_is_told_anything_but_to_sign_in(http: Any, method: str, path: str) -> None:
    for query, body in ("", None), ("?page=x&limit=-1&status=zzz&cursor=%00&resumeId=3", None), ("", {"jobs": 3}):
        answer = http.request(method, f"{path}{query}", **({} if body is None else {"json": body}))
        assert answer.status_code == 401, answer.text
