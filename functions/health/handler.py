"""GET /health — is it up, and what is it configured for."""

from fastapi import Query
from pydantic import BaseModel

from shared.config import settings
from shared.http.app import VERSION, create_app, on_lambda
from shared.http.json_body import router as new_router
from shared.store.client import database_answers

router = new_router()


class Health(BaseModel):
    success: bool = True
    status: str
    """``ok``, or ``degraded`` when the database was asked and did not answer."""
    version: str
    database: str
    providers: dict[str, bool]


@router.get("/health")
async def read_health(
    *, deep: bool = Query(default=True, description="false: answer without asking the database")
) -> Health:
    """Tell whether the API is up, whether its database answers, and which optional providers are configured."""
    known = settings()
    reachable = await database_answers() if deep else None
    return Health(
        status="degraded" if reachable is False else "ok",
        version=VERSION,
        database={None: "not asked", True: "reachable", False: "unreachable"}[reachable],
        providers={"llm": bool(known.llm_base_url and known.llm_model), "dify": bool(known.dify_api_key)},
    )


app = create_app(router, function="health")
lambda_handler = on_lambda(app)
