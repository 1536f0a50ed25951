"""The same endpoints on a function URL, where events leave as they are stored; `stream.sh` starts it."""

from functions.optimize_resume.handler import app, lambda_handler
from shared.http.response_stream import serve

__all__ = ["lambda_handler"]

if __name__ == "__main__":
    serve(app)
