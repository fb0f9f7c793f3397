"""A classical restoration: less noise, more edge. The laptop's stand-in for GFPGAN, which also enlarges."""

from collections.abc import Sequence
from pathlib import Path

import cv2

from gallery_inference.backends.base import Backend
from gallery_inference.decode import Picture


class OpenCvRestore(Backend):
    """Bilateral filter, then an unsharp mask."""

    needs_target = False

    def load(self, weights_path: Sequence[Path]) -> None:
        pass  # Filters have no weights.

    def predict(self, source: Picture, target: Picture | None, scratch: Path) -> Picture:
        smooth = cv2.bilateralFilter(source, d=0, sigmaColor=20, sigmaSpace=3)
        return cv2.addWeighted(smooth, 1.6, cv2.GaussianBlur(smooth, (0, 0), 2), -0.6, 0)
