"""Finds a model's files and checks their sha256 before a library unpickles them."""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path


class WeightsMissing(Exception):
    """No folder of the weights path holds the model."""


class WeightsChanged(Exception):
    """A file is not the one that was reviewed."""


def find(weights_path: Sequence[Path], digests: Mapping[str, str]) -> Path:
    """Returns the first folder that holds the first of the files, once all of them have the right sha256.

    `digests` maps relative file names to lower-case hexadecimal sha256 digests.
    """
    first = next(iter(digests))
    for folder in weights_path:
        if (folder / first).is_file():
            check(folder, digests)
            return folder
    raise WeightsMissing(f"{first} is in none of {', '.join(map(str, weights_path))}")


def check(folder: Path, digests: Mapping[str, str]) -> None:
    for name, wanted in digests.items():
        path = folder / name
        if not path.is_file():
            raise WeightsMissing(f"{path} is missing")
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        if found != wanted:
            raise WeightsChanged(f"{path} has sha256 {found}, not {wanted}")
