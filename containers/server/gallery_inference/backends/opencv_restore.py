"""A classical restoration: less noise, clearer edges. What a laptop without a GPU has in place of GFPGAN."""

from pathlib import Path

import cv2
import numpy as np

from gallery_inference.backends.base import Backend
from gallery_inference.decode import Picture

# In deviations of the noise. OpenCV adds up the differences of the three channels, and two pixels that differ by noise
# alone are 3.4 deviations apart on average.
_NOISE_REACH = 5.0
_BILATERAL_RADIUS = 2.0
_UNSHARP_RADIUS = 1.5
_UNSHARP_AMOUNT = 0.4
# Detail below this many grey levels, or below the noise, is taken for noise and is not made stronger.
_LEAST_DETAIL = 4.0
# J. Immerkær, "Fast Noise Variance Estimation", Computer Vision and Image Understanding 64 (1996): a mask that answers
# to noise and hardly to edges.
_NOISE_MASK = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float32)


class OpenCvRestore(Backend):
    """A bilateral filter as strong as the picture's noise, then an unsharp mask on edges only."""

    needs_target = False
    needs_weights = False

    def load(self, weights: Path | None) -> None:
        pass  # Filters have no weights.

    def predict(self, source: Picture, target: Picture | None, scratch: Path) -> Picture:
        noise = _noise(source)
        smooth = cv2.bilateralFilter(
            source, d=0, sigmaColor=max(1.0, _NOISE_REACH * noise), sigmaSpace=_BILATERAL_RADIUS
        )
        base = smooth.astype(np.float32)
        detail = base - cv2.GaussianBlur(base, (0, 0), _UNSHARP_RADIUS)
        edge = np.clip(np.abs(detail) / max(_LEAST_DETAIL, noise) - 0.5, 0, 1)
        return np.clip(np.rint(base + _UNSHARP_AMOUNT * edge * detail), 0, 255).astype(np.uint8)


def _noise(picture: Picture) -> float:
    """The standard deviation of the noise of one channel; the median keeps edges and texture out of it."""
    answer = np.abs(cv2.filter2D(picture.astype(np.float32), -1, _NOISE_MASK))
    # The mask's weights multiply the deviation by 6; the median of |x| of a normal distribution is 0.6745 deviations.
    return float(np.median(answer)) / (6 * 0.6745)
