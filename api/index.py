"""Vercel's entry: every HTTP function behind one app."""

from app import app

__all__ = ["app"]
