"""Finds the largest face of a picture with the cascades that OpenCV ships."""

from dataclasses import dataclass
from pathlib import Path

import cv2

from gallery_inference.decode import Picture

# Debian's opencv-data, and where the opencv-python wheels keep the same files.
_CASCADE_FOLDERS = (Path("/usr/share/opencv4"), Path(cv2.__file__).parent / "data")
_MIN_FACE = 40


@dataclass(frozen=True)
class Face:
    """A square that holds a face, in pixels."""

    left: int
    top: int
    size: int


class FaceDetector:
    """Detects frontal faces from 40 pixels on."""

    def __init__(self) -> None:
        self._cascade = cv2.CascadeClassifier(str(_cascade("lbpcascades/lbpcascade_frontalface_improved.xml")))

    def largest(self, picture: Picture) -> Face | None:
        grey = cv2.equalizeHist(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY))
        found = self._cascade.detectMultiScale(grey, scaleFactor=1.1, minNeighbors=4, minSize=(_MIN_FACE, _MIN_FACE))
        faces = [Face(int(x), int(y), int(width)) for x, y, width, _ in found]
        return max(faces, key=lambda face: face.size, default=None)


def _cascade(name: str) -> Path:
    for folder in _CASCADE_FOLDERS:
        for path in (folder / name, folder / Path(name).name):
            if path.is_file():
                return path
    raise FileNotFoundError(f"OpenCV's {name} is neither below {_CASCADE_FOLDERS[0]} nor below {_CASCADE_FOLDERS[1]}")
