"""Who is calling: a strict reading of the Supabase access token.

The REST door accepts more than it should (no audience check, no expiry required, garbage read as anonymous), so every
function verifies the token itself before anything else happens.
"""

import time
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

import httpx
import jwt
from fastapi import Depends, Request, Security
from fastapi.security import HTTPBearer

from shared.config import settings
from shared.errors import ProviderDown, Unauthenticated
from shared.logs import note, pseudonym
from shared.store.client import http_client

LEEWAY_SECONDS = 30
ACCESS_SCHEME = "accessToken"
"""The contract's name for the token that :func:`signed_in` asks for."""
OPTIONAL_SCHEME = "optionalAccessToken"
"""Its name where callers without an account are welcome; the contract spells that as a choice."""
_JWKS_SECONDS = 600
_JWKS_PAUSE_SECONDS = 10
_ASYMMETRIC = ["ES256", "RS256", "EdDSA"]


@dataclass(frozen=True, slots=True)
class Caller:
    """A person whose token was verified."""

    user_id: str
    token: str


class _Keys:
    """The project's public keys by id, fetched again when an unknown one appears, but not in a storm."""

    def __init__(self) -> None:
        self._keys: dict[str, jwt.PyJWK] = {}
        self._fetched_at = float("-inf")

    async def get(self, kid: str) -> jwt.PyJWK | None:
        age = time.monotonic() - self._fetched_at
        if age > _JWKS_SECONDS or (kid not in self._keys and age > _JWKS_PAUSE_SECONDS):
            await self._fetch()
        return self._keys.get(kid)

    async def _fetch(self) -> None:
        try:
            answer = await http_client().get(f"{settings().supabase_url}/auth/v1/.well-known/jwks.json")
            answer.raise_for_status()
            found = answer.json()["keys"]
        except (httpx.HTTPError, ValueError, KeyError) as error:
            if self._keys:
                return  # the keys at hand are better than none
            raise ProviderDown("The sign-in keys cannot be fetched; try again.", retry_after=2) from error
        self._keys = {key["kid"]: jwt.PyJWK.from_dict(key) for key in found if key.get("alg") in _ASYMMETRIC}
        self._fetched_at = time.monotonic()


_keys = _Keys()


async def verify(token: str) -> Caller:
    """Return the caller a token names; raises :class:`Unauthenticated`."""
    try:
        key, algorithms = await _key_for(token)
        claims = jwt.decode(
            token,
            key,
            algorithms=algorithms,
            audience=settings().supabase_jwt_audience,
            leeway=LEEWAY_SECONDS,
            options={"require": ["exp", "sub", "aud"]},
        )
        user_id = str(UUID(claims["sub"]))
    except (jwt.PyJWTError, ValueError) as error:
        raise Unauthenticated("The access token is not valid or has expired.") from error
    if claims.get("role") != "authenticated":
        raise Unauthenticated("The access token does not belong to a signed-in person.")
    return Caller(user_id, token)


async def _key_for(token: str) -> tuple[Any, list[str]]:
    header = jwt.get_unverified_header(token)
    secret = settings().supabase_jwt_secret
    if secret and header.get("alg") == "HS256":
        return secret, ["HS256"]
    key = await _keys.get(str(header.get("kid", ""))) if header.get("alg") in _ASYMMETRIC else None
    if key is None:
        raise jwt.InvalidKeyError
    return key, [key.algorithm_name]


def bearer(request: Request) -> str | None:
    """Return the bearer token of a request, if it carries one."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() or None if scheme.lower() == "bearer" else None


_access_token = HTTPBearer(
    scheme_name=ACCESS_SCHEME,
    bearerFormat="JWT",
    description="The access token that Supabase Auth gave the signed-in person.",
    auto_error=False,  # what is wrong with a token is said by `verify`
)


async def signed_in(request: Request, _: Annotated[object, Security(_access_token)] = None) -> Caller:
    """Dependency: the verified caller, or 401."""
    token = bearer(request)
    if token is None:
        raise Unauthenticated
    caller = await verify(token)
    note(user=pseudonym(caller.user_id))
    return caller


_maybe_token = HTTPBearer(scheme_name=OPTIONAL_SCHEME, auto_error=False)


async def maybe_signed_in(request: Request, _: Annotated[object, Security(_maybe_token)] = None) -> Caller | None:
    """Dependency: the verified caller if a token was sent. A bad token is still a 401, never an anonymous caller."""
    return await signed_in(request) if "authorization" in request.headers else None


SignedIn = Annotated[Caller, Depends(signed_in)]
MaybeSignedIn = Annotated[Caller | None, Depends(maybe_signed_in)]
