"""Both Dockerfiles keep the rules, and each rule notices when it is broken."""

from pathlib import Path

import dockerfile
import pytest

_CONTAINERS = Path(__file__).parents[1]
_MODELS = ("facechain", "gfpgan")


def _read(model: str) -> tuple[str, str]:
    folder = _CONTAINERS / model
    return (
        (folder / "Dockerfile").read_text(encoding="utf-8"),
        (folder / "Dockerfile.dockerignore").read_text(encoding="utf-8"),
    )


@pytest.mark.parametrize("model", _MODELS)
def test_the_dockerfile_keeps_the_rules(model: str) -> None:
    text, ignore = _read(model)

    assert dockerfile.problems(text, model, _CONTAINERS, ignore) == []


def test_both_images_have_one_base() -> None:
    bases = {
        stage.image for model in _MODELS for stage in dockerfile.parse(_read(model)[0]) if "@sha256:" in stage.image
    }

    assert len(bases) == 1


def test_only_the_server_and_one_model_are_in_a_context() -> None:
    for model, other in (_MODELS, _MODELS[::-1]):
        sources = {
            word
            for stage in dockerfile.parse(_read(model)[0])
            for copy in stage.of("COPY")
            for word in copy.words[:-1]
            if not word.startswith("--") and word != "/" and not word.startswith("/")
        }
        assert {source.partition("/")[0] for source in sources} == {"server", model}
        assert other not in _read(model)[1]


@pytest.mark.parametrize("path", ["server/tests/conftest.py", "gfpgan/Dockerfile", "README.md", ".git/config", "test"])
def test_what_the_build_does_not_need_is_not_sent(path: str) -> None:
    assert not dockerfile._is_sent(path, _read("gfpgan")[1])


_DIGEST = "@sha256:68d914ec641a0b69267ce65184d000a2bc3a9ee2590ab702b82250ab2385735a"


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        (_DIGEST, "", "has no registry, tag and sha256 digest"),
        (_DIGEST, "@sha256:68d914", "has no registry, tag and sha256 digest"),
        ("public.ecr.aws/docker/library/", "docker.io/library/", "logs in to public.ecr.aws, not to docker.io"),
        ("python:3.10-slim-bookworm@", "python:latest@", "the tag latest says nothing"),
        ("--require-hashes ", "", "pip install without --require-hashes"),
        ("--no-deps ", "", "pip install without --no-deps"),
        (
            "RUN python -m venv",
            "RUN apt-get update && apt-get install -y gcc\nRUN python -m venv",
            "apt-get install -y",
        ),
        ("RUN python -m venv", "RUN curl -O https://example.com/x\nRUN python -m venv", "curl downloads"),
        ("FROM scratch", "FROM python", "it starts from python, whose layers"),
        ("COPY --from=trimmed / /", "COPY --from=trimmed / /\nRUN echo", "RUN in the run stage"),
        ("COPY --from=trimmed / /", "COPY --from=python / /", "does not check that apt is gone"),
        ("COPY --from=trimmed / /\n", "", "one COPY of a whole root folder"),
        (
            "for tool in apt apt-get dpkg pip pip3",
            "for tool in apt apt-get dpkg pip3",
            "does not check that pip is gone",
        ),
        ("exit 1", "true", "does not fail on tools that are left"),
        ("COPY --from=checked /opt/gallery/server", "COPY server", "copies from the context, past the stage"),
        ("COPY --from=weights", "COPY --from=nowhere", "there is no stage nowhere"),
        ("-m gallery_inference check", "-m gallery_inference", "copies nothing from a stage that loads the model"),
        (
            'ENTRYPOINT ["/opt/gallery/venv/bin/python", "-m", "gallery_inference"]',
            "ENTRYPOINT serve",
            "not in exec form",
        ),
        ('CMD ["serve"]', 'CMD ["train"]', "CMD does not end with serve"),
        ('CMD ["serve"]', "", "CMD does not end with serve"),
        ("LABEL org.opencontainers.image.title", "LABEL other", "no label org.opencontainers.image.title"),
        ("GALLERY_BACKEND=gfpgan", "GALLERY_BACKEND=facechain", "ENV does not set GALLERY_BACKEND=gfpgan"),
        ("EXPOSE 8080", "EXPOSE 80", "does not name SageMaker's port"),
        ("gfpgan/weights.lock", "gfpgan/weights.txt", "gfpgan/weights.txt is not in the context"),
        ("gfpgan/weights.lock", "gfpgan/buildspec.yml", ".dockerignore leaves gfpgan/buildspec.yml out"),
    ],
)
def test_a_broken_rule_is_noticed(old: str, new: str, complaint: str) -> None:
    text, ignore = _read("gfpgan")
    assert old in text

    found = dockerfile.problems(text.replace(old, new), "gfpgan", _CONTAINERS, ignore)
    assert any(complaint in problem for problem in found), found


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("\n*\n", "\n", "does not begin by leaving everything out"),
        ("**/*.pyc", "", "does not leave out **/*.pyc"),
        ("!server/gallery_inference\n", "", "leaves server/gallery_inference out"),
    ],
)
def test_a_broken_ignore_file_is_noticed(old: str, new: str, complaint: str) -> None:
    text, ignore = _read("gfpgan")
    assert old in ignore

    found = dockerfile.problems(text, "gfpgan", _CONTAINERS, ignore.replace(old, new))
    assert any(complaint in problem for problem in found), found


@pytest.mark.parametrize(
    "line", ["ADD https://example.com/x /x", "USER nobody", "ARG TOKEN", "from python", "ONBUILD RUN x"]
)
def test_instructions_without_a_rule_are_refused(line: str) -> None:
    with pytest.raises(dockerfile.InvalidDockerfile, match="line 2"):
        dockerfile.parse(f"FROM scratch\n{line}\n")
