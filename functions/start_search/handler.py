"""POST /search-job — start a search that goes on by itself and can be read by its link."""

import asyncio
from typing import Annotated, Any

from fastapi import Depends, Header, Request, Response
from pydantic import BaseModel

from functions.start_search.caller import address_of, keyed
from functions.start_search.phone import read_phone
from functions.start_search.wanted import SearchRequest, read_request
from shared.config import settings
from shared.errors import (
    InvalidRequest,
    KeyReused,
    ProviderDown,
    ResumeNotFound,
    TooLarge,
    TooManyRequests,
    Unauthenticated,
    UnsupportedType,
)
from shared.http.app import create_app, on_lambda
from shared.http.auth import Caller, MaybeSignedIn
from shared.http.json_body import router as new_router
from shared.http.problems import problems
from shared.searches.kick import kick
from shared.searches.plan import job_steps, picture_steps
from shared.sources.guard import Refused, check
from shared.store.search_files import put_file
from shared.store.searches import new_job_id
from shared.store.service import searches
from shared.store.user import UserStore

router = new_router()

_FIRST_POLL_MS = 1000
_LIMITS = {
    "too_many_active": "Too many of your searches are running; wait for one to end or cancel one.",
    "too_many_from_client": "Too many searches were started from your address.",
    "too_many_texts": "This number has had enough text messages for today.",
}
_SCHEMA = SearchRequest.model_json_schema(by_alias=False)
_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": _SCHEMA},
            "multipart/form-data": {
                "schema": _SCHEMA
                | {"properties": _SCHEMA["properties"] | {"image": {"type": "string", "format": "binary"}}}
            },
        },
    }
}


class Started(BaseModel):
    """A search that is stored. Poll `poll_url` no sooner than every `retry_after_ms`; `results_url` is for people."""

    success: bool = True
    job_id: str
    status: str
    progress: int
    poll_url: str
    results_url: str
    retry_after_ms: int = _FIRST_POLL_MS


@router.post(
    "/search-job",
    status_code=202,
    openapi_extra=_BODY,
    responses=problems(
        InvalidRequest, Unauthenticated, ResumeNotFound, TooLarge, UnsupportedType, KeyReused, TooManyRequests,
        ProviderDown,
    ),
)  # fmt: skip
async def start_search(
    request: Request,
    response: Response,
    caller: MaybeSignedIn,
    given: Annotated[tuple[SearchRequest, bytes | None], Depends(read_request)],
    idempotency_key: Annotated[str | None, Header(max_length=200)] = None,
) -> Started:
    """Start a search: pictures that look like one of yours, or postings that fit a résumé. Works without an account.

    It is stored before this answers and ends whatever dies meanwhile. With a `phone_number` a text with the link
    follows. The same `Idempotency-Key` gives the same search.
    """
    wanted, picture = given
    media_type = await _check_picture(wanted, picture)
    if wanted.resume_id:
        await _check_resume(wanted, caller)
    job_id = new_job_id()
    files = [f"{job_id}.{media_type.removeprefix('image/')}"] if media_type else []
    admitted = await searches().create(
        job_id,
        wanted.kind,
        wanted.fingerprint(picture),
        user_id=caller.user_id if caller else None,
        client_hash=keyed("client", address_of(request)),
        idempotency_key=idempotency_key or wanted.idempotency_key,
        categories=wanted.categories,
        original_image_url=wanted.original_image_url,
        files=files,
        request=_request(wanted),
        max_active=settings().search_max_active,
        max_per_hour=settings().search_max_per_hour,
        max_texts_per_day=settings().texts_per_number_per_day,
        retention_seconds=settings().search_retention_days * 86_400,
        **_text(wanted),
    )
    code = admitted["code"]
    if code == "key_reused":
        raise KeyReused
    if code in _LIMITS:
        raise TooManyRequests(_LIMITS[code], retry_after=int(admitted["retry_after_seconds"]))
    job_id = admitted["job_id"]
    if admitted["status"] == "pending":
        if picture and media_type:
            # After the row, which names it and takes it along when it goes; a repeated request puts it there again.
            await put_file(f"{job_id}.{media_type.removeprefix('image/')}", picture, media_type)
        await kick(job_id)
    url = f"{settings().public_url}/search-job/{job_id}"
    response.headers["location"] = f"/search-job/{job_id}"
    return Started(
        job_id=job_id, status=admitted["status"], progress=admitted["progress"], poll_url=url, results_url=url
    )


async def _check_picture(wanted: SearchRequest, picture: bytes | None) -> str | None:
    """Refuse a picture that cannot be searched for; the media type of an uploaded one."""
    if wanted.kind != "image_search":
        return None
    if (picture is None) == (wanted.original_image_url is None):
        raise _wrong("original_image_url", "original_image_url or an uploaded image is required, one of them")
    if picture is None:
        try:
            check(wanted.original_image_url or "")
        except Refused as refused:
            raise _wrong("original_image_url", f"original_image_url: {refused}") from None
        return None
    from shared.sources.picture import NotAPicture, look  # noqa: PLC0415  Pillow, for uploads alone

    try:
        return (await asyncio.to_thread(look, picture)).media_type
    except NotAPicture as refused:
        raise UnsupportedType(f"image: {refused}") from None


async def _check_resume(wanted: SearchRequest, caller: Caller | None) -> None:
    if caller is None:
        raise Unauthenticated("Sign in to search with a résumé.")
    assert wanted.resume_id  # noqa: S101  the caller of this function asked
    await UserStore(caller.user_id, caller.token).resumes.get(wanted.resume_id)


def _request(wanted: SearchRequest) -> dict[str, Any]:
    if wanted.kind == "image_search":
        return {"steps": picture_steps(wanted.categories, settings())}
    steps = job_steps(wanted.companies, settings())
    if not steps:
        raise _wrong("companies", "none of these companies has a board that can be searched")
    resume_id = str(wanted.resume_id) if wanted.resume_id else None
    return {"steps": steps, "query": wanted.query, "resume_id": resume_id}


def _text(wanted: SearchRequest) -> dict[str, Any]:
    if not wanted.phone_number:
        return {}
    allowed = {part.strip().upper() for part in settings().text_countries.split(",")}
    phone = read_phone(wanted.phone_number, wanted.country_code, allowed)
    return {"phone_number": phone.e164, "phone_hash": keyed("phone", phone.e164), "country_code": phone.country}


def _wrong(field: str, detail: str) -> InvalidRequest:
    return InvalidRequest(detail, errors=[{"pointer": f"#/{field}", "detail": detail}])


app = create_app(router, function="start_search")
lambda_handler = on_lambda(app)
