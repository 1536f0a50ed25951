"""An app that answers in pieces, run by ``shared.http.response_stream`` in a process of its own."""

import asyncio
import sys
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import StreamingResponse

from shared.http.response_stream import serve
from shared.http.sse import is_buffered

app = FastAPI()


@app.post("/slow")
async def slow(request: Request) -> StreamingResponse:
    """Send one piece, and the next when the file named in the body exists."""
    awaited = Path((await request.body()).decode())

    async def pieces():
        yield b"first"
        while not awaited.exists():  # noqa: ASYNC110, ASYNC240  the other side is another process
            await asyncio.sleep(0.01)
        yield b""
        yield "zweites Stück".encode()

    return StreamingResponse(pieces(), 201, headers={"x-buffered": str(is_buffered(request)), "x-name": "é"})


@app.get("/breaks")
async def breaks() -> StreamingResponse:
    async def pieces():
        yield b"half"
        raise ValueError("Ada Lovelace, ada@example.com")

    return StreamingResponse(pieces())


@app.get("/crashes")
async def crashes() -> None:
    raise ValueError("Ada Lovelace, ada@example.com")


if __name__ == "__main__":
    sys.stdout.reconfigure(line_buffering=True)
    serve(app)
