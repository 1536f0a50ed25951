"""``python -m deploy.rehearse``: deploy into moto, deploy again, look at what is there, remove it.

What moto's CloudFormation does not know (API Gateway v2, alarms on metric maths) it leaves out; the template is judged
whole by cfn-lint. The packages are empty, as nothing runs here: the real ones run in ``tests/deploy/test_packages.py``.
"""

import logging
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import boto3
import moto.cloudformation.models
import moto.cloudformation.utils
from moto.server import ThreadedMotoServer

from deploy.service import functions
from deploy.template import install_tool, lay_out, run_tool

REGION = "eu-central-1"
STAGE = "dev"
SECRETS = ("SUPABASE_URL", "SUPABASE_PUBLISHABLE_KEY", "SUPABASE_SECRET_KEY", "WORKER_SECRET",
           "LLM_BASE_URL", "LLM_API_KEY", "LLM_MODEL")  # fmt: skip

# The default is an attribute of the gateway, which is not there.
URL = ("--param", "publicUrl=https://api.example.com")


def main() -> int:
    """Run all of it; 1 when something is missing at the end."""
    install_tool()
    with emulator() as url, tempfile.TemporaryDirectory() as folder:
        keys = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_REGION": REGION}
        environment = os.environ | keys | {"AWS_ENDPOINT_URL": url}
        session = boto3.Session("test", "test", region_name=REGION)
        store = session.client("ssm", endpoint_url=url)
        for name in SECRETS:
            store.put_parameter(Name=f"/shortlist/{STAGE}/{name}", Value="-", Type="String")
        service = lay_out(Path(folder) / "service")
        for round_ in ("deployed", "deployed again"):
            run_tool(service, "deploy", "--stage", STAGE, *URL, environment=environment)
            print(round_)
        return report(
            session, url, lambda: run_tool(service, "remove", "--stage", STAGE, *URL, environment=environment)
        )


def report(session: boto3.Session, url: str, remove: Any) -> int:
    """Compare what is there with what ``serverless.yml`` says, then remove it; 1 when something is missing."""
    found = session.client("lambda", endpoint_url=url).list_functions(MaxItems=100)["Functions"]
    there = {entry["FunctionName"] for entry in found}
    missing = {f"shortlist-{STAGE}-{function.name}" for function in functions()} - there
    queues = session.client("sqs", endpoint_url=url).list_queues().get("QueueUrls", [])
    mappings = session.client("lambda", endpoint_url=url).list_event_source_mappings()["EventSourceMappings"]
    rules = session.client("events", endpoint_url=url).list_rules()["Rules"]
    print(f"{len(there)} functions, {len(queues)} queues, {len(mappings)} queue mapping, {len(rules)} schedule")
    remove()
    left = session.client("lambda", endpoint_url=url).list_functions()["Functions"]
    print(f"removed, {len(left)} functions left")
    for name in sorted(missing):
        print(f"missing: {name}", file=sys.stderr)
    return int(bool(missing or left) or (len(queues), len(mappings), len(rules)) != (2, 1, 1))


@contextmanager
def emulator() -> Iterator[str]:
    """Serve AWS on a free port of this machine."""

    def valid(_: str) -> list[Any]:
        return []  # moto takes a warning of cfn-lint for a fault

    for module in (moto.cloudformation.models, moto.cloudformation.utils):
        module.validate_template_cfn_lint = valid  # type: ignore[attr-defined]
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    server = ThreadedMotoServer(port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        yield f"http://127.0.0.1:{port}" if host == "0.0.0.0" else f"http://{host}:{port}"  # noqa: S104  compared, not bound
    finally:
        server.stop()


if __name__ == "__main__":
    sys.exit(main())
