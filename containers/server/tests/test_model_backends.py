"""The two backends whose libraries are not installed here, against stand-ins for these libraries.

This shows what our side does: where it looks, what it hands over, what it makes of the answer. It does not show that
the models work; `docs/containers.md` says how the first real build shows that.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import cv2
import numpy as np
import pytest

from gallery_inference.backends.facechain import FaceChain
from gallery_inference.backends.gfpgan import Gfpgan
from gallery_inference.decode import Picture
from gallery_inference.errors import InferenceError


@pytest.fixture(autouse=True)
def _working_folder() -> Iterator[None]:
    before = Path.cwd()
    yield
    os.chdir(before)


def _install(monkeypatch: pytest.MonkeyPatch, name: str, **members: Any) -> None:
    module = ModuleType(name)
    module.__dict__.update(members)
    monkeypatch.setitem(sys.modules, name, module)


class _GfpganLibrary:
    """Has GFPGANer's constructor and `enhance`, and finds one face unless told otherwise."""

    faces = 1

    def __init__(self, model_path: str, upscale: int, arch: str, channel_multiplier: int, bg_upsampler: object):
        # facexlib looks for its models relative to the working folder.
        self.detector = Path("gfpgan/weights/detection_Resnet50_Final.pth").read_bytes()
        self.model = Path(model_path).read_bytes()
        self.arguments = (upscale, arch, channel_multiplier, bg_upsampler)

    def enhance(self, picture: Picture, has_aligned: bool, only_center_face: bool, paste_back: bool) -> Any:
        assert not has_aligned
        assert not only_center_face
        assert paste_back
        faces = [picture[:2, :2]] * self.faces
        return faces, faces, 255 - picture


@pytest.fixture
def gfpgan(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Gfpgan:
    _install(monkeypatch, "gfpgan", GFPGANer=_GfpganLibrary)
    folder = tmp_path / "gfpgan" / "weights"
    folder.mkdir(parents=True)
    (folder / "GFPGANv1.4.pth").write_bytes(b"model")
    (folder / "detection_Resnet50_Final.pth").write_bytes(b"detector")
    backend = Gfpgan()
    backend.load(tmp_path)
    return backend


def test_gfpgan_is_loaded_from_the_weights_folder_alone(gfpgan: Gfpgan, hopper: Picture, tmp_path: Path) -> None:
    assert gfpgan._restorer.model == b"model"
    assert gfpgan._restorer.detector == b"detector"
    assert gfpgan._restorer.arguments == (1, "clean", 2, None)
    assert np.array_equal(gfpgan.predict(hopper, None, tmp_path), 255 - hopper)


def test_gfpgan_without_a_face_is_no_success(gfpgan: Gfpgan, hopper: Picture, tmp_path: Path) -> None:
    gfpgan._restorer.faces = 0

    with pytest.raises(InferenceError) as failure:
        gfpgan.predict(hopper, None, tmp_path)
    assert failure.value.code == "NO_FACE"


class _Fusion:
    """Answers like ModelScope's pipeline: red first when it found no face, blue first when it did."""

    finds_a_face = True

    def __call__(self, pictures: dict[str, str]) -> dict[str, Picture]:
        assert sorted(pictures) == ["template", "user"]
        template, user = cv2.imread(pictures["template"]), cv2.imread(pictures["user"])
        if not self.finds_a_face:
            return {"output_img": template[:, :, ::-1]}
        return {"output_img": cv2.resize(user, template.shape[1::-1])}


@pytest.fixture
def facechain(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> FaceChain:
    def pipeline(task: str, model: str) -> _Fusion:
        assert task == "face_fusion_torch"
        # ModelScope asks its hub for a model only when this relative path does not exist.
        assert (Path(model) / "configuration.json").is_file()
        return _Fusion()

    _install(monkeypatch, "modelscope")
    _install(monkeypatch, "modelscope.outputs", OutputKeys=type("OutputKeys", (), {"OUTPUT_IMG": "output_img"}))
    _install(monkeypatch, "modelscope.pipelines", pipeline=pipeline)
    model = tmp_path / "damo" / "cv_unet_face_fusion_torch"
    model.mkdir(parents=True)
    (model / "configuration.json").write_text("{}", encoding="utf-8")
    backend = FaceChain()
    backend.load(tmp_path)
    return backend


def test_facechain_gets_the_portrait_as_template_and_the_visitor_as_user(
    facechain: FaceChain, hopper: Picture, collins: Picture, tmp_path: Path
) -> None:
    fused = facechain.predict(hopper, collins, tmp_path)

    assert np.array_equal(fused, cv2.resize(hopper, (512, 512)))


def test_facechain_without_a_face_is_no_success(
    facechain: FaceChain, hopper: Picture, collins: Picture, tmp_path: Path
) -> None:
    facechain._fusion.finds_a_face = False

    with pytest.raises(InferenceError) as failure:
        facechain.predict(hopper, collins, tmp_path)
    assert failure.value.code == "NO_FACE"
