"""One invocation of the search worker: a Lambda event on standard input, the handler's answer on standard output."""

import importlib
import json
import os
import sys
import time
from dataclasses import dataclass, field
from uuid import uuid4

from local.children import die_with_parent
from shared.searches.registry import KINDS


@dataclass
class Context:
    """The part of Lambda's context that a handler may read."""

    deadline: float
    function_name: str = "run_search"
    aws_request_id: str = field(default_factory=lambda: str(uuid4()))

    def get_remaining_time_in_millis(self) -> int:
        """Milliseconds until the platform would end this invocation."""
        return max(0, int((self.deadline - time.monotonic()) * 1000))


def main() -> None:
    """Run the handler once."""
    die_with_parent(os.getppid())
    event = json.load(sys.stdin)
    answer, sys.stdout = sys.stdout, sys.stderr  # whatever the handler prints belongs to the log
    handler = importlib.import_module("functions.run_search.handler").lambda_handler
    # Loaded before anything is claimed: a slow machine would else lose the short local lease to its own imports.
    for kind in KINDS.values():
        importlib.import_module(kind)
    json.dump(handler(event, Context(time.monotonic() + float(sys.argv[1]))), answer)


if __name__ == "__main__":
    main()
