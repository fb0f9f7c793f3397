"""The rules our Dockerfiles keep, checked without Docker.

Not a general parser: it knows the instructions these files use, and refuses any other.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path

_INSTRUCTIONS = frozenset({"FROM", "RUN", "COPY", "ENV", "LABEL", "EXPOSE", "ENTRYPOINT", "CMD"})
_RUN_STAGE_INSTRUCTIONS = _INSTRUCTIONS - {"RUN"}
_PINNED = re.compile(r"(?P<registry>[^/]+\.[^/]+)/\S+:(?P<tag>[\w.-]+)@sha256:[0-9a-f]{64}")
_LABELS = (
    "org.opencontainers.image.title",
    "org.opencontainers.image.description",
    "org.opencontainers.image.base.name",
    # https://docs.aws.amazon.com/sagemaker/latest/dg/multi-container-create.html
    "com.amazonaws.sagemaker.capabilities.accept-bind-to-port",
)
# The registry the build logs in to besides its own; see the buildspec.
_REGISTRY = "public.ecr.aws"
_TOOLS_TO_REMOVE = ("apt", "apt-get", "dpkg", "pip", "gcc", "cc", "make")


@dataclass(frozen=True)
class Instruction:
    """One instruction with its continuation lines joined."""

    line: int
    name: str
    arguments: str

    @property
    def words(self) -> list[str]:
        return self.arguments.split()


@dataclass
class Stage:
    """What stands between one FROM and the next."""

    image: str
    name: str | None
    line: int
    instructions: list[Instruction] = field(default_factory=list)

    def of(self, name: str) -> list[Instruction]:
        return [instruction for instruction in self.instructions if instruction.name == name]


class InvalidDockerfile(Exception):
    """A line that is no instruction these rules know."""


def parse(text: str) -> list[Stage]:
    stages: list[Stage] = []
    for instruction in _instructions(text):
        if instruction.name == "FROM":
            image, *rest = instruction.words
            if rest and (len(rest) != 2 or rest[0] != "AS"):
                raise InvalidDockerfile(f"line {instruction.line}: FROM takes an image and AS with a name")
            stages.append(Stage(image, rest[1] if rest else None, instruction.line))
        elif not stages:
            raise InvalidDockerfile(f"line {instruction.line}: {instruction.name} stands before FROM")
        else:
            stages[-1].instructions.append(instruction)
    return stages


def _instructions(text: str) -> Iterator[Instruction]:
    begun, arguments = 0, ""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.lstrip().startswith("#") or (not line.strip() and not arguments):
            continue
        begun = begun or number
        arguments += line.rstrip().removesuffix("\\") + " "
        if line.rstrip().endswith("\\"):
            continue
        name, _, rest = arguments.strip().partition(" ")
        if name not in _INSTRUCTIONS:
            raise InvalidDockerfile(f"line {begun}: {name} is none of {', '.join(sorted(_INSTRUCTIONS))}")
        yield Instruction(begun, name, " ".join(rest.split()))
        begun, arguments = 0, ""


def problems(text: str, model: str, context: Path, ignore: str) -> list[str]:
    """Every broken rule, with its line; `context` is the folder that is sent to the build, less what `ignore` says."""
    stages = parse(text)
    return [
        *_base_problems(stages),
        *_install_problems(stages),
        *_copy_problems(stages, context, ignore),
        *_order_problems(stages),
        *_run_stage_problems(stages, model),
        *_ignore_problems(ignore),
    ]


def _base_problems(stages: list[Stage]) -> Iterator[str]:
    known = {"scratch"}
    for stage in stages:
        if stage.image not in known:
            match = _PINNED.fullmatch(stage.image)
            if match is None:
                yield f"line {stage.line}: {stage.image} has no registry, tag and sha256 digest"
            elif match["registry"] != _REGISTRY:
                yield f"line {stage.line}: the build logs in to {_REGISTRY}, not to {match['registry']}"
            elif match["tag"] == "latest":
                yield f"line {stage.line}: the tag latest says nothing"
        if stage.name:
            known.add(stage.name)


def _install_problems(stages: list[Stage]) -> Iterator[str]:
    for stage in stages:
        for run in stage.of("RUN"):
            for command in re.split(r"&&|\|\||;", run.arguments):
                words = command.split()
                if "install" in words and any(word.endswith("pip") for word in words):
                    for option in ("--require-hashes", "--no-deps", "--requirement"):
                        if option not in words:
                            yield f"line {run.line}: pip install without {option}"
                elif "install" in words or "add" in words:
                    yield f"line {run.line}: {' '.join(words[:3])} installs what no lock file names"
                for tool in ("curl", "wget", "git"):
                    if tool in words:
                        yield f"line {run.line}: {tool} downloads what no lock file names"


def _copy_problems(stages: list[Stage], context: Path, ignore: str) -> Iterator[str]:
    names = {stage.name for stage in stages}
    for stage in stages:
        for copy in stage.of("COPY"):
            sources = copy.words[:-1]
            if sources and sources[0].startswith("--from="):
                source = sources[0].removeprefix("--from=")
                if source not in names:
                    yield f"line {copy.line}: there is no stage {source}"
                continue
            for source in sources:
                if not (context / source).exists():
                    yield f"line {copy.line}: {source} is not in the context"
                elif not _is_sent(source, ignore):
                    yield f"line {copy.line}: .dockerignore leaves {source} out"


def _is_sent(path: str, ignore: str) -> bool:
    """Whether the ignore file lets `path` through; the last pattern that matches counts."""
    sent = True
    for line in ignore.splitlines():
        pattern = line.strip()
        if not pattern or pattern.startswith("#"):
            continue
        wanted = pattern.startswith("!")
        pattern = pattern.removeprefix("!")
        parents = [path, *(str(parent) for parent in Path(path).parents)]
        if any(fnmatch(parent, pattern) for parent in parents):
            sent = wanted
    return sent


def _order_problems(stages: list[Stage]) -> Iterator[str]:
    """The model must be loaded in a stage that the last one copies from, or BuildKit leaves that stage out."""
    checked = [
        stage.name for stage in stages for run in stage.of("RUN") if "-m gallery_inference check" in run.arguments
    ]
    copied = {word for copy in stages[-1].of("COPY") for word in copy.words[:1]}
    if not any(f"--from={name}" in copied for name in checked):
        yield "the run stage copies nothing from a stage that loads the model with `check`"


def _run_stage_problems(stages: list[Stage], model: str) -> Iterator[str]:
    stage = stages[-1]
    where = f"line {stage.line}, run stage:"
    if len(stages) < 2:
        yield f"{where} it is the only stage"
    if stage.image != "scratch":
        yield f"{where} it starts from {stage.image}, whose layers keep what was removed later"
    for instruction in stage.instructions:
        if instruction.name not in _RUN_STAGE_INSTRUCTIONS:
            yield f"line {instruction.line}: {instruction.name} in the run stage"
        if instruction.name == "COPY" and not instruction.arguments.startswith("--from="):
            yield f"line {instruction.line}: the run stage copies from the context, past the stage that checks it"
    yield from _root_problems(stages)
    yield from _entry_problems(stage)
    labels = " ".join(label.arguments for label in stage.of("LABEL"))
    for label in _LABELS:
        if not re.search(rf'(?:^| ){re.escape(label)}="[^"]+"', labels):
            yield f"{where} no label {label}"
    environment = " ".join(env.arguments for env in stage.of("ENV")).split()
    for setting in (f"GALLERY_BACKEND={model}", "NVIDIA_VISIBLE_DEVICES=all", "PYTHONUNBUFFERED=1"):
        if setting not in environment:
            yield f"{where} ENV does not set {setting}"
    if not any(port.words == ["8080"] for port in stage.of("EXPOSE")):
        yield f"{where} EXPOSE does not name SageMaker's port 8080"


def _root_problems(stages: list[Stage]) -> Iterator[str]:
    """What becomes the root folder must have been rid of package managers and compilers, and say so."""
    roots = [copy.words[0] for copy in stages[-1].of("COPY") if copy.words[1:] == ["/", "/"]]
    if len(roots) != 1:
        yield "the run stage needs one COPY of a whole root folder"
        return
    source = next((stage for stage in stages if f"--from={stage.name}" == roots[0]), None)
    commands = " ".join(run.arguments for run in source.of("RUN")) if source else ""
    for tool in _TOOLS_TO_REMOVE:
        if not re.search(rf"for tool in (?:\S+ )*{re.escape(tool)}[ ;]", commands):
            yield f"the stage of the root folder does not check that {tool} is gone"
    if 'command -v "$tool"' not in commands or "exit 1" not in commands:
        yield "the stage of the root folder does not fail on tools that are left"


def _entry_problems(stage: Stage) -> Iterator[str]:
    wanted = {"ENTRYPOINT": ["-m", "gallery_inference"], "CMD": ["serve"]}
    for name, end in wanted.items():
        found = stage.of(name)
        try:
            command = json.loads(found[-1].arguments) if found else None
        except ValueError:
            yield f"line {found[-1].line}: {name} is not in exec form, so SIGTERM goes to a shell"
            continue
        if not isinstance(command, list) or command[-len(end) :] != end:
            yield f"the run stage's {name} does not end with {' '.join(end)}"


def _ignore_problems(ignore: str) -> Iterator[str]:
    patterns = [line for line in ignore.splitlines() if line.strip() and not line.startswith("#")]
    if not patterns or patterns[0] != "*":
        yield ".dockerignore does not begin by leaving everything out"
    for pattern in ("**/__pycache__", "**/*.pyc"):
        if pattern not in patterns:
            yield f".dockerignore does not leave out {pattern}"
