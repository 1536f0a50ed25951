"""How a router becomes a function: one FastAPI app, one Lambda handler."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from fastapi import APIRouter, FastAPI, HTTPException, Request, Response
from fastapi.middleware.cors import CORSMiddleware
from mangum import Mangum
from starlette.routing import Route

from shared.config import settings
from shared.http.contract import DescribedApp
from shared.http.cors import allowed_origin_regex
from shared.http.middleware import BodyLimit, Observe, Prefix, Rescue
from shared.http.problems import MEDIA_TYPE, render_problems
from shared.start import imported

VERSION = "0.1.0"
MEGABYTE = 1024 * 1024
LARGEST_BODY = 4 * MEGABYTE + 256 * 1024
"""What fits both platforms (Vercel takes 4.5 MB, Lambda 6 MB): a 4 MB file and its multipart dress."""


def create_app(*routers: APIRouter, function: str, docs: bool = False) -> FastAPI:
    """Build the app of one function (or, for local use and Vercel, of all of them)."""
    app = DescribedApp(
        title="Shortlist",
        version=VERSION,
        docs_url="/docs" if docs else None,
        redoc_url=None,
        openapi_url="/openapi.json" if docs else None,
        generate_unique_id_function=lambda route: route.name,
    )
    for router in routers:
        app.include_router(router)
    _refuse_other_methods(app, routers)
    render_problems(app)
    # The last one added is the first one in.
    app.add_middleware(Rescue)
    app.add_middleware(BodyLimit, limit=LARGEST_BODY)
    app.add_middleware(Prefix)
    app.add_middleware(
        CORSMiddleware,
        allow_origin_regex=allowed_origin_regex(settings().allowed_origins),
        allow_methods=["GET", "POST", "PUT", "PATCH", "DELETE"],
        allow_headers=["authorization", "content-type", "idempotency-key", "if-match", "if-none-match", "last-event-id",
                       "x-request-id"],
        expose_headers=["content-disposition", "etag", "location", "retry-after", "server-timing", "x-request-id"],
        max_age=600,
    )  # fmt: skip
    app.add_middleware(Observe, function=function)
    return app


_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


def _refuse_other_methods(app: FastAPI, routers: Sequence[APIRouter]) -> None:
    """Answer 405 to every method that a path does not know, and name all that it knows.

    A router alone names those of one route, and takes ``PUT /jobs/stats`` for a job called "stats".
    """
    known: dict[str, set[str]] = {}
    for route in (route for router in routers for route in router.routes if isinstance(route, Route)):
        known.setdefault(route.path, set()).update(route.methods or ())
    for path, methods in known.items():
        refuse = partial(_not_allowed, ", ".join(sorted(methods)))
        other = Route(path, refuse, methods=list(_METHODS - methods))
        if "{" in path:
            app.router.routes.append(other)
        else:
            app.router.routes.insert(0, other)


def _not_allowed(known: str, _request: Request) -> Response:
    raise HTTPException(405, headers={"allow": known})


def on_lambda(app: FastAPI) -> Any:
    """Wrap ``app`` for API Gateway and ALB events. Problem documents are text: Mangum would base64 them."""
    imported()
    return Mangum(app, lifespan="off", text_mime_types=["text/", "application/json", MEDIA_TYPE])
