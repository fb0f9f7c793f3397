import cv2
import numpy as np
import pytest

from gallery_inference.backends.faces import Face, FaceFinder
from gallery_inference.decode import Picture


@pytest.fixture(scope="module")
def finder() -> FaceFinder:
    return FaceFinder()


def _distance(point: np.ndarray, x: float, y: float) -> float:
    return float(np.hypot(point[0] - x, point[1] - y))


def _largest(finder: FaceFinder, picture: Picture) -> Face:
    face = finder.largest(picture)
    assert face is not None
    return face


def test_eyes_and_mouth_are_where_they_are_seen(finder: FaceFinder, collins: Picture, hopper: Picture) -> None:
    # Read off the pictures by eye.
    face = _largest(finder, collins)
    assert _distance(face.left_eye, 202, 101) < 4
    assert _distance(face.right_eye, 247, 104) < 4
    assert _distance(face.mouth, 223, 144) < 6

    behind_glasses = _largest(finder, hopper)
    assert _distance(behind_glasses.left_eye, 222, 193) < 8
    assert _distance(behind_glasses.right_eye, 306, 190) < 8
    assert _distance(behind_glasses.mouth, 267, 282) < 10


@pytest.mark.parametrize("scale", [0.5, 2, 5])
def test_the_size_of_the_picture_does_not_matter(finder: FaceFinder, hopper: Picture, scale: float) -> None:
    resized = cv2.resize(hopper, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    face = _largest(finder, resized)

    assert _distance(face.left_eye / scale, 222, 193) < 12
    assert _distance(face.right_eye / scale, 306, 190) < 12


def test_of_two_faces_the_larger_is_found(finder: FaceFinder, collins: Picture, hopper: Picture) -> None:
    both = np.hstack([collins, hopper[:512]])

    assert _largest(finder, both).left_eye[0] > 512


def test_a_face_whose_eyes_are_hidden_gets_usual_places(finder: FaceFinder, hopper: Picture) -> None:
    _largest(finder, hopper)
    blurred = hopper.copy()
    blurred[150:230, 170:370] = cv2.GaussianBlur(hopper, (0, 0), 6)[150:230, 170:370]
    face = finder.largest(blurred)

    if face is not None:
        assert face.left_eye[0] < face.right_eye[0] < 512
        assert face.mouth[1] > face.left_eye[1]


@pytest.mark.parametrize("kind", ["black", "noise", "tiny"])
def test_pictures_without_a_face(finder: FaceFinder, kind: str) -> None:
    random = np.random.default_rng(3)
    picture = {
        "black": np.zeros((300, 300, 3), np.uint8),
        "noise": random.integers(0, 256, (300, 300, 3), np.uint8),
        "tiny": np.full((1, 1, 3), 128, np.uint8),
    }[kind]

    assert finder.largest(picture) is None
