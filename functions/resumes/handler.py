"""/resumes — upload, list, read, correct and delete the caller's résumés."""

import uuid
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Header, Query, Request, Response
from pydantic import (
    AliasChoices,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    ValidatorFunctionWrapHandler,
    field_validator,
)

from functions.resumes.reader import DamagedFile as TooCostly
from functions.resumes.upload import parse_and_store, read_upload
from shared.errors import (
    InvalidRequest,
    NotFound,
    ProviderDown,
    ResumeNotFound,
    TooLarge,
    Unauthenticated,
    Unreadable,
    UnsupportedType,
)
from shared.http.app import create_app, on_lambda
from shared.http.auth import SignedIn
from shared.http.json_body import router as new_router
from shared.http.problems import problems
from shared.http.store import Store
from shared.models.resume import ParseWarning, Resume
from shared.resumes import refusals
from shared.resumes.json_resume import to_json_resume
from shared.store.files import Files
from shared.store.stored import stored_resume

router = new_router()


async def caller_files(caller: SignedIn) -> Files:
    return Files(caller.token, caller.user_id)


FileStore = Annotated[Files, Depends(caller_files)]


class StoredResume(BaseModel):
    """A résumé as it is stored. `optimized_data` has the shape of `parsed_data`."""

    model_config = ConfigDict(extra="ignore")

    id: UUID
    file_name: str | None
    file_path: str | None
    file_size: int | None
    mime_type: str | None
    status: str
    language: str | None
    parsed_data: dict[str, Any]
    optimized_data: dict[str, Any] | None
    warnings: list[ParseWarning]
    confidence: dict[str, float]
    hidden_text: list[str]
    content_hash: str
    created_at: str
    updated_at: str

    @field_validator("warnings", "confidence", "hidden_text", mode="wrap")
    @classmethod
    def _nothing_if_damaged(cls, value: Any, read: ValidatorFunctionWrapHandler) -> Any:
        """Leave out what its owner wrote past this API in another shape: it is advice beside the résumé."""
        try:
            return read(value)
        except ValidationError:
            return type(value)()

    @field_validator("parsed_data", mode="after")
    @classmethod
    def _every_section(cls, data: dict[str, Any]) -> dict[str, Any]:
        """Show a section that is not there as an empty list, so that a page can loop over it."""
        return {name: [] for name in Resume.model_fields if name != "basics"} | {"basics": {}} | data


class OneResume(BaseModel):
    success: bool = True
    resume: StoredResume


class ResumeSummary(BaseModel):
    id: UUID
    file_name: str | None
    file_size: int | None
    mime_type: str | None
    status: str
    language: str | None
    name: str | None
    headline: str | None
    created_at: str
    updated_at: str


class ResumeList(BaseModel):
    success: bool = True
    resumes: list[ResumeSummary]
    page: int
    page_size: int


class UploadRequest(BaseModel):
    file_name: str = Field("resume", max_length=255, validation_alias=AliasChoices("file_name", "fileName", "filename"))


class UploadUrl(BaseModel):
    success: bool = True
    upload_url: str
    """PUT the file here, then POST /resumes with `file_path`."""
    token: str
    file_path: str
    max_bytes: int = 20 * 1024 * 1024


class Correction(BaseModel):
    """Sections of the résumé as they should be; a section that is not named stays as it is."""

    model_config = ConfigDict(extra="ignore")

    parsed_data: Resume | None = Field(None, validation_alias=AliasChoices("parsed_data", "parsedData"))
    file_name: Annotated[str, StringConstraints(min_length=1, max_length=255)] | None = Field(
        None, validation_alias=AliasChoices("file_name", "fileName")
    )


class Deleted(BaseModel):
    success: bool = True
    id: UUID


_UPLOAD_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {"file": {"type": "string", "format": "binary"}},
                }
            },
            "application/json": {
                "schema": {
                    "anyOf": [
                        {
                            "type": "object",
                            "required": ["file_path"],
                            "properties": {"file_path": {"type": "string"}, "file_name": {"type": "string"}},
                        },
                        {"type": "object", "required": ["text"], "properties": {"text": {"type": "string"}}},
                    ]
                }
            },
        },
    }
}


@router.post(
    "/resumes",
    status_code=201,
    openapi_extra=_UPLOAD_BODY,
    responses=problems(
        InvalidRequest,
        Unauthenticated,
        NotFound,
        TooLarge,
        UnsupportedType,
        Unreadable,
        ProviderDown,
        refusals.EmptyFile,
        refusals.EncryptedPdf,
        refusals.NoTextLayer,
        refusals.UnreadableEncoding,
        refusals.NotAResume,
        refusals.DamagedFile,
        refusals.ZipBomb,
        refusals.PdfBomb,
        refusals.TooManyPages,
        refusals.NotJsonResume,
        refusals.TooMuchText,
        refusals.OldWordFormat,
        refusals.TypeMismatch,
        TooCostly,
    ),
)
async def upload_resume(
    request: Request,
    response: Response,
    store: Store,
    files: FileStore,
    idempotency_key: Annotated[str | None, Header(max_length=200)] = None,
) -> OneResume:
    """Store and parse a résumé: PDF, DOCX, TXT, MD or JSON Resume up to 4 MB, a stored file's path, or plain text."""
    upload = await read_upload(request, files)
    row = await parse_and_store(upload, store, files, idempotency_key)
    response.headers["location"] = f"/resumes/{row['id']}"
    return OneResume.model_validate({"resume": row})


@router.post("/resumes/upload-url", status_code=201, responses=problems(Unauthenticated, ProviderDown))
async def create_upload_url(wanted: UploadRequest, files: FileStore) -> UploadUrl:
    """Get a signed URL to upload one file of up to 20 MB straight to the private bucket."""
    extension = wanted.file_name.rsplit(".", 1)[-1].lower() if "." in wanted.file_name else ""
    name = (
        f"original.{extension}" if extension.isascii() and extension.isalnum() and len(extension) <= 8 else "original"
    )
    made = await files.upload_url(files.path(str(uuid.uuid4()), name))
    return UploadUrl(upload_url=made["signed_url"], token=made["token"], file_path=made["path"])


@router.get("/resumes", responses=problems(Unauthenticated))
async def list_resumes(
    store: Store,
    page: Annotated[int, Query(ge=1, le=10_000)] = 1,
    page_size: Annotated[int, Query(ge=1, le=100, alias="pageSize")] = 50,
) -> ResumeList:
    """List the caller's résumés, newest first."""
    rows = await store.resumes.list(limit=page_size, offset=(page - 1) * page_size)
    return ResumeList.model_validate({"resumes": rows, "page": page, "page_size": page_size})


@router.get("/resumes/{resume_id}", responses=problems(Unauthenticated, ResumeNotFound))
async def read_resume(resume_id: UUID, store: Store) -> OneResume:
    """Read one résumé."""
    return OneResume.model_validate({"resume": await store.resumes.get(resume_id)})


@router.get("/resumes/{resume_id}/json-resume", responses=problems(Unauthenticated, ResumeNotFound, Unreadable))
async def read_json_resume(resume_id: UUID, store: Store) -> dict[str, Any]:
    """Read one résumé as a JSON Resume 1.0.0 document, which uploads back without loss."""
    row = await store.resumes.get(resume_id)
    return to_json_resume(stored_resume(row["parsed_data"]))


@router.patch("/resumes/{resume_id}", responses=problems(InvalidRequest, Unauthenticated, ResumeNotFound))
async def correct_resume(resume_id: UUID, correction: Correction, store: Store) -> OneResume:
    """Correct what the parser read: each section sent replaces that section of `parsed_data`."""
    if correction.parsed_data is None and correction.file_name is None:
        raise InvalidRequest("parsed_data or file_name is required")
    corrected = correction.parsed_data
    sections = None if corrected is None else corrected.model_dump(mode="json", exclude_unset=True)
    return OneResume.model_validate({"resume": await store.resumes.correct(resume_id, sections, correction.file_name)})


@router.delete("/resumes/{resume_id}", responses=problems(Unauthenticated, ResumeNotFound))
async def delete_resume(resume_id: UUID, store: Store, files: FileStore) -> Deleted:
    """Delete a résumé, its files and everything derived from it."""
    await store.resumes.get(resume_id)
    await files.remove_resume(str(resume_id))
    await store.resumes.delete(resume_id)
    return Deleted(id=resume_id)


app = create_app(router, function="resumes")
lambda_handler = on_lambda(app)
