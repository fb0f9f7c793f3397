"""Finds faces, their eyes and their mouths with the Haar cascades that OpenCV ships."""

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from gallery_inference.decode import Picture

Point = NDArray[np.float64]

# Debian's opencv-data, and where the opencv-python wheels keep the same files.
_CASCADE_FOLDERS = (Path("/usr/share/opencv4/haarcascades"), Path(cv2.__file__).parent / "data")

# Detection costs time with every pixel, and a face that matters is a good part of the picture.
_DETECTION_SIDE = 1024
_SMALLEST_FACE = 40
# Eyes and mouth are looked for in the face at this size, in pixels, so that one set of sizes below fits every picture.
_FACE_SIDE = 400
_EYE_TOP, _EYE_BOTTOM = 60, 240
_EYE_HALVES = ((20, 210), (190, 380))
_MOUTH_BOX = (60, 230, 340, 400)
_SMALLEST_EYE = (50, 50)
_SMALLEST_MOUTH = (100, 40)
# Where an average frontal face has them within the detector's square, for when a detector finds nothing.
_USUAL_EYES = ((120, 160), (280, 160))
_USUAL_MOUTH = (200, 310)


@dataclass(frozen=True)
class Face:
    """Three points of a face, in pixels of its picture; left and right as the viewer sees them."""

    left_eye: Point
    right_eye: Point
    mouth: Point


class FaceFinder:
    """Finds the largest frontal face of a picture."""

    def __init__(self) -> None:
        self._faces = _cascade("haarcascade_frontalface_alt2.xml")
        # The first finds eyes behind glasses too; the second finds some that the first misses.
        self._eyes = (_cascade("haarcascade_eye_tree_eyeglasses.xml"), _cascade("haarcascade_eye.xml"))
        self._mouths = (_cascade("haarcascade_smile.xml"),)

    def largest(self, picture: Picture) -> Face | None:
        grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
        shrink = min(1.0, _DETECTION_SIDE / max(grey.shape))
        small = cv2.resize(grey, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA) if shrink < 1 else grey
        found = self._faces.detectMultiScale(
            small, scaleFactor=1.1, minNeighbors=4, minSize=(_SMALLEST_FACE, _SMALLEST_FACE)
        )
        if len(found) == 0:
            return None
        left, top, width, height = (value / shrink for value in max(found, key=lambda box: box[2]))
        square = grey[int(top) : int(top + height), int(left) : int(left + width)]
        return self._points(square, np.array([int(left), int(top)], np.float64))

    def _points(self, square: NDArray[np.uint8], origin: Point) -> Face:
        scale = np.array([square.shape[1], square.shape[0]], np.float64) / _FACE_SIDE
        face = cv2.resize(square, (_FACE_SIDE, _FACE_SIDE), interpolation=cv2.INTER_AREA)
        eyes = [
            _strongest(self._eyes, face, (left, _EYE_TOP, right, _EYE_BOTTOM), _SMALLEST_EYE, usual)
            for (left, right), usual in zip(_EYE_HALVES, _USUAL_EYES, strict=True)
        ]
        mouth = _strongest(self._mouths, face, _MOUTH_BOX, _SMALLEST_MOUTH, _USUAL_MOUTH)
        return Face(*(origin + point * scale for point in (*eyes, mouth)))


def _strongest(
    cascades: tuple[cv2.CascadeClassifier, ...],
    face: NDArray[np.uint8],
    box: tuple[int, int, int, int],
    smallest: tuple[int, int],
    usual: tuple[int, int],
) -> Point:
    """The centre of what the first successful cascade is surest of within `box`, or the usual place."""
    left, top, right, bottom = box
    for cascade in cascades:
        found, _, weights = cascade.detectMultiScale3(
            face[top:bottom, left:right], scaleFactor=1.05, minNeighbors=3, minSize=smallest, outputRejectLevels=True
        )
        if len(found) > 0:
            x, y, width, height = found[int(np.argmax(np.ravel(weights)))]
            return np.array([left + x + width / 2, top + y + height / 2], np.float64)
    return np.array(usual, np.float64)


def _cascade(name: str) -> cv2.CascadeClassifier:
    for folder in _CASCADE_FOLDERS:
        if (folder / name).is_file():
            return cv2.CascadeClassifier(str(folder / name))
    raise FileNotFoundError(f"OpenCV's {name} is in none of {', '.join(map(str, _CASCADE_FOLDERS))}")
