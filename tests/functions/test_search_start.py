"""Starting a search: what is taken, what is refused by name, what is limited, and what is stored before the answer."""

import io
import json
import urllib.request
from typing import Any

import pytest
from PIL import Image

from functions.start_search.caller import address_of, keyed
from functions.start_search.phone import read_phone
from shared.config import settings
from shared.errors import InvalidRequest

PHONE = "+4915112345678"
URL = "https://pictures.example/dress.jpg"


def picture(kind: str = "PNG", size: tuple[int, int] = (64, 64)) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, "teal").save(file, kind)
    return file.getvalue()


def start(http: Any, headers: dict[str, str] | None = None, **body: Any) -> Any:
    return http.post("/search-job", json={"original_image_url": URL, **body}, headers=headers or {})


def row(db: Any, job_id: str) -> dict[str, Any]:
    return dict(db.sql("select * from public.search_jobs where job_id = $1", job_id)[0])


def queued(moto: str) -> list[str]:
    with urllib.request.urlopen(f"{moto}/moto-api/data.json", timeout=30) as response:
        queues = json.load(response).get("sqs", {}).get("Queue", [])
    return [json.dumps(queue) for queue in queues]


def test_a_search_is_stored_before_it_is_answered_and_can_be_polled(http: Any, db: Any) -> None:
    answer = start(http, categories=["tops", "shoes", "tops"])
    started = answer.json()
    assert answer.status_code == 202
    assert started["success"] is True
    assert (started["status"], started["progress"]) == ("pending", 0)
    assert started["poll_url"].endswith(f"/search-job/{started['job_id']}")
    assert answer.headers["location"] == f"/search-job/{started['job_id']}"
    stored = row(db, started["job_id"])
    assert (stored["kind"], stored["categories"], stored["user_id"]) == ("image_search", ["tops", "shoes"], None)
    assert stored["request"] == {"steps": ["picture", "catalogue:tops", "catalogue:shoes"]}
    assert http.get(f"/search-job/{started['job_id']}").json()["status"] == "pending"


def test_the_phone_number_is_stored_as_the_world_dials_it_and_shown_nowhere(http: Any, db: Any) -> None:
    answer = start(http, phoneNumber="0151 12345678", countryCode="DE")
    stored = row(db, answer.json()["job_id"])
    assert (stored["phone_number"], stored["country_code"]) == (PHONE, "DE")
    assert "15112345678" not in answer.text
    assert "15112345678" not in stored["phone_hash"] + str(stored["request"]) + str(stored["meta"])


def test_a_search_with_an_account_belongs_to_it(http: Any, db: Any, user: Any, bearer: Any) -> None:
    stored = row(db, start(http, bearer(user)).json()["job_id"])
    assert stored["user_id"] == user.id


def test_a_bad_token_is_no_anonymous_caller(http: Any) -> None:
    assert start(http, {"Authorization": "Bearer nonsense"}).status_code == 401


@pytest.mark.parametrize("where", ["header", "field"])
def test_one_key_makes_one_search_and_another_request_with_it_is_refused(http: Any, db: Any, where: str) -> None:
    def ask(**body: Any) -> Any:
        if where == "header":
            return start(http, {"Idempotency-Key": "k"}, **body)
        return start(http, idempotencyKey="k", **body)

    first, again, other = ask(), ask(), ask(categories=["x"])
    assert first.json()["job_id"] == again.json()["job_id"]
    assert again.status_code == 202
    assert (other.status_code, other.json()["type"]) == (422, "/problems/idempotency-key-reused")
    assert db.value("select count(*) from public.search_jobs") == 1


def test_keys_of_different_people_never_meet(http: Any, user: Any, other_user: Any, bearer: Any) -> None:
    made = {
        start(http, {"Idempotency-Key": "k", **who}).json()["job_id"] for who in (bearer(user), bearer(other_user), {})
    }
    assert len(made) == 3


REFUSED: list[Any] = [
    pytest.param({"original_image_url": None}, 400, "original_image_url", id="no picture"),
    pytest.param({"original_image_url": "http://pictures.example/a"}, 400, "original_image_url", id="http"),
    pytest.param({"original_image_url": "https://169.254.169.254/"}, 400, "original_image_url", id="metadata"),
    pytest.param({"original_image_url": "https://[::ffff:10.0.0.1]/"}, 400, "original_image_url", id="v6"),
    pytest.param({"kind": "everything"}, 422, "kind", id="kind"),
    pytest.param({"categories": ["x"] * 51}, 422, "categories", id="categories"),
    pytest.param({"categories": ["x" * 81]}, 422, "categories/0", id="long category"),
    pytest.param({"phone_number": "abc", "country_code": "US"}, 400, "phone_number", id="no number"),
    pytest.param({"phone_number": "+1 555", "country_code": "US"}, 400, "phone_number", id="short number"),
    pytest.param({"phone_number": "0151 12345678"}, 400, "country_code", id="no country"),
    pytest.param({"phone_number": "0151", "country_code": "Germany"}, 422, "country_code", id="long country"),
    pytest.param({"phone_number": "0151 12345678", "country_code": "XX"}, 400, "country_code", id="no such country"),
    pytest.param({"phone_number": "+9647901234567"}, 400, "phone_number", id="country not texted"),
    pytest.param({"phone_number": "+49 30 901820"}, 400, "phone_number", id="landline"),
    pytest.param({"phone_number": "+1 900 555 0123"}, 400, "phone_number", id="premium"),
    pytest.param({"kind": "job_search"}, 400, None, id="nothing to go by"),
    pytest.param({"kind": "job_search", "companies": ["!!"]}, 400, "companies", id="no board"),
    pytest.param({"kind": "job_search", "companies": ["https://evil.example/x"]}, 400, "companies", id="other site"),
    pytest.param({"kind": "job_search", "resume_id": "7"}, 422, "resume_id", id="bad résumé id"),
]


@pytest.mark.parametrize(("body", "status", "field"), REFUSED)
def test_what_cannot_be_searched_is_refused_by_its_field(
    http: Any, db: Any, body: dict[str, Any], status: int, field: str | None
) -> None:
    answer = start(http, **body)
    problem = answer.json()
    assert (answer.status_code, problem["success"]) == (status, False)
    if field:
        assert problem["errors"][0]["pointer"] == f"#/{field}"
    if "phone_number" in body:
        assert body["phone_number"].strip("+") not in answer.text
    assert db.value("select count(*) from public.search_jobs") == 0


def test_a_resume_must_be_the_callers(http: Any, db: Any, user: Any, other_user: Any, bearer: Any) -> None:
    resume_id = db.value("insert into public.resumes (user_id) values ($1) returning id", user.id)
    ask = {"kind": "job_search", "resume_id": str(resume_id)}
    assert http.post("/search-job", json=ask).status_code == 401
    assert http.post("/search-job", json=ask, headers=bearer(other_user)).status_code == 404
    answer = http.post("/search-job", json=ask, headers=bearer(user))
    assert answer.status_code == 202
    assert row(db, answer.json()["job_id"])["request"]["resume_id"] == str(resume_id)


def test_an_uploaded_picture_waits_in_the_private_bucket_under_the_searchs_own_name(http: Any, db: Any) -> None:
    answer = http.post(
        "/search-job",
        data={"categories": "tops,shoes", "idempotency_key": "k"},
        files={"image": ("me.png", picture(), "image/png")},
    )
    assert answer.status_code == 202, answer.text
    job_id = answer.json()["job_id"]
    stored = row(db, job_id)
    assert stored["files"] == [f"{job_id}.png"]
    assert stored["categories"] == ["tops", "shoes"]
    assert stored["original_image_url"] is None


@pytest.mark.parametrize(
    ("data", "status"),
    [
        pytest.param(b"GIF89a but not really", 415, id="lying"),
        pytest.param(b"", 415, id="empty"),
        pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg'/>", 415, id="svg"),
        pytest.param(picture("BMP"), 415, id="bmp"),
        pytest.param(picture()[:60], 415, id="cut off"),
        pytest.param(picture(size=(4, 4)), 415, id="tiny"),
        pytest.param(picture(size=(13_000, 1_000)), 415, id="wide"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + b"x" * (4 * 1024 * 1024), 413, id="large"),
    ],
)
def test_what_is_no_picture_is_refused_and_leaves_nothing(http: Any, db: Any, data: bytes, status: int) -> None:
    answer = http.post("/search-job", files={"image": ("a.png", data, "image/png")})
    assert answer.status_code == status, answer.text
    assert db.value("select count(*) from public.search_jobs") == 0


def test_an_address_and_an_upload_together_are_one_too_many(http: Any) -> None:
    answer = http.post(
        "/search-job", data={"original_image_url": URL}, files={"image": ("a.png", picture(), "image/png")}
    )
    assert answer.status_code == 400


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b'{"kind": 1e400}', "application/json", 400),
        (b"[]", "application/json", 422),
        (b"a=b", "application/x-www-form-urlencoded", 415),
        (b"--x", "multipart/form-data", 400),
        (b"", "text/plain", 415),
    ],
)
def test_a_body_that_is_none_of_ours_gets_a_problem(http: Any, body: bytes, kind: str, status: int) -> None:
    answer = http.post("/search-job", content=body, headers={"content-type": kind})
    assert (answer.status_code, answer.json()["success"]) == (status, False)


def test_running_searches_of_one_address_are_limited_and_say_when_to_come_back(http: Any) -> None:
    for _ in range(settings().search_max_active):
        assert start(http).status_code == 202
    answer = start(http)
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0


def test_one_number_gets_so_many_texts_a_day_and_no_more_whoever_asks(
    http: Any, db: Any, make_user: Any, bearer: Any
) -> None:
    for _ in range(settings().texts_per_number_per_day):
        assert start(http, bearer(make_user()), phone_number=PHONE).status_code == 202
    answer = start(http, bearer(make_user()), phone_number=PHONE)
    assert answer.status_code == 429
    assert "15112345678" not in answer.text
    assert start(http, bearer(make_user()), phone_number="+4915112345679").status_code == 202


@pytest.mark.parametrize(
    ("number", "country", "expected"),
    [
        ("+49 151 12345678", None, ("+4915112345678", "DE")),
        ("0151/12345678", "de", ("+4915112345678", "DE")),
        ("0151 12345678", "+49", ("+4915112345678", "DE")),
        ("(415) 555-2671", "US", ("+14155552671", "US")),
        ("415.555.2671", "1", ("+14155552671", "US")),
        ("+82 10-1234-5678", "US", ("+821012345678", "KR")),
        ("010-1234-5678", "KR", ("+821012345678", "KR")),
    ],
)
def test_a_number_is_read_as_it_is_written(number: str, country: str | None, expected: tuple[str, str]) -> None:
    phone = read_phone(number, country, {"DE", "US", "KR"})
    assert (phone.e164, phone.country) == expected


@pytest.mark.parametrize("number", ["+1 242 357 1234", "+44 70 1234 5678", "911", "+49", "+" + "9" * 30, "۰۱۵۱"])
def test_a_number_that_costs_or_cannot_be_texted_is_refused_without_being_repeated(number: str) -> None:
    with pytest.raises(InvalidRequest) as refused:
        read_phone(number, "US", {"DE", "US", "GB"})
    assert number not in refused.value.detail


@pytest.mark.parametrize(
    ("header", "given", "expected"),
    [
        ("", "9.9.9.9", "127.0.0.1"),
        ("x-real-ip", "9.9.9.9", "9.9.9.9"),
        ("x-real-ip", "1.1.1.1, 9.9.9.9", "9.9.9.9"),
        ("x-real-ip", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("x-real-ip", "::ffff:9.9.9.9", "9.9.9.9"),
        ("x-real-ip", "nonsense", "nonsense"),
        ("x-real-ip", "", "unknown"),
    ],
)
def test_an_address_is_the_platforms_word_and_of_ipv6_the_network(
    monkeypatch: pytest.MonkeyPatch, header: str, given: str, expected: str
) -> None:
    from fastapi import Request

    monkeypatch.setenv("CLIENT_ADDRESS_HEADER", header)
    settings.cache_clear()
    scope = {"type": "http", "client": ("127.0.0.1", 1), "headers": [(b"x-real-ip", given.encode())]}
    assert address_of(Request(scope)) == expected
    settings.cache_clear()


def test_hashes_of_different_purposes_have_nothing_in_common() -> None:
    assert keyed("phone", PHONE) != keyed("client", PHONE)
    assert PHONE not in keyed("phone", PHONE)
