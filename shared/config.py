"""Settings, read once from the environment. ``.env.example`` lists every one with its meaning."""

import os
from functools import cache

from pydantic import BaseModel, Field


class Settings(BaseModel):
    """Names are the environment variables' in lower case; an empty variable counts as absent."""

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

    # A model is optional: without one everything works in quick mode and says so.
    llm_base_url: str = ""
    llm_api_key: str = ""
    llm_model: str = ""
    dify_base_url: str = ""
    dify_api_key: str = ""


@cache
def settings() -> Settings:
    """Return the settings of this process."""
    return Settings(
        **{name: value for name in Settings.model_fields if (value := os.environ.get(name.upper(), "").strip())}
    )
