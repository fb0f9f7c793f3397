"""The files of a model: where they are and whether they are the reviewed ones.

A lock file names every file with its sha256. It is checked when the image is built and again before a library unpickles
the files, because unpickling runs code.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_LINE = re.compile(r"(?P<sha256>[0-9a-f]{64})\s+(?P<path>\S+)\s+(?P<url>\S+)")
_BLOCK = 1024 * 1024


class InvalidLock(Exception):
    """A lock file that cannot be used; the message names the file and the line."""


class WeightsMissing(Exception):
    """No folder holds the model, or one of its files is absent."""


class WeightsChanged(Exception):
    """A file is not the one that was reviewed."""


@dataclass(frozen=True)
class LockedFile:
    """One file: lower-case hexadecimal sha256, path relative to the weights folder, and where it comes from."""

    sha256: str
    path: str
    url: str


def read_lock(lock: Path) -> tuple[LockedFile, ...]:
    """Reads lines of sha256, path and URL; `#` begins a comment."""
    try:
        lines = lock.read_text(encoding="utf-8").splitlines()
    except OSError as failure:
        raise InvalidLock(f"{lock} cannot be read") from failure
    files: list[LockedFile] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = _LINE.fullmatch(line.strip())
        if match is None:
            raise InvalidLock(f"{lock}, line {number}: not a sha256, a path and a URL")
        path = match["path"]
        if path.startswith("/") or ".." in path.split("/") or path in (file.path for file in files):
            raise InvalidLock(f"{lock}, line {number}: {path} leaves the folder or stands there twice")
        files.append(LockedFile(match["sha256"], path, match["url"]))
    if not files:
        raise InvalidLock(f"{lock} names no file yet; containers/README.md says how to fill it")
    return tuple(files)


def find(weights_path: Sequence[Path], files: Sequence[LockedFile]) -> Path:
    """The first folder that holds the first file, once every file in it has the right sha256."""
    for folder in weights_path:
        if (folder / files[0].path).is_file():
            for file in files:
                check(folder / file.path, file.sha256)
            return folder
    raise WeightsMissing(f"{files[0].path} is in none of {', '.join(map(str, weights_path))}")


def check(path: Path, sha256: str) -> None:
    """Raises `WeightsMissing` or `WeightsChanged`."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                digest.update(block)
    except FileNotFoundError:
        raise WeightsMissing(f"{path} is missing") from None
    if digest.hexdigest() != sha256:
        raise WeightsChanged(f"{path} has the sha256 {digest.hexdigest()}, not {sha256}")
