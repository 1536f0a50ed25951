"""Which origins may call from a browser."""

import re


def allowed_origin_regex(origins: str) -> str:
    """Turn ``ALLOWED_ORIGINS`` into one pattern.

    Comma-separated. ``*`` alone allows every origin (callers authenticate with a bearer token, never a cookie); inside
    an origin it stands for one host label or extension id: ``https://*.example.com``, ``chrome-extension://*``.
    """
    named = [origin.strip().rstrip("/") for origin in origins.split(",") if origin.strip()]
    if "*" in named:
        return ".*"
    return "|".join(re.escape(origin).replace(r"\*", r"[A-Za-z0-9-]+") for origin in named) or "(?!)"
