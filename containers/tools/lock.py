"""Makes the lock files of one image: the sha256 of everything its build downloads.

    containers/lock facechain

Versions are decided in the `.in` files; this adds the digests. Those of packages come from PyPI's own list, those of
everything else from the files themselves, which are downloaded for it. The first lock trusts what is served on that
day: review it, and the code within the models, before it is committed. From then on a build accepts nothing else.
"""

import hashlib
import json
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_CONTAINERS = Path(__file__).parents[1]
sys.path[:0] = [str(_CONTAINERS / "server"), str(_CONTAINERS / "server" / "build_tools")]

from requirements import InvalidRequirements, Requirement, check_lock, read_reviewed  # noqa: E402

from gallery_inference.weights import read_lock  # noqa: E402

_TIMEOUT_SECONDS = 60
_BLOCK = 1024 * 1024
_WHEEL, _SOURCE = "bdist_wheel", "sdist"
# What the hub adds for its web pages.
_NOT_OF_THE_MODEL = (".gitattributes", ".gitignore")


class LockFailed(Exception):
    """Something that cannot be locked, with what and why."""


@dataclass(frozen=True)
class Services:
    """Where packages and models come from; tests name other addresses."""

    pypi: str = "https://pypi.org"
    modelscope: str = "https://www.modelscope.cn"


def lock_requirements(reviewed: Path, lock: Path, kind: str, services: Services) -> None:
    """Writes `lock` with every sha256 that `kind` of each reviewed package has; pip picks the file that fits."""
    lines = [_notice(reviewed)]
    for requirement in read_reviewed(reviewed):
        digests = _digests(requirement, kind, services)
        lines += [" ".join([str(requirement), *(f"--hash=sha256:{digest}" for digest in digests)])]
    lock.write_text("\n".join(lines) + "\n", encoding="utf-8")
    check_lock(reviewed, lock)


def lock_models(models: Path, lock: Path, services: Services) -> None:
    """Writes `lock` with every file of the models, each downloaded and compared with the hub's own digest."""
    lines = [_notice(models)]
    for model, revision in _models(models):
        for path, announced in _files(model, revision, services):
            query = urllib.parse.urlencode({"Revision": revision, "FilePath": path})
            url = f"{services.modelscope}/api/v1/models/{model}/repo?{query}"
            digest = _sha256(url)
            if announced and announced.lower() != digest:
                raise LockFailed(f"{model} {revision}: {path} has the sha256 {digest}, but the hub says {announced}")
            if any(character.isspace() for character in path):
                raise LockFailed(f"{model} {revision}: {path!r} has a space, which a lock file cannot hold")
            lines.append(f"{digest}  {model}/{path}  {url}")
    lock.write_text("\n".join(lines) + "\n", encoding="utf-8")
    read_lock(lock)


def _notice(reviewed: Path) -> str:
    image = reviewed.parent.name
    return f"# The files of {reviewed.name} with their sha256. Made by containers/lock {image}: do not edit."


def _digests(requirement: Requirement, kind: str, services: Services) -> list[str]:
    if requirement.url is not None:
        return [_sha256(requirement.url)]
    answer = _json(f"{services.pypi}/pypi/{requirement.name}/{requirement.version}/json")
    digests = sorted(file["digests"]["sha256"] for file in answer["urls"] if file["packagetype"] == kind)
    if not digests:
        raise LockFailed(f"{requirement} has no {'wheel' if kind == _WHEEL else 'source package'} on {services.pypi}")
    return digests


def _models(models: Path) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(models.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            words = line.split()
            if len(words) != 2 or words[0].count("/") != 1:
                raise LockFailed(f"{models}, line {number}: {line!r} is not an id and a revision")
            yield words[0], words[1]


def _files(model: str, revision: str, services: Services) -> Iterable[tuple[str, str | None]]:
    """Paths and digests as the hub lists them."""
    query = urllib.parse.urlencode({"Revision": revision, "Recursive": "True"})
    answer = _json(f"{services.modelscope}/api/v1/models/{model}/repo/files?{query}")
    files = [
        (file["Path"], file.get("Sha256"))
        for file in answer["Data"]["Files"]
        if file["Type"] != "tree" and file["Name"] not in _NOT_OF_THE_MODEL
    ]
    if not files:
        raise LockFailed(f"{services.modelscope} lists no file of {model} {revision}")
    return sorted(files)


def _json(url: str) -> Any:
    try:
        with urllib.request.urlopen(url, timeout=_TIMEOUT_SECONDS) as response:
            return json.load(response)
    except (OSError, urllib.error.URLError, ValueError) as failure:
        raise LockFailed(f"{url} does not answer as expected: {failure}") from failure


def _sha256(url: str) -> str:
    digest, size = hashlib.sha256(), 0
    try:
        with urllib.request.urlopen(url, timeout=_TIMEOUT_SECONDS) as response:
            while block := response.read(_BLOCK):
                digest.update(block)
                size += len(block)
            announced = response.headers.get("Content-Length")
    except (OSError, urllib.error.URLError) as failure:
        raise LockFailed(f"{url} cannot be downloaded: {failure}") from failure
    if announced is not None and int(announced) != size:
        raise LockFailed(f"{url}: {size} of {announced} bytes arrived")
    return digest.hexdigest()


def lock_image(folder: Path, services: Services) -> None:
    """Makes every lock file of the image whose sources `folder` holds."""
    for name, kind in (("requirements", _WHEEL), ("requirements-source", _SOURCE)):
        lock_requirements(folder / f"{name}.in", folder / f"{name}.lock", kind, services)
    if (folder / "models.in").is_file():
        lock_models(folder / "models.in", folder / "weights.lock", services)


def main(arguments: list[str]) -> int:
    images = sorted(path.parent.name for path in _CONTAINERS.glob("*/requirements.in"))
    if len(arguments) != 1 or arguments[0] not in images:
        print(f"Usage: containers/lock {'|'.join(images)}", file=sys.stderr)
        return 64
    try:
        lock_image(_CONTAINERS / arguments[0], Services())
    except (LockFailed, InvalidRequirements) as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
