from pathlib import Path

import cv2
import numpy as np
import pytest

from gallery_inference.backends.faces import FaceFinder
from gallery_inference.backends.opencv_swap import OpenCvSwap
from gallery_inference.decode import Picture
from gallery_inference.errors import InferenceError

_BLACK = np.zeros((200, 200, 3), np.uint8)


@pytest.fixture(scope="module")
def backend() -> OpenCvSwap:
    backend = OpenCvSwap()
    backend.load(None)
    return backend


def _face_of(picture: Picture) -> Picture:
    """The face alone, upright and at one size, so that two can be compared."""
    face = FaceFinder().largest(picture)
    assert face is not None
    wanted = np.float32([[30, 35], [70, 35], [50, 80]])
    found = np.float32([face.left_eye, face.right_eye, face.mouth])
    straight = cv2.warpAffine(picture, cv2.getAffineTransform(found, wanted), (100, 100), flags=cv2.INTER_AREA)
    return cv2.cvtColor(straight, cv2.COLOR_BGR2GRAY)[25:90, 25:75]


def _likeness(one: Picture, other: Picture) -> float:
    return float(np.corrcoef(one.ravel().astype(float), other.ravel().astype(float))[0, 1])


@pytest.mark.parametrize("source_name", ["hopper", "collins"])
def test_the_target_gets_the_sources_face(
    backend: OpenCvSwap, source_name: str, hopper: Picture, collins: Picture, tmp_path: Path
) -> None:
    source, target = (hopper, collins) if source_name == "hopper" else (collins, hopper)
    swapped = backend.predict(source, target, tmp_path)

    assert swapped.shape == target.shape
    assert swapped.dtype == np.uint8
    face = _face_of(swapped)
    assert _likeness(face, _face_of(source)) > 0.75
    assert _likeness(face, _face_of(source)) > _likeness(face, _face_of(target)) + 0.2


def test_everything_but_the_face_stays_as_it_was(
    backend: OpenCvSwap, hopper: Picture, collins: Picture, tmp_path: Path
) -> None:
    before = collins.copy()
    swapped = backend.predict(hopper, collins, tmp_path)

    assert np.array_equal(collins, before), "the input is not written to"
    changed = np.argwhere((swapped != collins).any(axis=2))
    assert changed.min(axis=0).tolist() > [60, 170]
    assert (changed.max(axis=0) < [175, 280]).all()


def test_the_skin_keeps_the_targets_colour(
    backend: OpenCvSwap, hopper: Picture, collins: Picture, tmp_path: Path
) -> None:
    blue = hopper.copy()
    blue[..., 0] = np.clip(blue[..., 0].astype(int) + 90, 0, 255)
    swapped = backend.predict(blue, collins, tmp_path)

    cheeks = np.s_[112:132, 200:250]
    assert np.abs(np.median(swapped[cheeks], axis=(0, 1)) - np.median(collins[cheeks], axis=(0, 1))).max() < 25


def test_a_tilted_face_is_laid_straight(backend: OpenCvSwap, hopper: Picture, collins: Picture, tmp_path: Path) -> None:
    turn = cv2.getRotationMatrix2D((260, 230), 12, 1)
    tilted = cv2.warpAffine(hopper, turn, (512, 600), borderMode=cv2.BORDER_REPLICATE)
    straight_face = _face_of(backend.predict(hopper, collins, tmp_path))

    assert _likeness(_face_of(backend.predict(tilted, collins, tmp_path)), straight_face) > 0.8


def test_the_same_face_stays_nearly_the_same(backend: OpenCvSwap, hopper: Picture, tmp_path: Path) -> None:
    """Shows that alignment, blending and placement neither shift nor scale."""
    assert cv2.PSNR(backend.predict(hopper, hopper, tmp_path), hopper) > 38


def test_a_face_at_the_edge_of_the_picture_is_handled(
    backend: OpenCvSwap, hopper: Picture, collins: Picture, tmp_path: Path
) -> None:
    close = hopper[112:345, 150:380]
    assert backend.predict(close, collins, tmp_path).shape == collins.shape
    assert backend.predict(collins, close, tmp_path).shape == close.shape


def test_a_missing_face_is_said_with_its_picture(backend: OpenCvSwap, hopper: Picture, tmp_path: Path) -> None:
    for source, target, role in ((_BLACK, hopper, "source"), (hopper, _BLACK, "target")):
        with pytest.raises(InferenceError) as failure:
            backend.predict(source, target, tmp_path)
        assert failure.value.code == "NO_FACE"
        assert role in failure.value.message
