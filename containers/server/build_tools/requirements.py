"""Compares the reviewed requirements with their lock file before pip reads it while an image is built.

    python requirements.py requirements.in requirements.lock

pip checks the hashes; what it does not check is that the lock file is there at all and says what was reviewed.
"""

import re
import sys
from dataclasses import dataclass
from pathlib import Path

_PINNED = re.compile(r"(?P<name>[a-z0-9][a-z0-9-]*)(?:==(?P<version>[0-9][A-Za-z0-9.]*)| @ (?P<url>https?://\S+))")
_HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


class InvalidRequirements(Exception):
    """A requirements file that pins less than everything; the message names file and line."""


@dataclass(frozen=True)
class Requirement:
    """One package: `name==version`, or `name @ url` for what no index has."""

    name: str
    version: str | None
    url: str | None

    def __str__(self) -> str:
        return f"{self.name}=={self.version}" if self.version else f"{self.name} @ {self.url}"


def read_reviewed(path: Path) -> tuple[Requirement, ...]:
    """Reads exact pins, one a line."""
    found: list[Requirement] = []
    for number, line in _lines(path):
        match = _PINNED.fullmatch(line)
        if match is None:
            raise InvalidRequirements(f"{path}, line {number}: {line!r} is not name==version or name @ url")
        if match["name"] in (requirement.name for requirement in found):
            raise InvalidRequirements(f"{path}, line {number}: {match['name']} stands there twice")
        found.append(Requirement(match["name"], match["version"], match["url"]))
    return tuple(found)


def check_lock(reviewed: Path, lock: Path) -> None:
    """Raises `InvalidRequirements` unless `lock` holds exactly the reviewed packages, each with a sha256."""
    wanted = {str(requirement) for requirement in read_reviewed(reviewed)}
    locked: set[str] = set()
    for number, line in _lines(lock):
        requirement, *hashes = re.split(r"\s+(?=--)", line)
        if not hashes or not all(_HASH.fullmatch(part) for part in hashes):
            raise InvalidRequirements(f"{lock}, line {number}: {requirement} has no sha256")
        locked.add(requirement)
    if wanted != locked:
        first = sorted(wanted ^ locked)[0]
        where = "does not hold" if first in wanted else "still holds"
        raise InvalidRequirements(f"{lock} {where} {first}; make it anew with containers/lock and review the change")


def _lines(path: Path) -> list[tuple[int, str]]:
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as failure:
        raise InvalidRequirements(f"{path} cannot be read") from failure
    lines = ((number, line.split(" #")[0].strip()) for number, line in enumerate(text.splitlines(), start=1))
    return [(number, line) for number, line in lines if line and not line.startswith("#")]


def main(arguments: list[str]) -> int:
    if len(arguments) != 2:
        print("Usage: requirements.py REVIEWED LOCK", file=sys.stderr)
        return 64
    try:
        check_lock(Path(arguments[0]), Path(arguments[1]))
    except InvalidRequirements as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
