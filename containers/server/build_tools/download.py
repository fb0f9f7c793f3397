"""Downloads the files of a lock file while an image is built, and keeps only what has the right sha256.

    python download.py weights.lock /opt/gallery/weights

It runs on the standard library alone, so that the layer with the weights depends on nothing but the lock file.
"""

import hashlib
import os
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from gallery_inference.weights import InvalidLock, LockedFile, read_lock

_ATTEMPTS = 3
_PAUSE_SECONDS = 5.0
_TIMEOUT_SECONDS = 60
_BLOCK = 1024 * 1024


class DownloadFailed(Exception):
    """A file that cannot be had, or is another one than the lock file says."""


def download_all(lock: Path, folder: Path, pause: float = _PAUSE_SECONDS) -> None:
    """Raises `InvalidLock` or `DownloadFailed`; nothing that was not checked stays in `folder`."""
    for file in read_lock(lock):
        _download(file, folder / file.path, pause)


def _download(file: LockedFile, target: Path, pause: float) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    unchecked = target.with_name(target.name + ".unchecked")
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            digest = _fetch(file.url, unchecked)
            break
        except (OSError, urllib.error.URLError) as failure:
            unchecked.unlink(missing_ok=True)
            if attempt == _ATTEMPTS:
                raise DownloadFailed(f"{file.url} cannot be downloaded: {failure}") from failure
            time.sleep(pause)
    if digest != file.sha256:
        unchecked.unlink()
        raise DownloadFailed(f"{file.url} has the sha256 {digest}, but the lock file says {file.sha256}")
    os.replace(unchecked, target)
    print(f"{file.path}: {target.stat().st_size} bytes, sha256 {digest}")


def _fetch(url: str, target: Path) -> str:
    """Writes the file and returns its sha256."""
    digest = hashlib.sha256()
    with urllib.request.urlopen(url, timeout=_TIMEOUT_SECONDS) as response, target.open("wb") as out:
        while block := response.read(_BLOCK):
            digest.update(block)
            out.write(block)
        announced = response.headers.get("Content-Length")
        if announced is not None and int(announced) != out.tell():
            raise OSError(f"{out.tell()} of {announced} bytes arrived")
    return digest.hexdigest()


def main(arguments: list[str]) -> int:
    if len(arguments) != 2:
        print("Usage: download.py LOCK FOLDER", file=sys.stderr)
        return 64
    try:
        download_all(Path(arguments[0]), Path(arguments[1]))
    except (InvalidLock, DownloadFailed) as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
