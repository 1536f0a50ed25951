"""The endpoints, each an independent serverless function."""

import gc

# What is imported stays: looking for garbage among it again and again is a tenth of a cold start.
gc.set_threshold(100_000, 20, 100)
