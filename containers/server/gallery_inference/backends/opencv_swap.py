"""A classical face swap: detect, align, match colours, clone. No weights, no GPU: the whole path runs on a laptop."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from gallery_inference import errors
from gallery_inference.backends.base import Backend
from gallery_inference.backends.faces import Face, FaceFinder, Point
from gallery_inference.decode import Picture

# The oval that is replaced, in distances between the eyes: from the brows to the chin, and to the outer ends of the
# eyes.
_ABOVE_EYES = 0.6
_BELOW_MOUTH = 0.42
_HALF_WIDTH = 0.95
_FEATHER = 0.25
# A longer or shorter face is stretched this far and no further along its axis, so that no face is distorted.
_STRETCH = (0.85, 1.2)
# How far the contrast of the source's skin may be changed to match the target's.
_CONTRAST = (0.8, 1.25)
# Pixels around the oval that Poisson blending needs.
_MARGIN = 4


class OpenCvSwap(Backend):
    """Puts the source's face into the target."""

    needs_target = True
    needs_weights = False

    def load(self, weights: Path | None) -> None:
        self._finder = FaceFinder()

    def predict(self, source: Picture, target: Picture | None, scratch: Path) -> Picture:
        assert target is not None
        face = self._finder.largest(source)
        if face is None:
            raise errors.no_face("source")
        place = self._finder.largest(target)
        if place is None:
            raise errors.no_face("target")
        return _swapped(source, _Axes.of(face), target, _Axes.of(place))


@dataclass(frozen=True)
class _Axes:
    """A face's own coordinates: origin between the eyes, x along them, y towards the mouth."""

    origin: Point
    x: Point
    y: Point
    between_eyes: float
    to_mouth: float

    @staticmethod
    def of(face: Face) -> "_Axes":
        across = face.right_eye - face.left_eye
        distance = float(np.hypot(*across))
        x = across / distance
        y = np.array([-x[1], x[0]])
        origin = (face.left_eye + face.right_eye) / 2
        return _Axes(origin, x, y, distance, float((face.mouth - origin) @ y))


def _swapped(source: Picture, face: _Axes, target: Picture, place: _Axes) -> Picture:
    mask = _oval(target.shape[:2], place)
    left, top, width, height = _with_margin(cv2.boundingRect(mask), target.shape[:2])
    window = np.s_[top : top + height, left : left + width]
    offset = np.array([left, top], np.float64)

    transform = _alignment(face, place, offset)
    aligned = cv2.warpAffine(source, transform, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT)
    # Where the source has no pixels there is nothing to clone.
    inside = cv2.warpAffine(np.full(source.shape[:2], 255, np.uint8), transform, (width, height))
    oval = cv2.bitwise_and(mask[window], inside)
    oval[[0, -1], :] = 0
    oval[:, [0, -1]] = 0
    if not oval.any():
        raise errors.no_face("target")

    old = target[window]
    new = _with_colours_of(old, aligned, oval > 0)
    x, y, oval_width, oval_height = cv2.boundingRect(oval)
    cloned = cv2.seamlessClone(new, old, oval, (x + oval_width // 2, y + oval_height // 2), cv2.NORMAL_CLONE)

    # Poisson blending smears hair and shadow across the oval's edge inwards: fade them out towards the target.
    weight = _feathered(oval, place.between_eyes * _FEATHER)[..., np.newaxis]
    result = target.copy()
    result[window] = np.rint(cloned * weight + old * (1 - weight)).astype(np.uint8)
    return result


def _oval(shape: tuple[int, ...], place: _Axes) -> NDArray[np.uint8]:
    above, below = -_ABOVE_EYES * place.between_eyes, place.to_mouth + _BELOW_MOUTH * place.between_eyes
    centre = place.origin + place.y * (above + below) / 2
    axes = (2 * _HALF_WIDTH * place.between_eyes, below - above)
    angle = float(np.degrees(np.arctan2(place.x[1], place.x[0])))
    mask = np.zeros(shape[:2], np.uint8)
    cv2.ellipse(mask, ((float(centre[0]), float(centre[1])), axes, angle), 255, thickness=-1)
    return mask


def _with_margin(box: Sequence[int], shape: tuple[int, ...]) -> tuple[int, int, int, int]:
    left, top = max(0, box[0] - _MARGIN), max(0, box[1] - _MARGIN)
    right, bottom = min(shape[1], box[0] + box[2] + _MARGIN), min(shape[0], box[1] + box[3] + _MARGIN)
    return left, top, right - left, bottom - top


def _alignment(face: _Axes, place: _Axes, offset: Point) -> NDArray[np.float64]:
    """A similarity that lays the eyes on the eyes, with a bounded stretch that lays the mouth on the mouth."""
    across = place.between_eyes / face.between_eyes
    along = float(np.clip(place.to_mouth / face.to_mouth, _STRETCH[0] * across, _STRETCH[1] * across))
    turn = across * np.outer(place.x, face.x) + along * np.outer(place.y, face.y)
    shift = place.origin - offset - turn @ face.origin
    return np.hstack([turn, shift[:, np.newaxis]])


def _with_colours_of(old: Picture, new: Picture, where: NDArray[np.bool_]) -> Picture:
    """Gives `new` the middle and, within bounds, the spread of `old`'s colours in the L*a*b* space."""
    changed = cv2.cvtColor(new, cv2.COLOR_BGR2LAB).astype(np.float32)
    wanted = cv2.cvtColor(old, cv2.COLOR_BGR2LAB).astype(np.float32)
    for channel in range(3):
        from_values, to_values = changed[..., channel][where], wanted[..., channel][where]
        spread = np.clip(to_values.std() / max(float(from_values.std()), 1.0), *_CONTRAST)
        changed[..., channel] = (changed[..., channel] - np.median(from_values)) * spread + np.median(to_values)
    return cv2.cvtColor(np.clip(np.rint(changed), 0, 255).astype(np.uint8), cv2.COLOR_LAB2BGR)


def _feathered(mask: NDArray[np.uint8], width: float) -> NDArray[np.float64]:
    """The mask as weights that fall to 0 within `width` pixels before its edge."""
    side = int(width) | 1
    core = cv2.erode(mask, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side)), borderValue=0)
    return cv2.GaussianBlur(core, (0, 0), max(width / 3, 0.5)).astype(np.float64) / 255
