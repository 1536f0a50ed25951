"""Fetching a picture whose address a stranger gave, without letting the stranger reach what only we can reach.

An address is trusted in three steps: its form (https, one plain public host), its addresses (every one that the name
resolves to is public), and the connection (made to the address that was checked, so that a second look-up cannot
answer differently). Each redirect goes through all of it again.
"""

import asyncio
import ipaddress
import re
import socket
import ssl
import time
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

import httpx

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str], Awaitable[list[str]]]

LONGEST_URL = 4096
LARGEST_PICTURE = 10 * 1024 * 1024
FETCH_SECONDS = 10.0
MOST_REDIRECTS = 3
TYPES = frozenset({"image/jpeg", "image/png", "image/webp", "image/gif"})
_NAME = re.compile(r"(?=.{4,253}\Z)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])")
_NOT_PUBLIC = (".local", ".localhost", ".internal", ".intranet", ".lan", ".home", ".corp", ".arpa", ".onion", ".test")
_CARRIERS = [ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48")]
"""NAT64: the last 32 bits are an IPv4 address that a gateway would reach for us."""


class Refused(Exception):
    """An address that is not fetched, or an answer that is not taken; the message is fit for the caller."""


class Unreachable(Exception):
    """The address may be fine, but nothing usable answered."""


@dataclass(frozen=True, slots=True)
class Target:
    """An address of an acceptable form. ``host`` is ASCII, or an IP address without brackets."""

    url: str
    host: str
    port: int


@dataclass(frozen=True, slots=True)
class Fetched:
    data: bytes
    media_type: str


def is_public(address: Address) -> bool:
    """Whether an address belongs to the internet, and carries none inside it that does not."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if any(address in network for network in _CARRIERS):
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None and not is_public(inner):
            return False
        if address.ipv4_mapped:
            return True
        # ::a.b.c.d is deprecated, and some systems still reach a.b.c.d by it.
        if int(address) < 2**32:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def check(
    url: str, *, ports: frozenset[int] = frozenset({443}), public: Callable[[Address], bool] = is_public
) -> Target:
    """Return the target that ``url`` names; raises :class:`Refused`. Looks nothing up."""
    if not 0 < len(url) <= LONGEST_URL:
        raise Refused("the address is too long")
    if not url.isprintable() or any(character.isspace() or character == "\\" for character in url):
        raise Refused("the address holds characters that no address has")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise Refused("this is no address") from error
    if parts.scheme.lower() != "https":
        raise Refused("only https addresses are fetched")
    if "@" in parts.netloc:
        raise Refused("an address with a user name is not fetched")
    if (port or 443) not in ports:
        raise Refused("only the usual https port is fetched")
    host = _host(parts.netloc, parts.hostname or "", public)
    shown = f"[{host}]" if ":" in host else host
    query = f"?{parts.query}" if parts.query else ""
    return Target(f"https://{shown}:{port or 443}{parts.path or '/'}{query}", host, port or 443)


def _host(netloc: str, host: str, public: Callable[[Address], bool]) -> str:
    if netloc.startswith("["):
        try:
            address: Address = ipaddress.IPv6Address(host)
        except ValueError as error:
            raise Refused("this is no address") from error
        if "%" in host or not public(address):
            raise Refused("the address is not on the public internet")
        return str(address)
    try:
        # IDNA folds full-width digits and dots, so what looks like a name may become an IP address: look afterwards.
        name = host.rstrip(".").encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise Refused("the host is no name") from error
    # Whatever ends in a number is an IPv4 address to a browser: 2130706433, 0x7f.1, 0177.0.0.1, 127.1.
    if re.fullmatch(r"0x[0-9a-f]*|[0-9]+", name.rpartition(".")[2]):
        try:
            address = ipaddress.IPv4Address(name)
        except ValueError as error:
            raise Refused("an IP address is written as four plain numbers") from error
        if not public(address):
            raise Refused("the address is not on the public internet")
        return str(address)
    if not _NAME.fullmatch(name) or f".{name}".endswith(_NOT_PUBLIC):
        raise Refused("the host is no public name")
    return name


async def look_up(host: str) -> list[str]:
    """Resolve a name with the system's resolver."""
    found = await asyncio.get_running_loop().getaddrinfo(host, 443, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(frozen=True, slots=True)
class Guard:
    """Fetches pictures. What it trusts is given, so that tests stand up an internet of their own."""

    tls: ssl.SSLContext
    resolve: Resolve = look_up
    public: Callable[[Address], bool] = is_public
    ports: frozenset[int] = field(default_factory=lambda: frozenset({443}))
    largest: int = LARGEST_PICTURE
    seconds: float = FETCH_SECONDS
    clock: Callable[[], float] = time.monotonic

    async def fetch(self, url: str) -> Fetched:
        """Return a picture's bytes; raises :class:`Refused` or :class:`Unreachable`, which never say where it was."""
        try:
            async with asyncio.timeout(self.seconds):
                # No proxy of the environment: it would look the name up by itself.
                async with httpx.AsyncClient(verify=self.tls, trust_env=False, timeout=self.seconds) as client:
                    return await self._follow(client, url)
        except TimeoutError as error:
            raise Unreachable("the picture took too long") from error
        except httpx.HTTPError as error:
            raise Unreachable("the picture could not be fetched") from error

    async def _follow(self, client: httpx.AsyncClient, url: str) -> Fetched:
        for _ in range(MOST_REDIRECTS + 1):
            target = check(url, ports=self.ports, public=self.public)
            async with self._ask(client, target, await self._address(target.host)) as answer:
                if answer.status_code in {301, 302, 303, 307, 308} and "location" in answer.headers:
                    url = urljoin(target.url, answer.headers["location"])
                    continue
                return await self._take(answer)
        raise Refused("the address redirects too often")

    async def _address(self, host: str) -> str:
        """Return the address to connect to. All must be public: which of several is used would else be luck."""
        try:
            return str(ipaddress.ip_address(host))
        except ValueError:
            pass
        try:
            found = [ipaddress.ip_address(address.partition("%")[0]) for address in await self.resolve(host)]
        except (OSError, UnicodeError) as error:
            raise Unreachable("the host is not known") from error
        if not found:
            raise Unreachable("the host is not known")
        if not all(self.public(address) for address in found):
            raise Refused("the address is not on the public internet")
        return str(found[0])

    def _ask(
        self, client: httpx.AsyncClient, target: Target, address: str
    ) -> AbstractAsyncContextManager[httpx.Response]:
        shown = f"[{address}]" if ":" in address else address
        parts = urlsplit(target.url)
        url = parts._replace(netloc=f"{shown}:{target.port}").geturl()
        host = f"[{target.host}]" if ":" in target.host else target.host
        return client.stream(
            "GET",
            url,
            headers={
                "host": host if target.port == 443 else f"{host}:{target.port}",
                "accept": "image/*",
                "accept-encoding": "identity",
                "user-agent": "Shortlist/0.1 (image search)",
            },
            # The certificate is still checked against the name that was asked for.
            extensions={"sni_hostname": target.host},
            follow_redirects=False,
        )

    async def _take(self, answer: httpx.Response) -> Fetched:
        if answer.status_code != 200:
            raise Unreachable("the picture's server did not give it")
        media_type = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
        if media_type not in TYPES:
            raise Refused("the address holds no JPEG, PNG, WebP or GIF picture")
        if answer.headers.get("content-encoding", "identity").lower() != "identity":
            raise Refused("the picture comes in a wrapping that was not asked for")
        data = bytearray()
        async for piece in answer.aiter_raw(65536):
            data += piece
            if len(data) > self.largest:
                raise Refused("the picture is too large")
        return Fetched(bytes(data), media_type)
