"""The layer every function stands on, tried on three-line apps."""

import json
import threading
import time
import uuid
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from fastapi import FastAPI, Request
from jwt.algorithms import ECAlgorithm
from pydantic import BaseModel, Field
from starlette.testclient import TestClient

from shared.config import settings
from shared.errors import JobNotFound, TooManyRequests
from shared.http import auth
from shared.http.app import LARGEST_BODY, create_app, on_lambda
from shared.http.auth import LEEWAY_SECONDS, SignedIn
from shared.http.cors import allowed_origin_regex
from shared.http.json_body import bad_request
from shared.http.json_body import router as new_router

SECRET = "a-secret-of-at-least-thirty-two-bytes!"
USER = str(uuid.uuid4())


class Body(BaseModel):
    name: str
    years: float = Field(0, le=80)
    picky: str | None = None

    def model_post_init(self, _: object) -> None:
        if self.picky:
            raise bad_request("jobs array is required")


def small_app() -> FastAPI:
    router = new_router()

    @router.post("/echo")
    async def echo(body: Body) -> Body:
        return body

    @router.get("/me")
    async def me(caller: SignedIn) -> dict[str, str]:
        return {"user_id": caller.user_id}

    @router.get("/missing")
    async def missing() -> None:
        raise JobNotFound

    @router.get("/slow-down")
    async def slow_down() -> None:
        raise TooManyRequests(retry_after=7)

    @router.get("/crash")
    async def crash() -> None:
        raise RuntimeError("Jane Doe, jane@example.com")

    @router.post("/raw")
    async def raw(request: Request) -> dict[str, int]:
        return {"size": len(await request.body())}

    return create_app(router, function="small")


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setenv("SUPABASE_JWT_SECRET", SECRET)
    monkeypatch.setenv("ALLOWED_ORIGINS", "https://app.example.com,chrome-extension://*")
    settings.cache_clear()
    with TestClient(small_app(), raise_server_exceptions=False) as test_client:
        yield test_client
    settings.cache_clear()


def token(key: str = SECRET, algorithm: str = "HS256", **claims: object) -> str:
    base = {"sub": USER, "role": "authenticated", "aud": "authenticated", "exp": time.time() + 60}
    wanted = {name: value for name, value in (base | claims).items() if value is not None}
    return jwt.encode(wanted, key, algorithm=algorithm)


def test_a_failure_is_a_problem_document_and_names_itself_once(client: TestClient) -> None:
    answer = client.get("/missing")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert (body["type"], body["error"], body["success"]) == ("/problems/job-not-found", "Job not found", False)
    assert body["request_id"] == answer.headers["x-request-id"]


def test_a_refusal_for_now_says_when_to_come_back(client: TestClient) -> None:
    assert client.get("/slow-down").headers["retry-after"] == "7"


def test_a_crash_says_nothing_of_what_it_saw(client: TestClient, capsys: pytest.CaptureFixture[str]) -> None:
    answer = client.get("/crash")
    assert answer.status_code == 500
    said = answer.text + capsys.readouterr().out
    assert "Jane" not in said
    assert "RuntimeError" not in answer.text


@pytest.mark.parametrize(
    ("sent", "status", "detail"),
    [
        pytest.param("{", 400, "The body is not valid JSON.", id="cut"),
        pytest.param("[" * 100_000, 400, "The body is not valid JSON.", id="deeper than the parser goes"),
        pytest.param(
            '{"name":' + "[" * 70 + "]" * 70 + "}", 400, "The body is nested deeper than 64 levels.", id="deep"
        ),
        pytest.param('{"name":"x","years":1e400}', 400, "The body holds a number out of range.", id="1e400"),
        pytest.param('{"name":"x","years":NaN}', 400, "NaN is not a JSON number.", id="NaN"),
        pytest.param(b'{"name":"\xff"}', 400, "The body is not valid JSON.", id="not UTF-8"),
        pytest.param("{}", 422, "name: Field required", id="missing field"),
        pytest.param('{"name":"x","picky":"y"}', 400, "jobs array is required", id="fixed words"),
    ],
)
def test_a_bad_body_gets_its_named_problem(client: TestClient, sent: str | bytes, status: int, detail: str) -> None:
    answer = client.post("/echo", content=sent, headers={"content-type": "application/json"})
    assert (answer.status_code, answer.json()["detail"]) == (status, detail)


def test_every_faulty_field_is_pointed_at(client: TestClient) -> None:
    faults = client.post("/echo", json={"years": 81}).json()["errors"]
    assert [fault["pointer"] for fault in faults] == ["#/name", "#/years"]


def test_strings_lose_only_what_cannot_be_stored(client: TestClient) -> None:
    sent = json.dumps({"name": "a\x00b\ud800c \u202emarks \U0001f600 10-deep"})
    answer = client.post("/echo", content=sent, headers={"content-type": "application/json"})
    assert answer.json()["name"] == "abc \u202emarks \U0001f600 10-deep"


def test_paths_work_with_and_without_the_prefix(client: TestClient) -> None:
    assert client.get("/api/missing").json()["error"] == client.get("/missing").json()["error"]
    assert client.get("/apimissing").status_code == 404


@pytest.mark.parametrize("chunked", [False, True], ids=["declared", "chunked"])
def test_a_body_over_the_limit_is_refused(client: TestClient, *, chunked: bool) -> None:
    body = b"x" * (LARGEST_BODY + 1)
    answer = client.post("/raw", content=iter([body]) if chunked else body)
    assert answer.status_code == 413
    assert answer.json()["type"] == "/problems/too-large"
    assert client.post("/raw", content=b"x" * LARGEST_BODY).json() == {"size": LARGEST_BODY}


@pytest.mark.parametrize(
    "refused",
    [
        pytest.param("garbage", id="garbage"),
        pytest.param(token(key="another-secret-of-thirty-two-bytes!!"), id="wrong key"),
        pytest.param(token(algorithm="none", key=""), id="no algorithm"),
        pytest.param(token(exp=time.time() - LEEWAY_SECONDS - 5), id="expired"),
        pytest.param(token(exp=None), id="never expires"),
        pytest.param(token(aud="elsewhere"), id="other audience"),
        pytest.param(token(aud=None), id="no audience"),
        pytest.param(token(sub="not-a-uuid"), id="not a person"),
        pytest.param(token(sub=None), id="nobody"),
        pytest.param(token(role="service_role"), id="service role"),
        pytest.param(token(role="anon"), id="anonymous role"),
        pytest.param(token(role=None), id="no role"),
    ],
)
def test_a_token_is_refused_unless_everything_about_it_is_right(client: TestClient, refused: str) -> None:
    answer = client.get("/me", headers={"authorization": f"Bearer {refused}"})
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert refused not in answer.text


def test_a_right_token_is_the_person_it_names(client: TestClient) -> None:
    late = token(exp=time.time() - LEEWAY_SECONDS + 10)
    for good in (token(), late):
        assert client.get("/me", headers={"authorization": f"Bearer {good}"}).json() == {"user_id": USER}
    assert client.get("/me").status_code == 401


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [
        ("https://app.example.com", True),
        ("chrome-extension://abcdefghijklmnop", True),
        ("https://app.example.com.evil.net", False),
        ("https://evil.net", False),
        ("null", False),
    ],
)
def test_only_configured_origins_may_call(client: TestClient, origin: str, *, allowed: bool) -> None:
    asked = {
        "origin": origin,
        "access-control-request-method": "PATCH",
        "access-control-request-headers": "authorization",
    }
    answer = client.options("/me", headers=asked)
    assert ("access-control-allow-origin" in answer.headers) is allowed
    # A failure must be readable from the page that caused it.
    assert ("access-control-allow-origin" in client.get("/crash", headers={"origin": origin}).headers) is allowed


def test_a_star_alone_allows_every_origin_and_nothing_allows_none() -> None:
    assert allowed_origin_regex("*") == ".*"
    assert allowed_origin_regex("") == "(?!)"


@pytest.mark.parametrize(("given", "kept"), [("abc-123", True), ("x" * 200, False), ("a b", False)])
def test_a_request_id_is_kept_when_it_is_one(client: TestClient, given: str, *, kept: bool) -> None:
    assert (client.get("/missing", headers={"x-request-id": given}).headers["x-request-id"] == given) is kept


def test_one_line_is_logged_per_request_without_what_was_sent(
    client: TestClient, capsys: pytest.CaptureFixture[str]
) -> None:
    headers = {"authorization": f"Bearer {token()}", "user-agent": "secret-agent"}
    client.get("/me?name=jane", headers=headers)
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(lines) == 1
    line = lines[0]
    assert (line["function"], line["route"], line["status"], line["round_trips"]) == ("small", "/me", 200, 0)
    assert line["user"] != USER
    assert not any(word in json.dumps(line) for word in (USER, "jane", "secret-agent", token()))


def test_a_problem_leaves_lambda_as_text() -> None:
    event = {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": "/api/missing",
        "rawQueryString": "",
        "headers": {"host": "x.example"},
        "requestContext": {
            "requestId": "gateway-1",
            "stage": "$default",
            "http": {"method": "GET", "path": "/api/missing", "protocol": "HTTP/1.1", "sourceIp": "203.0.113.1"},
        },
        "isBase64Encoded": False,
    }
    answer = on_lambda(small_app())(event, None)
    assert answer["isBase64Encoded"] is False
    assert json.loads(answer["body"])["request_id"] == "gateway-1"


def test_asymmetric_tokens_are_verified_with_the_projects_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    private = ec.generate_private_key(ec.SECP256R1())
    other = ec.generate_private_key(ec.SECP256R1())
    key = json.loads(ECAlgorithm.to_jwk(private.public_key())) | {"kid": "k1", "alg": "ES256"}
    fetched = []

    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            fetched.append(self.path)
            body = json.dumps({"keys": [key]}).encode()
            self.send_response(200)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    claims = {"sub": USER, "role": "authenticated", "aud": "authenticated", "exp": time.time() + 60}

    def signed(secret: object, **header: str) -> dict[str, str]:
        algorithm = header.pop("alg", "ES256")
        return {"authorization": f"Bearer {jwt.encode(claims, secret, algorithm, headers=header)}"}

    with ThreadingHTTPServer(("127.0.0.1", 0), Door) as door:
        threading.Thread(target=door.serve_forever, daemon=True).start()
        monkeypatch.setenv("SUPABASE_URL", f"http://127.0.0.1:{door.server_address[1]}")
        monkeypatch.setattr(auth, "_keys", auth._Keys())
        settings.cache_clear()
        with TestClient(small_app()) as client:
            assert client.get("/me", headers=signed(private, kid="k1")).status_code == 200
            assert client.get("/me", headers=signed(other, kid="k1")).status_code == 401
            assert client.get("/me", headers=signed(private, kid="unknown")).status_code == 401
            # The project has no shared secret, so nothing symmetric may pass, whatever it was signed with.
            assert client.get("/me", headers=signed(SECRET, kid="k1", alg="HS256")).status_code == 401
        door.shutdown()
    settings.cache_clear()
    assert fetched == ["/auth/v1/.well-known/jwks.json"]
