"""What SNS answers becomes one of four words, is asked once, and never carries the number further."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from shared.sms import sns
from shared.sms.client import NotSent, Rejected, Sent
from shared.sms.sns import SnsSender, Unclear
from tests.sources.internet import Internet, Says, internet

PHONE = "+4915112345678"
TEXT = "Shortlist: your search is ready. https://shortlist.example/search-job/job_1"


@pytest.fixture
def aws(monkeypatch: pytest.MonkeyPatch) -> Iterator[Internet]:
    with internet() as web:
        connect(monkeypatch, web.url)
        yield web
    sns._sns.cache_clear()


def connect(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    for name, value in {"AWS_ENDPOINT_URL": url, "AWS_ACCESS_KEY_ID": "k", "AWS_SECRET_ACCESS_KEY": "s",
                        "AWS_DEFAULT_REGION": "us-east-1", "AWS_REGION": "us-east-1"}.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    sns._sns.cache_clear()


def send() -> Any:
    return asyncio.run(SnsSender().send(PHONE, TEXT))


def xml(body: str) -> dict[str, Any]:
    return {"body": body.encode(), "headers": {"content-type": "text/xml"}}


ACCEPTED = (
    '<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>m-7</MessageId>'
    "</PublishResult></PublishResponse>"
)


def refused(code: str) -> str:
    return (
        '<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type>'
        f"<Code>{code}</Code><Message>Invalid parameter: {PHONE}</Message></Error></ErrorResponse>"
    )


def test_an_accepted_text_is_sent_and_has_its_id(aws: Internet) -> None:
    aws.at("/", Says(**xml(ACCEPTED)))
    assert send() == Sent("m-7")
    assert len(aws.asked) == 1


@pytest.mark.parametrize(
    ("status", "code", "expected"),
    [
        (400, "Throttling", NotSent),
        (429, "TooManyRequestsException", NotSent),
        (403, "AuthorizationError", NotSent),
        (403, "InvalidClientTokenId", NotSent),
        (400, "InvalidParameter", Rejected),
        (400, "OptedOut", Rejected),
        (500, "InternalFailure", Unclear),
        (503, "ServiceUnavailable", Unclear),
    ],
)
def test_a_refusal_is_told_by_whether_another_try_makes_sense(
    aws: Internet, status: int, code: str, expected: type
) -> None:
    aws.at("/", Says(status=status, **xml(refused(code))))
    if expected is Unclear:
        with pytest.raises(Unclear) as unclear:
            send()
        assert PHONE not in str(unclear.value)
        assert unclear.value.__cause__ is None
    else:
        answer = send()
        assert isinstance(answer, expected)
        assert PHONE not in str(answer)
    assert len(aws.asked) == 1, "a publish that is repeated is a second text"


def test_nobody_at_the_door_means_it_was_not_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        connect(monkeypatch, f"http://127.0.0.1:{taken.getsockname()[1]}")
        assert isinstance(send(), NotSent)
    sns._sns.cache_clear()


def test_an_answer_that_is_cut_off_leaves_it_unclear_and_is_not_asked_for_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    calls = []
    with socket.create_server(("127.0.0.1", 0)) as door:
        connect(monkeypatch, f"http://127.0.0.1:{door.getsockname()[1]}")

        def hang_up() -> None:
            while True:
                try:
                    caller, _ = door.accept()
                except OSError:
                    return
                with caller:
                    calls.append(caller.recv(65536))

        threading.Thread(target=hang_up, daemon=True).start()
        with pytest.raises(Unclear) as unclear:
            send()
    assert len(calls) == 1
    assert PHONE not in repr(unclear.value)
    sns._sns.cache_clear()


def test_the_wait_is_shorter_than_the_lease_of_a_send_and_nothing_is_retried(aws: Internet) -> None:
    from shared.config import Settings

    settings = sns._sns().meta.config
    assert settings.retries["total_max_attempts"] == 1
    assert settings.connect_timeout + settings.read_timeout < Settings().search_lease_seconds


def test_the_message_is_the_product_one_line_and_the_link() -> None:
    from shared.searches.texts import text_of

    text = text_of("https://x.example/search-job/job_1795000000_" + "a" * 32)
    assert text.startswith("Shortlist: ")
    assert "\n" not in text
    assert len(text) <= 160, "a longer one is billed as two"
    assert text == text.encode("ascii").decode()
