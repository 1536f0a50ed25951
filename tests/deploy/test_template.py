"""The template that would be deployed: what cfn-lint says of it, and what the platform asks for beyond that."""

import copy
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from deploy.service import ROOT, functions
from deploy.template import NoTool, install_tool, lay_out, write_template

# W3005: a DependsOn that is implied; the deploy tool writes them.
IGNORED = "W3005"
Template = dict[str, Any]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    try:
        install_tool()
    except NoTool as error:
        pytest.skip(f"the deploy tool is not installed and npm's registry is out of reach: {error}")
    return write_template(lay_out(tmp_path_factory.mktemp("service") / "service"))


@pytest.fixture
def lint(tmp_path: Path) -> Callable[[Template], str]:
    def say(template: Template) -> str:
        path = tmp_path / "template.json"
        path.write_text(json.dumps(template), encoding="utf-8")
        done = subprocess.run(
            [ROOT / ".venv/bin/cfn-lint", "-t", path, "-i", IGNORED],
            capture_output=True, text=True, check=False, timeout=240,
        )  # fmt: skip
        assert (done.returncode == 0) == (done.stdout.strip() == ""), done.stderr
        return done.stdout

    return say


def of_type(template: Template, kind: str) -> dict[str, Any]:
    return {name: entry for name, entry in template["Resources"].items() if entry["Type"] == kind}


def worker_only(template: Template) -> Template:
    """Return what the worker needs, which is where most can go wrong."""
    kinds = {"AWS::SQS::Queue", "AWS::IAM::Role", "AWS::Lambda::EventSourceMapping", "AWS::Logs::LogGroup"}
    cut = copy.deepcopy(template)
    cut["Resources"] = {
        name: entry
        for name, entry in cut["Resources"].items()
        if entry["Type"] in kinds or name == "RunUnderscoresearchLambdaFunction"
    }
    worker = cut["Resources"]["RunUnderscoresearchLambdaFunction"]
    worker["Properties"]["Code"] = {"S3Bucket": "bucket", "S3Key": "key"}
    worker["Properties"]["Environment"]["Variables"]["PUBLIC_URL"] = "https://api.example.com"
    cut["Outputs"] = {}
    return cut


def test_cfn_lint_finds_nothing(template: Template, lint: Callable[[Template], str]) -> None:
    assert lint(template) == ""


def test_cfn_lint_finds_what_is_spoiled(template: Template, lint: Callable[[Template], str]) -> None:
    spoiled = worker_only(template)
    properties = spoiled["Resources"]["RunUnderscoresearchLambdaFunction"]["Properties"]
    properties["MemorySze"] = properties.pop("MemorySize")
    properties["Timeout"] = 900
    said = lint(spoiled)
    assert "MemorySze" in said
    assert "E3505" in said, "a queue's visibility below its worker's timeout"


def test_every_function_has_its_role_its_log_and_its_own_package(template: Template) -> None:
    found = of_type(template, "AWS::Lambda::Function").values()
    assert len(found) == len(functions())
    assert len(of_type(template, "AWS::Logs::LogGroup")) == len(functions())
    assert all(log["Properties"]["RetentionInDays"] == 30 for log in of_type(template, "AWS::Logs::LogGroup").values())
    assert len({json.dumps(entry["Properties"]["Code"]) for entry in found}) == len(functions())
    for entry in found:
        assert entry["Properties"]["Architectures"] == ["arm64"]
        assert entry["Properties"]["Role"] != {"Fn::GetAtt": ["IamRoleLambdaExecution", "Arn"]}


def test_every_route_reaches_its_function(template: Template) -> None:
    wanted = {f"{method} {path}" for function in functions() for method, path in function.routes}
    assert {
        entry["Properties"]["RouteKey"] for entry in of_type(template, "AWS::ApiGatewayV2::Route").values()
    } == wanted


def test_the_streaming_address_is_open_to_callers_of_its_url_alone(template: Template) -> None:
    (url,) = of_type(template, "AWS::Lambda::Url").values()
    assert url["Properties"]["InvokeMode"] == "RESPONSE_STREAM"
    function = url["Properties"]["TargetFunctionArn"]["Fn::GetAtt"][0]
    variables = template["Resources"][function]["Properties"]["Environment"]["Variables"]
    assert (ROOT / variables["AWS_LAMBDA_EXEC_WRAPPER"].removeprefix("/var/task/")).exists()
    public = [
        entry["Properties"] for entry in of_type(template, "AWS::Lambda::Permission").values()
        if entry["Properties"]["Principal"] == "*"
    ]  # fmt: skip
    # Both are needed: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
    assert {(entry["Action"], entry["FunctionName"]["Fn::GetAtt"][0]) for entry in public} == {
        ("lambda:InvokeFunctionUrl", function),
        ("lambda:InvokeFunction", function),
    }
    assert all(entry.get("InvokedViaFunctionUrl") or entry.get("FunctionUrlAuthType") == "NONE" for entry in public)


def test_no_role_may_more_than_it_needs(template: Template) -> None:
    for name, role in of_type(template, "AWS::IAM::Role").items():
        for policy in role["Properties"].get("Policies", []):
            for statement in policy["PolicyDocument"]["Statement"]:
                actions = statement["Action"] if isinstance(statement["Action"], list) else [statement["Action"]]
                assert not any(action.endswith("*") for action in actions), name
                assert statement.get("Resource") != "*", name


def test_a_message_stays_hidden_six_times_as_long_as_its_worker_may_run(template: Template) -> None:
    worker = template["Resources"]["RunUnderscoresearchLambdaFunction"]["Properties"]
    queue = template["Resources"]["SearchQueue"]["Properties"]
    assert queue["VisibilityTimeout"] >= 6 * worker["Timeout"]
    (mapping,) = of_type(template, "AWS::Lambda::EventSourceMapping").values()
    assert mapping["Properties"]["FunctionResponseTypes"] == ["ReportBatchItemFailures"]


def test_every_alarm_tells_somebody_and_points_to_the_page(template: Template) -> None:
    alarms = of_type(template, "AWS::CloudWatch::Alarm")
    assert len(alarms) >= 3
    for name, alarm in alarms.items():
        assert alarm["Properties"]["AlarmActions"] == [{"Ref": "AlarmTopic"}], name
        assert "docs/operations.md" in alarm["Properties"]["AlarmDescription"], name


def test_secrets_are_resolved_by_the_platform_and_never_written(template: Template) -> None:
    for entry in of_type(template, "AWS::Lambda::Function").values():
        for name, value in entry["Properties"]["Environment"]["Variables"].items():
            if name.endswith(("_KEY", "_SECRET")):
                assert value.startswith("{{resolve:ssm:/shortlist/dev/"), name
