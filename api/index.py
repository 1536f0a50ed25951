"""Vercel's entry: every HTTP function behind one app."""
