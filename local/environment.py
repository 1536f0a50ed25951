"""The settings that the functions get on this machine; ``shared/config.py`` and boto3 read them."""

import os
from collections.abc import Mapping
from pathlib import Path

from local.stack import Stack
from local.state import Keys

ACCOUNT = "123456789012"
REGION = "us-east-1"
SEARCH_QUEUE = "shortlist-searches"

SAMPLE_COMPANY = "sample"
"""The board of this machine that holds every sample posting."""

CRON_PATH = "/cron/cleanup"


def queue_url(moto_url: str) -> str:
    """Where the queue of searches is."""
    return f"{moto_url}/{ACCOUNT}/{SEARCH_QUEUE}"


def functions_environment(stack: Stack, keys: Keys) -> dict[str, str]:
    """Everything the functions read from the environment, for this stack."""
    return {
        **sample_board(stack.board_url),
        "SUPABASE_URL": stack.supabase_url,
        "SUPABASE_PUBLISHABLE_KEY": stack.publishable_key,
        "SUPABASE_SECRET_KEY": stack.secret_key,
        "SUPABASE_JWT_SECRET": stack.jwt_secret,
        "PUBLIC_URL": stack.api_url,
        "CRON_SECRET": keys.cron_secret,
        "WORKER_SECRET": keys.worker_secret,
        "SEARCH_QUEUE_URL": queue_url(stack.moto_url),
        "AWS_ENDPOINT_URL": stack.moto_url,
        "AWS_ACCESS_KEY_ID": "local",
        "AWS_SECRET_ACCESS_KEY": "local",
        "AWS_DEFAULT_REGION": REGION,
        "AWS_REGION": REGION,
    }


def sample_board(url: str) -> dict[str, str]:
    """Settings with which searches for jobs ask the board of this machine and nobody else."""
    return (
        {"GREENHOUSE_URL": url, "JOB_SOURCES": "greenhouse", "JOB_COMPANIES": f"greenhouse:{SAMPLE_COMPANY}"}
        if url
        else {}
    )


def read_env_file(path: Path) -> dict[str, str]:
    """Read ``NAME=value`` lines; what the environment already says wins."""
    if not path.exists():
        return {}
    pairs = (line.split("=", 1) for line in path.read_text().splitlines() if "=" in line and not line.startswith("#"))
    found = {name.strip(): value.strip().strip("'\"") for name, value in pairs}
    return {name: value for name, value in found.items() if value and name not in os.environ}


def hosted(environment: Mapping[str, str]) -> bool:
    """Whether the user named a Supabase project of their own."""
    return bool(environment.get("SUPABASE_URL", "").strip())
