"""The endpoints, each an independent serverless function."""

from shared.start import importing

importing()
