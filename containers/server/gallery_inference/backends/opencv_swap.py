"""A classical face fusion: detect, align, clone. It needs no weights and no GPU, so the whole path runs on a laptop."""

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np

from gallery_inference import errors
from gallery_inference.backends.base import Backend
from gallery_inference.backends.faces import FaceDetector
from gallery_inference.decode import Picture


class OpenCvSwap(Backend):
    """Puts the source's face into the target with Poisson blending."""

    needs_target = True

    def load(self, weights_path: Sequence[Path]) -> None:
        self._detector = FaceDetector()

    def predict(self, source: Picture, target: Picture | None, scratch: Path) -> Picture:
        assert target is not None
        face = self._detector.largest(source)
        if face is None:
            raise errors.no_face("source")
        place = self._detector.largest(target)
        if place is None:
            raise errors.no_face("target")
        patch = source[face.top : face.top + face.size, face.left : face.left + face.size]
        patch = cv2.resize(patch, (place.size, place.size), interpolation=cv2.INTER_AREA)
        mask = np.zeros(patch.shape[:2], np.uint8)
        half = place.size // 2
        cv2.ellipse(mask, (half, half), (int(half * 0.75), int(half * 0.95)), 0, 0, 360, 255, -1)
        centre = (place.left + half, place.top + half)
        return cv2.seamlessClone(patch, target, mask, centre, cv2.NORMAL_CLONE)
