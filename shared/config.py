"""Settings, read once from the environment. ``.env.example`` lists every one with its meaning."""

import os
from functools import cache

from pydantic import BaseModel, Field


class Settings(BaseModel):
    """Names are the environment variables' in lower case.

    An empty variable counts as absent, and so does ``-``, for parameter stores that take no empty value.
    """

    supabase_url: str = "http://127.0.0.1:54321"
    supabase_publishable_key: str = ""
    supabase_secret_key: str = ""
    supabase_jwt_secret: str = ""
    """HS256 secret. Empty: tokens are verified against the project's JWKS."""
    supabase_jwt_audience: str = "authenticated"
    allowed_origins: str = "*"
    """Comma-separated origins for CORS; browser extensions (chrome-extension://…) are named like any other."""
    public_url: str = "http://127.0.0.1:8000"
    """Where callers reach the API: links in text messages and poll URLs start here."""
    database_timeout_seconds: float = Field(6.0, gt=0)
    log_level: str = "INFO"

    # Searches run in the background.
    search_queue_url: str = ""
    """SQS queue that wakes workers. Empty: they are woken over HTTP at ``public_url``."""
    worker_secret: str = ""
    """Signs the HTTP kicks. Empty: ``POST /search-job/run`` refuses everyone."""
    worker_slice_seconds: float = Field(40.0, gt=0)
    """How long one HTTP kick may work; less than the platform's limit for a request."""
    search_lease_seconds: float = Field(60.0, gt=0)
    """How long a search waits for a worker that went silent."""
    search_retention_days: float = Field(7.0, gt=0)
    cron_secret: str = ""
    """Bearer token of the scheduled call to ``/cron/cleanup``. Empty: it refuses everyone."""

    search_max_active: int = Field(5, gt=0)
    """Running searches of one person, or of one address without an account."""
    search_max_per_hour: int = Field(30, gt=0)
    """Searches started from one address."""
    texts_per_number_per_day: int = Field(5, gt=0)
    text_countries: str = "AT,AU,BE,CA,CH,CZ,DE,DK,ES,FI,FR,GB,IE,IT,JP,KR,NL,NO,NZ,PL,PT,SE,SG,US"
    """Where text messages go; ISO 3166, comma-separated. Elsewhere somebody earns when they are pumped."""
    client_address_header: str = ""
    """The header in which the platform writes the caller's address. Empty: the connection's own address counts."""

    # Where searches look.
    job_sources: str = "greenhouse,lever,ashby,remotive,arbeitnow"
    job_companies: str = ""
    """Boards searched when a caller names no company: ``greenhouse:acme,lever:initech``."""
    greenhouse_url: str = "https://boards-api.greenhouse.io"
    lever_url: str = "https://api.lever.co"
    ashby_url: str = "https://api.ashbyhq.com"
    remotive_url: str = "https://remotive.com"
    arbeitnow_url: str = "https://www.arbeitnow.com"
    serper_url: str = "https://google.serper.dev"
    serper_api_key: str = ""
    """Google Lens through Serper. Without this and SerpApi's key, pictures are looked up in the catalogue."""
    serpapi_url: str = "https://serpapi.com"
    serpapi_api_key: str = ""

    # A model is optional: without one everything works in quick mode and says so.
    llm_base_url: str = ""
    llm_api_key: str = ""
    llm_model: str = ""
    llm_deadline_seconds: float = Field(20.0, gt=0)
    """How long one request may spend on models in all; less than the platform's limit."""
    dify_base_url: str = ""
    dify_api_key: str = ""


@cache
def settings() -> Settings:
    """Return the settings of this process."""
    return Settings(
        **{
            name: value
            for name in Settings.model_fields
            if (value := os.environ.get(name.upper(), "").strip()) not in {"", "-"}
        }
    )
