"""Only pictures of the public internet are fetched, whatever the address looks like, resolves to or redirects to."""

import asyncio
import datetime as dt
import ipaddress
import ssl
import threading
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from shared.sources.guard import Guard, Refused, Unreachable, check, is_public

REFUSED = {
    "http": "http://pictures.example/a.png",
    "file": "file:///etc/passwd",
    "gopher": "gopher://pictures.example/_x",
    "data": "data:image/png;base64,AAAA",
    "no scheme": "//pictures.example/a.png",
    "empty": "",
    "no host": "https:///a.png",
    "user": "https://user@pictures.example/a.png",
    "user that looks like the host": "https://pictures.example:443@127.0.0.1/a.png",
    "empty user": "https://@pictures.example/a.png",
    "port": "https://pictures.example:8443/a.png",
    "port of a database": "https://pictures.example:5432/",
    "bad port": "https://pictures.example:99999/",
    "localhost": "https://localhost/a.png",
    "localhost with a dot": "https://localhost./a.png",
    "name under localhost": "https://a.localhost/a.png",
    "name of the office": "https://wiki.internal/a.png",
    "metadata name": "https://metadata.google.internal/computeMetadata/v1/",
    "single label": "https://intranet/a.png",
    "loopback": "https://127.0.0.1/a.png",
    "loopback far": "https://127.255.3.4/a.png",
    "short": "https://127.1/a.png",
    "decimal": "https://2130706433/a.png",
    "octal": "https://0177.0.0.1/a.png",
    "octal throughout": "https://017700000001/a.png",
    "hex": "https://0x7f000001/a.png",
    "hex parts": "https://0x7f.0x0.0x0.0x1/a.png",
    "bare 0x": "https://pictures.0x/a.png",
    "zero": "https://0/a.png",
    "this host": "https://0.0.0.0/a.png",
    "metadata": "https://169.254.169.254/latest/meta-data/",
    "private 10": "https://10.0.0.7/a.png",
    "private 172": "https://172.16.9.1/a.png",
    "private 192": "https://192.168.1.1/a.png",
    "carrier": "https://100.64.0.1/a.png",
    "broadcast": "https://255.255.255.255/a.png",
    "multicast": "https://224.0.0.1/a.png",
    "documentation": "https://192.0.2.1/a.png",
    "benchmark": "https://198.18.0.1/a.png",
    "reserved": "https://240.0.0.1/a.png",
    "five parts": "https://1.1.1.1.1/a.png",
    "too large": "https://256.1.1.1/a.png",
    "public but octal": "https://010.8.8.8/a.png",
    "v6 loopback": "https://[::1]/a.png",
    "v6 unspecified": "https://[::]/a.png",
    "v6 mapped": "https://[::ffff:127.0.0.1]/a.png",
    "v6 mapped hex": "https://[::ffff:7f00:1]/a.png",
    "v6 compatible": "https://[::127.0.0.1]/a.png",
    "v6 nat64": "https://[64:ff9b::7f00:1]/a.png",
    "v6 nat64 metadata": "https://[64:ff9b::a9fe:a9fe]/a.png",
    "v6 6to4": "https://[2002:7f00:1::]/a.png",
    "v6 teredo": "https://[2001:0:4136:e378:8000:63bf:80ff:fffe]/a.png",
    "v6 link local": "https://[fe80::1]/a.png",
    "v6 zone": "https://[fe80::1%25eth0]/a.png",
    "v6 unique local": "https://[fd00::1]/a.png",
    "v6 metadata": "https://[fd00:ec2::254]/a.png",
    "v6 multicast": "https://[ff02::1]/a.png",
    "v6 documentation": "https://[2001:db8::1]/a.png",
    "full-width digits": "https://１２７.0.0.1/a.png",
    "circled digits": "https://①②⑦.⓪.⓪.①/a.png",
    "ideographic dots": "https://127。0。0。1/a.png",
    "backslash": "https://pictures.example\\@127.0.0.1/a.png",
    "tab": "https://pictures.\texample/a.png",
    "newline": "https://pictures.example/a.png\r\nHost: x",
    "space": "https://pictures.example/a b.png",
    "nul": "https://pictures.example/\x00",
    "percent in the host": "https://127.0.0.1%2f.pictures.example/a.png",
    "underscore alone": "https://_/a.png",
    "open bracket": "https://[::1/a.png",
    "long": "https://pictures.example/" + "a" * 5000,
    "long label": "https://" + "a" * 64 + ".example/",
}  # fmt: skip


@pytest.mark.parametrize("url", [pytest.param(url, id=name) for name, url in REFUSED.items()])
def test_an_address_that_is_not_plainly_public_is_refused_before_anything_is_looked_up(url: str) -> None:
    with pytest.raises(Refused):
        check(url)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://pictures.example/a.png?w=1#x", "pictures.example"),
        ("HTTPS://Pictures.Example:443", "pictures.example"),
        ("https://pictures.example./a.png", "pictures.example"),
        ("https://bücher.example/a.png", "xn--bcher-kva.example"),
        ("https://93.184.216.34/a.png", "93.184.216.34"),
        ("https://[2606:2800:220:1:248:1893:25c8:1946]/a.png", "2606:2800:220:1:248:1893:25c8:1946"),
    ],
)
def test_a_public_address_is_taken_as_its_plain_self(url: str, host: str) -> None:
    target = check(url)
    assert (target.host, target.port) == (host, 443)
    assert "#" not in target.url


@given(st.ip_addresses())
def test_no_special_address_counts_as_public(address: Any) -> None:
    if is_public(address):
        assert address.is_global
        assert not any((address.is_private, address.is_loopback, address.is_link_local, address.is_multicast))


@given(st.text(max_size=60))
def test_any_text_is_either_refused_or_https(text: str) -> None:
    for url in (text, f"https://{text}", f"https://{text}/a.png"):
        try:
            target = check(url)
        except Refused:
            continue
        assert target.url.startswith("https://")
        assert target.port == 443


class Shop:
    """An HTTPS server at 127.0.0.1 that calls itself pictures.example."""

    def __init__(self, folder: Path) -> None:
        self.answers: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.asked: list[tuple[str, str]] = []
        shop = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                shop.asked.append((self.headers["host"], self.path))
                status, headers, body = shop.answers.get(self.path, (404, {}, b""))
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                pass

            def handle(self) -> None:
                with suppress(ConnectionError, ssl.SSLError):
                    super().handle()

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.server.handle_error = lambda *_: None  # type: ignore[method-assign]
        serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        certificate(folder)
        serving.load_cert_chain(folder / "shop.pem")
        self.server.socket = serving.wrap_socket(self.server.socket, server_side=True)
        self.port = self.server.server_address[1]
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self.thread.start()

    def url(self, path: str, host: str = "pictures.example") -> str:
        return f"https://{host}:{self.port}{path}"


def certificate(folder: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "pictures.example")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(hours=1))
        .not_valid_after(now + dt.timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("pictures.example")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "shop.pem").write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Shop, ssl.SSLContext]]:
    folder = tmp_path_factory.mktemp("shop")
    shop = Shop(folder)
    yield shop, ssl.create_default_context(cafile=str(folder / "shop.pem"))
    shop.server.shutdown()
    shop.server.server_close()
    shop.thread.join()


@pytest.fixture
def shop(served: tuple[Shop, ssl.SSLContext]) -> Shop:
    served[0].asked.clear()
    served[0].answers.clear()
    served[0].answers["/a.png"] = (200, {"content-type": "image/png"}, b"picture")
    return served[0]


@pytest.fixture
def guard(served: tuple[Shop, ssl.SSLContext], shop: Shop) -> Any:
    """A guard in whose world 127.0.0.1 is public, and every name is there unless ``names`` says otherwise."""

    def make(names: dict[str, list[list[str]]] | None = None, **more: Any) -> Guard:
        answers = dict(names or {})

        async def resolve(host: str) -> list[str]:
            return answers[host].pop(0) if host in answers else ["127.0.0.1"]

        def public(address: Any) -> bool:
            return address == ipaddress.ip_address("127.0.0.1") or is_public(address)

        return Guard(served[1], resolve=resolve, public=public, ports=frozenset({shop.port}), **more)

    return make


def fetch(guard: Guard, url: str) -> Any:
    return asyncio.run(guard.fetch(url))


def test_a_picture_is_fetched_from_the_address_that_was_checked_under_the_name_that_was_asked(
    guard: Any, shop: Shop
) -> None:
    fetched = fetch(guard(), shop.url("/a.png"))
    assert (fetched.data, fetched.media_type) == (b"picture", "image/png")
    assert shop.asked == [(f"pictures.example:{shop.port}", "/a.png")]


def test_a_name_is_looked_up_once_so_a_second_answer_changes_nothing(guard: Any, shop: Shop) -> None:
    rebinding = {"pictures.example": [["127.0.0.1"], ["169.254.169.254"]]}
    assert fetch(guard(rebinding), shop.url("/a.png")).data == b"picture"
    assert rebinding["pictures.example"] == [["169.254.169.254"]]


@pytest.mark.parametrize(
    "addresses",
    [["10.0.0.1"], ["127.0.0.1", "10.0.0.1"], ["::ffff:10.0.0.1"], ["fe80::1%eth0"], ["169.254.169.254"], ["::1"]],
    ids=str,
)
def test_a_name_with_any_private_address_is_refused(guard: Any, shop: Shop, addresses: list[str]) -> None:
    with pytest.raises(Refused):
        fetch(guard({"pictures.example": [addresses]}), shop.url("/a.png"))
    assert not shop.asked


@pytest.mark.parametrize(
    "to",
    [
        "http://pictures.example/a.png",
        "https://10.0.0.1/a.png",
        "https://[::ffff:10.0.0.1]:{port}/a.png",
        "https://0x0a000001:{port}/a.png",
        "https://inside.example:{port}/a.png",
        "//inside.example:{port}/a.png",
        "https://user@pictures.example:{port}/a.png",
        "file:///etc/passwd",
    ],
)
def test_a_redirect_is_judged_like_the_first_address(guard: Any, shop: Shop, to: str) -> None:
    shop.answers["/go"] = (302, {"location": to.format(port=shop.port)}, b"")
    with pytest.raises(Refused):
        fetch(guard({"inside.example": [["10.0.0.1"]]}), shop.url("/go"))
    assert [path for _, path in shop.asked] == ["/go"]


def test_a_redirect_to_another_public_picture_is_followed_but_not_for_ever(guard: Any, shop: Shop) -> None:
    shop.answers["/go"] = (301, {"location": "/a.png"}, b"")
    assert fetch(guard(), shop.url("/go")).data == b"picture"
    shop.answers["/round"] = (307, {"location": "/round"}, b"")
    with pytest.raises(Refused, match="redirects too often"):
        fetch(guard(), shop.url("/round"))


def test_a_certificate_for_another_name_is_no_answer(guard: Any, shop: Shop) -> None:
    with pytest.raises(Unreachable):
        fetch(guard(), shop.url("/a.png", host="other.example"))
    assert not shop.asked


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({"content-type": "text/html"}, b"<html>"),
        ({}, b"picture"),
        ({"content-type": "image/svg+xml"}, b"<svg/>"),
        ({"content-type": "image/png", "content-encoding": "gzip"}, b"\x1f\x8b"),
        ({"content-type": "image/png"}, b"x" * 2000),
        ({"content-type": "image/png", "content-length": "5"}, b"x" * 2000),
    ],
    ids=["page", "no type", "svg", "wrapped", "large", "larger than it says"],
)
def test_what_is_no_small_picture_is_not_taken(guard: Any, shop: Shop, headers: dict[str, str], body: bytes) -> None:
    shop.answers["/x"] = (200, headers, body)
    if headers.get("content-length"):
        assert len(fetch(guard(largest=1000), shop.url("/x")).data) == 5
        return
    with pytest.raises(Refused):
        fetch(guard(largest=1000), shop.url("/x"))


@pytest.mark.parametrize("status", [204, 403, 404, 500])
def test_a_server_that_does_not_give_it_is_unreachable(guard: Any, shop: Shop, status: int) -> None:
    shop.answers["/x"] = (status, {"content-type": "image/png"}, b"")
    with pytest.raises(Unreachable):
        fetch(guard(), shop.url("/x"))


def test_a_name_that_nobody_knows_is_unreachable(guard: Any, shop: Shop) -> None:
    with pytest.raises(Unreachable):
        fetch(guard({"pictures.example": [[]]}), shop.url("/a.png"))


def test_a_slow_name_server_costs_no_more_than_the_time_given(guard: Any, shop: Shop) -> None:
    async def never(host: str) -> list[str]:
        await asyncio.sleep(60)
        return []

    slow = guard(seconds=0.05)
    with pytest.raises(Unreachable, match="too long"):
        fetch(Guard(slow.tls, resolve=never, public=slow.public, ports=slow.ports, seconds=0.05), shop.url("/a.png"))


def test_no_proxy_of_the_environment_is_asked(guard: Any, shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    assert fetch(guard(), shop.url("/a.png")).data == b"picture"
