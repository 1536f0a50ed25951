"""What a caller may ask for, as JSON or as a form with a picture in it."""

import hashlib
import json
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from pydantic import (
    AliasChoices,
    AliasGenerator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic.alias_generators import to_camel
from starlette.datastructures import FormData, UploadFile

from shared.errors import InvalidRequest, TooLarge, UnsupportedType
from shared.http.app import MEGABYTE
from shared.http.form import form_of
from shared.http.json_body import bad_request, clean, parse

LARGEST_PICTURE = 4 * MEGABYTE
_LISTS = ("categories", "companies")
Short = StringConstraints(strip_whitespace=True, min_length=1, max_length=80)


class SearchRequest(BaseModel):
    """What to search for, and whom to text when it is done."""

    model_config = ConfigDict(
        extra="ignore",
        populate_by_name=True,
        alias_generator=AliasGenerator(validation_alias=lambda name: AliasChoices(name, to_camel(name))),
    )

    kind: Literal["image_search", "job_search"] = "image_search"
    categories: list[Annotated[str, Short]] = Field([], max_length=50)
    original_image_url: str | None = Field(None, max_length=4096)
    query: Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)] = ""
    companies: list[Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]] = Field(
        [], max_length=20
    )
    """Names, `board:company`, or addresses of boards."""
    resume_id: UUID | None = None
    phone_number: Annotated[str, StringConstraints(strip_whitespace=True, max_length=40)] | None = None
    country_code: Annotated[str, StringConstraints(strip_whitespace=True, max_length=5)] | None = None
    """ISO 3166 (`US`) or the calling code (`+1`): how to read a number without one."""
    idempotency_key: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)] | None = (
        None
    )

    @field_validator("categories", mode="after")
    @classmethod
    def _once(cls, names: list[str]) -> list[str]:
        return list(dict.fromkeys(names))

    @field_validator(
        "original_image_url", "phone_number", "country_code", "resume_id", "idempotency_key", mode="before"
    )
    @classmethod
    def _empty_is_absent(cls, given: Any) -> Any:
        return None if isinstance(given, str) and not given.strip() else given

    @model_validator(mode="after")
    def _something_to_go_by(self) -> Self:
        if self.kind == "job_search" and not (self.query or self.companies or self.resume_id):
            raise bad_request("query, companies or resume_id is required")
        return self

    def fingerprint(self, picture: bytes | None) -> str:
        """Tell requests apart that come with the same idempotency key."""
        said = self.model_dump(mode="json", exclude={"idempotency_key"})
        image = hashlib.sha256(picture).hexdigest() if picture else None
        return hashlib.sha256(json.dumps([said, image], sort_keys=True).encode()).hexdigest()


async def read_request(request: Request) -> tuple[SearchRequest, bytes | None]:
    """Take a request and its picture off the wire."""
    match request.headers.get("content-type", "").partition(";")[0].strip().lower():
        case "application/json":
            try:
                return _validated(parse(await request.body())), None
            except ValueError as error:
                raise InvalidRequest("The body is not valid JSON.") from error
        case "multipart/form-data":
            async with form_of(request, max_fields=100) as form:
                return _validated(_fields(form)), await _picture(form)
    raise UnsupportedType("Send application/json, or multipart/form-data with the picture as `image`.")


def _validated(given: Any) -> SearchRequest:
    try:
        return SearchRequest.model_validate(given)
    except ValidationError as error:
        faults = [{**fault, "loc": ("body", *fault["loc"])} for fault in error.errors(include_url=False)]
        raise RequestValidationError(faults) from error


def _fields(form: FormData) -> dict[str, Any]:
    """Read a form: lists are repeated fields, or one of several words parted by commas."""
    fields: dict[str, Any] = {}
    for name in form:
        said = [clean(value) for value in form.getlist(name) if isinstance(value, str)]
        if name.removesuffix("[]") in _LISTS:
            parts = said[0].split(",") if len(said) == 1 else said
            fields[name.removesuffix("[]")] = [part for part in parts if part.strip()]
        elif said:
            fields[name] = said[-1]
    return fields


async def _picture(form: FormData) -> bytes | None:
    file = form.get("image") or form.get("file")
    if not isinstance(file, UploadFile):
        return None
    data = await file.read()
    if len(data) > LARGEST_PICTURE:
        raise TooLarge("A picture may have 4 MB.")
    return data
