import hashlib
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from gallery_inference import pipeline
from gallery_inference.backends.base import Backend
from gallery_inference.contract import Invocation
from gallery_inference.decode import Picture
from gallery_inference.errors import InferenceError, object_missing
from gallery_inference.network import NetworkOff
from gallery_inference.pipeline import Pipeline
from gallery_inference.settings import Settings
from gallery_inference.weights import WeightsChanged, WeightsMissing

_FUSION = Invocation("1", "images/a.jpeg", "images/b.jpeg", "images/results/c.jpeg")


class _MemoryBucket:
    def __init__(self, **objects: bytes):
        self.objects = {f"images/{name}.jpeg": data for name, data in objects.items()}

    def read(self, key: str) -> bytes:
        if key not in self.objects:
            raise object_missing(key)
        return self.objects[key]

    def write(self, key: str, jpeg: bytes) -> None:
        self.objects[key] = jpeg


class _Halves(Backend):
    """Joins the upper half of the target and the lower half of the source."""

    needs_target = True
    needs_weights = False

    def load(self, weights: Path | None) -> None:
        pass

    def predict(self, source: Picture, target: Picture | None, scratch: Path) -> Picture:
        assert target is not None
        self.scratch = scratch
        (scratch / "file").touch()
        return np.vstack([target[:100], source[:100]])


def _pipeline(backend: Backend, bucket: Any, max_pixels: int = 1_000_000) -> Pipeline:
    return Pipeline(backend, bucket, max_pixels, 90)


def test_pictures_go_from_key_to_key(hopper_jpeg: bytes, collins_jpeg: bytes) -> None:
    bucket, backend = _MemoryBucket(a=hopper_jpeg, b=collins_jpeg), _Halves()
    answer = _pipeline(backend, bucket).run(_FUSION)

    assert answer.pop("seconds") >= 0
    assert answer == {"uuid": "1", "output": "images/results/c.jpeg", "width": 512, "height": 200}
    assert bucket.objects["images/results/c.jpeg"].startswith(b"\xff\xd8\xff")
    assert not backend.scratch.exists()


def test_the_scratch_folder_goes_when_the_model_fails(
    hopper_jpeg: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    class Failing(_Halves):
        def predict(self, source: Picture, target: Picture | None, scratch: Path) -> Picture:
            super().predict(source, target, scratch)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        _pipeline(Failing(), _MemoryBucket(a=hopper_jpeg, b=hopper_jpeg)).run(_FUSION)
    assert list(tmp_path.iterdir()) == []


def test_a_fusion_without_a_portrait_is_refused(hopper_jpeg: bytes) -> None:
    with pytest.raises(InferenceError, match="target is needed") as failure:
        _pipeline(_Halves(), _MemoryBucket(a=hopper_jpeg)).run(Invocation("1", "images/a.jpeg", None, "images/c.jpeg"))
    assert failure.value.status == 400


def test_nothing_is_written_when_a_picture_is_missing(hopper_jpeg: bytes) -> None:
    bucket = _MemoryBucket(a=hopper_jpeg)
    with pytest.raises(InferenceError, match=r"no object images/b\.jpeg"):
        _pipeline(_Halves(), bucket).run(_FUSION)
    assert list(bucket.objects) == ["images/a.jpeg"]


def test_the_limit_on_pixels_holds_for_both_pictures(hopper_jpeg: bytes, collins_jpeg: bytes) -> None:
    bucket = _MemoryBucket(a=collins_jpeg, b=hopper_jpeg)
    with pytest.raises(InferenceError, match=r"images/b\.jpeg: 512 × 600"):
        _pipeline(_Halves(), bucket, max_pixels=512 * 512).run(_FUSION)


class NeedsWeights(_Halves):
    """Named by the settings of the tests below."""

    needs_weights = True

    def load(self, weights: Path | None) -> None:
        assert weights is not None
        self.loaded = (weights / "model.pth").read_bytes()


class Downloads(_Halves):
    """Named by the settings of the tests below."""

    def load(self, weights: Path | None) -> None:
        import urllib.request

        urllib.request.urlopen("http://127.0.0.1:9/model.pth", timeout=2)


def _settings(backend: str, folder: Path) -> Settings:
    return Settings.of(
        {
            "GALLERY_BACKEND": f"test_pipeline:{backend}",
            "GALLERY_BUCKET": "bucket",
            "AWS_REGION": "eu-west-1",
            "GALLERY_WEIGHTS_PATH": str(folder),
            "GALLERY_WEIGHTS_LOCK": str(folder / "weights.lock"),
        }
    )


def test_a_backend_gets_weights_that_are_the_reviewed_ones(tmp_path: Path) -> None:
    (tmp_path / "model.pth").write_bytes(b"model")
    digest = hashlib.sha256(b"model").hexdigest()
    (tmp_path / "weights.lock").write_text(f"{digest} model.pth https://example.com/model.pth", encoding="utf-8")

    backend = pipeline.load_backend(_settings("NeedsWeights", tmp_path))
    assert backend.loaded == b"model"  # type: ignore[attr-defined]

    (tmp_path / "model.pth").write_bytes(b"other")
    with pytest.raises(WeightsChanged):
        pipeline.load_backend(_settings("NeedsWeights", tmp_path))
    (tmp_path / "model.pth").unlink()
    with pytest.raises(WeightsMissing):
        pipeline.load_backend(_settings("NeedsWeights", tmp_path))


def test_a_backend_cannot_download_while_it_is_loaded(tmp_path: Path) -> None:
    with pytest.raises(NetworkOff):
        pipeline.load_backend(_settings("Downloads", tmp_path))
