"""POST /optimize/save — store an improved résumé beside the parsed one."""

from typing import Any, Literal
from uuid import UUID

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, field_validator

from shared.errors import InvalidRequest, ResumeNotFound, Unauthenticated
from shared.http.app import create_app, on_lambda
from shared.http.json_body import bad_request
from shared.http.json_body import router as new_router
from shared.http.problems import problems
from shared.http.store import Store
from shared.models.resume import Resume

router = new_router()


class SaveRequest(BaseModel):
    """The improved résumé, in the shape of `parsed_data` or as JSON Resume; sections it leaves out stay as parsed."""

    model_config = ConfigDict(populate_by_name=True, extra="ignore")

    resume_id: UUID = Field(validation_alias=AliasChoices("resume_id", "resumeId"))
    optimized_data: Resume = Field(validation_alias=AliasChoices("optimized_data", "optimizedData"))

    @field_validator("optimized_data", mode="before")
    @classmethod
    def _says_something(cls, value: Any) -> Any:
        if not isinstance(value, dict) or not value:
            raise bad_request("optimized_data must be an object with at least one section")
        return value


class Saved(BaseModel):
    status: Literal["success"] = "success"
    message: str = "Optimization saved"


@router.post("/optimize/save", responses=problems(InvalidRequest, Unauthenticated, ResumeNotFound))
async def save_optimization(wanted: SaveRequest, store: Store) -> Saved:
    """Store an improved résumé: scores and exports use it from now on."""
    sections = wanted.optimized_data.model_dump(mode="json", exclude_unset=True)
    await store.optimized.save_resume(wanted.resume_id, sections)
    return Saved()


app = create_app(router, function="save_optimization")
lambda_handler = on_lambda(app)
