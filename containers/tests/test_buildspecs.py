"""Runs the commands of both buildspecs in order, with stand-ins for docker and aws, and looks at every call."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

_CONTAINERS = Path(__file__).parents[1]
_MODELS = ("facechain", "gfpgan")
_REGISTRY = "123456789012.dkr.ecr.eu-west-1.amazonaws.com"
_TAG = "0123456789abcdef"
_DIGEST = "sha256:" + "d" * 64
_BUILDKIT = "moby/buildkit:v0.23.2@sha256:ddd1ca44b21eda906e81ab14a3d467fa6c39cd73b9a39df1196210edcb8db59e"

# Notes its arguments and standard input, fails when told to, and otherwise answers like the real program.
_STAND_IN = (
    f"#!{sys.executable}"
    + """
import json, os, sys
call = [os.path.basename(sys.argv[0]), *sys.argv[1:]]
given = sys.stdin.read() if "--password-stdin" in call else None
with open(os.environ["CALLS"], "a") as calls:
    calls.write(json.dumps([call, given]) + chr(10))
failing = os.environ.get("FAILING", "").split()
if failing and failing == call[: len(failing)]:
    sys.exit(7)
if call[:3] == ["aws", "ecr", "get-login-password"]:
    print("private-token")
elif call[:3] == ["aws", "ecr-public", "get-login-password"]:
    print("public-token")
elif call[:3] == ["aws", "ecr", "describe-images"]:
    print(os.environ.get("DIGEST", "None"))
"""
)


@dataclass(frozen=True)
class Outcome:
    """How a build ended, and what it called: each call with what it was given on standard input."""

    succeeded: bool
    calls: list[tuple[list[str], str | None]]
    output: str

    @property
    def names(self) -> list[str]:
        return [" ".join(call[:3]) for call, _ in self.calls]


def _buildspec(model: str) -> dict[str, Any]:
    return dict(yaml.safe_load((_CONTAINERS / model / "buildspec.yml").read_text(encoding="utf-8")))


def _build(model: str, folder: Path, without: str = "", **changes: str) -> Outcome:
    """The first command that fails ends the build.

    CodeBuild runs all commands in one shell; here each has its own, which is the same for commands in subshells.
    """
    programs = folder / "bin"
    programs.mkdir(parents=True)
    for name in ("docker", "aws"):
        (programs / name).write_text(_STAND_IN, encoding="utf-8")
        (programs / name).chmod(0o755)
    spec = _buildspec(model)
    environment = {
        "PATH": f"{programs}:/usr/bin:/bin",
        "CALLS": str(folder / "calls"),
        "DIGEST": _DIGEST,
        "REGISTRY": _REGISTRY,
        "REPOSITORY": f"gallery-dev-{model}",
        "CACHE_REPOSITORY": f"gallery-dev-{model}-cache",
        "IMAGE_TAG": _TAG,
        "MODEL": model,
        "AWS_REGION": "eu-west-1",
        **spec["env"]["variables"],
        **changes,
    }
    environment.pop(without, None)
    output, succeeded = "", True
    for phase in ("install", "pre_build", "build"):
        for command in spec["phases"][phase]["commands"]:
            done = subprocess.run(
                [spec["env"]["shell"], "-c", command],
                cwd=folder,
                env=environment,
                capture_output=True,
                text=True,
                check=False,
                timeout=30,
            )
            output += done.stdout + done.stderr
            succeeded = done.returncode == 0
            if not succeeded:
                break
        if not succeeded:
            break
    calls = folder / "calls"
    lines = calls.read_text(encoding="utf-8").splitlines() if calls.exists() else []
    return Outcome(succeeded, [tuple(json.loads(line)) for line in lines], output)


@pytest.mark.parametrize("model", _MODELS)
def test_every_call_of_a_build(model: str, tmp_path: Path) -> None:
    outcome = _build(model, tmp_path)

    assert outcome.succeeded, outcome.output
    image = f"{_REGISTRY}/gallery-dev-{model}:{_TAG}"
    cache = f"type=registry,ref={_REGISTRY}/gallery-dev-{model}-cache:buildcache"
    # Both ends of a pipe start at once, so their order is not fixed.
    by_name = sorted(outcome.calls, key=lambda call: call[0][0] == "docker")
    aws = [call for call in by_name if call[0][0] == "aws"]
    docker = [call for call in by_name if call[0][0] == "docker"]
    assert aws == [
        (["aws", "ecr", "get-login-password", "--region", "eu-west-1"], None),
        (["aws", "ecr-public", "get-login-password", "--region", "us-east-1"], None),
        (
            [
                *("aws", "ecr", "describe-images", "--region", "eu-west-1"),
                *("--repository-name", f"gallery-dev-{model}", "--image-ids", f"imageTag={_TAG}"),
                *("--query", "imageDetails[0].imageDigest", "--output", "text"),
            ],
            None,
        ),
    ]
    assert docker == [
        (["docker", "login", "--username", "AWS", "--password-stdin", _REGISTRY], "private-token\n"),
        (["docker", "login", "--username", "AWS", "--password-stdin", "public.ecr.aws"], "public-token\n"),
        (
            [
                *("docker", "buildx", "create", "--name", "gallery", "--driver", "docker-container"),
                *("--driver-opt", f"image={_BUILDKIT}", "--bootstrap"),
            ],
            None,
        ),
        (
            [
                *("docker", "buildx", "build", "--builder", "gallery", "--progress", "plain"),
                *("--platform", "linux/amd64", "--file", f"{model}/Dockerfile"),
                *("--cache-from", cache),
                *("--cache-to", f"{cache},mode=max,image-manifest=true,oci-mediatypes=true"),
                *("--provenance=false", "--sbom=false"),
                *("--label", f"org.opencontainers.image.version={_TAG}"),
                *("--output", f"type=image,name={image},push=true,oci-mediatypes=false"),
                ".",
            ],
            None,
        ),
    ]
    assert outcome.output.splitlines()[-1] == f"Image {image} has the digest {_DIGEST}"
    assert "token" not in outcome.output


@pytest.mark.parametrize(
    ("failing", "calls_after"),
    [
        ("aws ecr get-login-password", 2),
        ("docker login --username AWS --password-stdin 123456789012.dkr.ecr.eu-west-1.amazonaws.com", 2),
        ("aws ecr-public get-login-password", 4),
        ("docker login --username AWS --password-stdin public.ecr.aws", 4),
        ("docker buildx create", 5),
        ("docker buildx build", 6),
        ("aws ecr describe-images", 7),
    ],
)
def test_any_command_that_fails_fails_the_build_there(failing: str, calls_after: int, tmp_path: Path) -> None:
    outcome = _build("gfpgan", tmp_path, FAILING=failing)

    assert not outcome.succeeded
    assert len(outcome.calls) == calls_after, outcome.names


@pytest.mark.parametrize("digest", ["None", "", "latest"])
def test_an_image_the_registry_does_not_hold_fails_the_build(digest: str, tmp_path: Path) -> None:
    outcome = _build("gfpgan", tmp_path, DIGEST=digest)

    assert not outcome.succeeded
    assert f"The registry does not hold gallery-dev-gfpgan:{_TAG}" in outcome.output


@pytest.mark.parametrize("name", ["REGISTRY", "REPOSITORY", "CACHE_REPOSITORY", "IMAGE_TAG", "MODEL", "AWS_REGION"])
def test_a_missing_variable_is_named_before_anything_is_called(name: str, tmp_path: Path) -> None:
    outcome = _build("gfpgan", tmp_path, without=name)

    assert not outcome.succeeded
    assert outcome.calls == []
    assert f"The build needs the variable {name}" in outcome.output


def test_a_buildspec_builds_its_own_model_only(tmp_path: Path) -> None:
    outcome = _build("gfpgan", tmp_path, MODEL="facechain")

    assert not outcome.succeeded
    assert outcome.calls == []
    assert "This builds gfpgan, not facechain" in outcome.output


def test_another_builder_can_be_named(tmp_path: Path) -> None:
    outcome = _build("gfpgan", tmp_path, BUILDKIT_IMAGE="mirror.example.com/buildkit@sha256:abc")

    assert "image=mirror.example.com/buildkit@sha256:abc" in outcome.calls[4][0]


@pytest.mark.parametrize("model", _MODELS)
def test_nothing_is_left_to_a_phase_that_runs_after_failures(model: str) -> None:
    spec = _buildspec(model)

    assert spec["version"] == 0.2
    assert set(spec["phases"]) == {"install", "pre_build", "build"}
    for phase in spec["phases"].values():
        assert phase["on-failure"] == "ABORT"
        assert "finally" not in phase
        for command in phase["commands"]:
            # CodeBuild's shell lives on between commands: options set outside a subshell would too.
            assert command.startswith("(\n")
            assert command.endswith(")\n")
            assert "set -euo pipefail" in command


@pytest.mark.parametrize("model", _MODELS)
def test_the_commands_are_correct_shell(model: str) -> None:
    for phase in _buildspec(model)["phases"].values():
        for command in phase["commands"]:
            checked = subprocess.run(["bash", "-n", "-c", command], capture_output=True, text=True, check=False)
            assert checked.returncode == 0, checked.stderr


def test_the_source_of_a_build_holds_what_the_buildspec_names() -> None:
    for model in _MODELS:
        assert (_CONTAINERS / model / "Dockerfile").is_file()
        assert os.access(_CONTAINERS / "server" / "gallery_inference" / "__main__.py", os.R_OK)
