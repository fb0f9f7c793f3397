"""One invocation from keys to a written picture: fetch, decode, predict, encode, store."""

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from gallery_inference import network, weights
from gallery_inference.backends import backend_class
from gallery_inference.backends.base import Backend
from gallery_inference.contract import Invocation
from gallery_inference.decode import Picture, decode
from gallery_inference.encode import encode_jpeg
from gallery_inference.errors import invalid_request
from gallery_inference.settings import Settings
from gallery_inference.storage import ImageBucket


def load_backend(settings: Settings) -> Backend:
    """Makes the backend the settings name, and loads it from files that are the reviewed ones."""
    backend = backend_class(settings.backend)()
    folder = None
    if backend.needs_weights:
        folder = weights.find(settings.weights_path, weights.read_lock(settings.weights_lock))
    with network.off():
        backend.load(folder)
    return backend


class Pipeline:
    """Runs invocations one at a time."""

    def __init__(self, backend: Backend, bucket: ImageBucket, max_pixels: int, jpeg_quality: int):
        self._backend = backend
        self._bucket = bucket
        self._max_pixels = max_pixels
        self._jpeg_quality = jpeg_quality

    def run(self, invocation: Invocation) -> dict[str, Any]:
        """Returns the answer's body; raises `InferenceError` for what the caller may know."""
        started = time.monotonic()
        if self._backend.needs_target and invocation.target is None:
            raise invalid_request("target is needed: the portrait that gets the face")
        source = self._picture(invocation.source)
        target = self._picture(invocation.target) if self._backend.needs_target and invocation.target else None
        with _scratch_folder() as scratch, network.off():
            result = self._backend.predict(source, target, scratch)
        self._bucket.write(invocation.output, encode_jpeg(result, self._jpeg_quality))
        return {
            "uuid": invocation.uuid,
            "output": invocation.output,
            "width": result.shape[1],
            "height": result.shape[0],
            "seconds": round(time.monotonic() - started, 3),
        }

    def _picture(self, key: str) -> Picture:
        return decode(self._bucket.read(key), key, self._max_pixels)


@contextmanager
def _scratch_folder() -> Iterator[Path]:
    """A folder that is removed afterwards, and meanwhile is where libraries make temporary files of their own."""
    before = tempfile.gettempdir()
    with tempfile.TemporaryDirectory(prefix="request-") as scratch:
        tempfile.tempdir = os.environ["TMPDIR"] = scratch
        try:
            yield Path(scratch)
        finally:
            tempfile.tempdir = os.environ["TMPDIR"] = before
