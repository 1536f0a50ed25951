"""Every zip, unpacked into an empty folder and run as Lambda runs it: it answers out of its package alone."""

import json
import platform
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path
from typing import Any

import pytest

from deploy.bundle import bundle, reached, unzipped_size, write_zip
from deploy.service import ROOT, Function, functions
from shared.searches.registry import KINDS
from tests.deploy.runtime import Crashed, Runtime

EVENTS = ROOT / "tests/events"
HERE = f"{sys.version_info.major}.{sys.version_info.minor}"
MEGABYTES = {"export_resume": 110}
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Lambda's runtime client is built for Linux alone")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Build a function for this machine's Python, once per run."""
    into = tmp_path_factory.mktemp("packages")
    done: dict[str, Path] = {}

    def build(function: Function) -> Path:
        if function.name not in done:
            zipped = bundle(function, into, python=HERE, platform=f"{platform.machine()}-manylinux_2_28")
            target = into / "task" / function.name
            with zipfile.ZipFile(zipped) as archive:
                archive.extractall(target)
                for entry in archive.infolist():  # which extracting leaves out
                    (target / entry.filename).chmod(entry.external_attr >> 16)
            assert unzipped_size(zipped) / 1e6 <= MEGABYTES.get(function.name, 60)
            _add_runtime(target)
            done[function.name] = target
        return done[function.name]

    return build


def _add_runtime(target: Path) -> None:
    """Put Lambda's own runtime client beside the package, as the platform does."""
    site = Path(sysconfig.get_paths()["purelib"])
    for name in ("awslambdaric", "simplejson", "snapshot_restore_py"):
        if (site / name).exists() and not (target / name).exists():
            (target / name).symlink_to(site / name)
    for library in site.glob("runtime_client*.so"):
        (target / library.name).symlink_to(library)


def event(method: str, path: str, **more: Any) -> dict[str, Any]:
    found = json.loads((EVENTS / "http_api_v2.json").read_text(encoding="utf-8"))
    found["rawPath"] = path
    found["requestContext"]["http"] |= {"method": method, "path": path}
    return found | more


FUNCTIONS = {function.name: function for function in functions()}


ALONE = {"SUPABASE_JWT_SECRET": "s" * 40, "SUPABASE_URL": "http://127.0.0.1:9"}
"""Nothing listens on this port, whatever else runs on the machine."""


@pytest.mark.parametrize("name", [name for name, function in FUNCTIONS.items() if function.routes])
def test_a_package_answers_on_its_own(built: Any, name: str) -> None:
    function = FUNCTIONS[name]
    method, path = function.routes[-1]
    task = built(function)
    with Runtime(task, f"{function.module}.lambda_handler", ALONE) as runtime:
        answer = runtime.invoke(event(method, path.replace("{", "").replace("}", ""), body="{}"))
        # No database is there: a public read may say so, and nothing may crash.
        assert answer["statusCode"] < 500 or "provider-unavailable" in answer["body"], answer
        assert answer["isBase64Encoded"] is False
        assert runtime.invoke(event("GET", "/nowhere"))["statusCode"] in {404, 405}


def test_the_streaming_package_starts_by_its_own_script(built: Any, tmp_path: Path) -> None:
    function = FUNCTIONS["stream_optimization"]
    task = built(function)
    # Lambda hands over its interpreter first; -S as above.
    interpreter = tmp_path / "python"
    interpreter.write_text(f'#!/bin/sh\nexec {sys.executable} -S "$@"\n', encoding="utf-8")
    interpreter.chmod(0o755)
    script = task / "functions/optimize_resume/stream.sh"
    command = [script, interpreter, "/var/runtime/bootstrap.py"]
    with Runtime(task, "", ALONE, command=command) as runtime:
        head, pieces = runtime.stream(event("POST", "/optimize", body="{}"))
        assert head["statusCode"] == 401
        assert head["headers"]["content-type"] == "application/problem+json"
        assert json.loads(b"".join(pieces))["type"].endswith("/unauthenticated")
        assert runtime.stream(event("GET", "/nowhere"))[0]["statusCode"] == 404


def test_only_scripts_may_be_executed(tmp_path: Path) -> None:
    (tmp_path / "tree").mkdir()
    for name in ("a.sh", "a.py"):
        (tmp_path / "tree" / name).write_text("", encoding="utf-8")
    with zipfile.ZipFile(write_zip(tmp_path / "tree", tmp_path / "a.zip")) as archive:
        assert {entry.filename: oct(entry.external_attr >> 16) for entry in archive.infolist()} == {
            "a.py": "0o644",
            "a.sh": "0o755",
        }


def test_a_package_without_a_distribution_crashes(built: Any, tmp_path: Path) -> None:
    task = built(FUNCTIONS["health"])
    poor = tmp_path / "poor"
    poor.mkdir()
    for path in task.iterdir():
        if path.name != "mangum":
            (poor / path.name).symlink_to(path)
    with pytest.raises(Crashed, match="mangum"), Runtime(poor, "functions.health.handler.lambda_handler", {}):
        pass


def test_a_package_holds_what_its_function_reaches_and_no_other_function(built: Any) -> None:
    task = built(FUNCTIONS["match_cache"])
    assert [path.name for path in (task / "functions").iterdir() if path.is_dir() and path.name != "__pycache__"] == [
        "match_cache"
    ]
    assert not (task / "shared/export").exists()
    assert not (task / "pypdfium2").exists()
    assert not (task / "supabase").exists()
    assert list((task / "shared").rglob("*.pyc"))


def test_data_files_travel_with_their_package(built: Any) -> None:
    task = built(FUNCTIONS["match_batch"])
    assert any((task / "shared/skills").glob("*.json"))
    assert list((task / "shared/llm/prompts").glob("*.md"))


def test_every_kind_of_search_is_in_the_workers_package_and_in_no_other() -> None:
    worker = set(reached("functions.run_search.handler"))
    assert set(KINDS.values()) <= worker
    assert {"shared.sources.guard", "shared.scoring.score", "shared.sms.sns"} <= worker
    assert not set(KINDS.values()) & set(reached("functions.read_search.handler"))


def test_the_workers_package_takes_its_messages_on_its_own(built: Any) -> None:
    function = FUNCTIONS["run_search"]
    message = {"messageId": "m1", "body": "not a kick", "attributes": {"ApproximateReceiveCount": "1"}}
    with Runtime(built(function), f"{function.module}.lambda_handler", {"SUPABASE_SECRET_KEY": "s" * 40}) as runtime:
        assert runtime.invoke({"Records": [message]}) == {"batchItemFailures": []}


def test_the_child_process_of_the_parser_is_in_its_package(built: Any) -> None:
    assert "functions.resumes.child" in reached("functions.resumes.handler")
    task = built(FUNCTIONS["resumes"])
    done = subprocess.run(
        [sys.executable, "-S", "-m", "functions.resumes.child"], cwd=task, input=b"", capture_output=True, check=False,
        env={"PYTHONPATH": str(task)}, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()


def test_the_same_sources_give_the_same_bytes(tmp_path: Path, built: Any) -> None:
    built(FUNCTIONS["health"])
    one, two = (
        bundle(FUNCTIONS["health"], tmp_path, python=HERE, platform=f"{platform.machine()}-manylinux_2_28").read_bytes()
        for _ in range(2)
    )
    assert one == two
