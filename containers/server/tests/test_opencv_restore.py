from pathlib import Path

import cv2
import numpy as np
import pytest

from gallery_inference.backends.opencv_restore import OpenCvRestore
from gallery_inference.decode import Picture


@pytest.fixture
def backend() -> OpenCvRestore:
    backend = OpenCvRestore()
    backend.load(None)
    return backend


@pytest.mark.parametrize("deviation", [8, 12, 20])
def test_noise_is_taken_out(backend: OpenCvRestore, hopper: Picture, deviation: float, tmp_path: Path) -> None:
    random = np.random.default_rng(1)
    noisy = np.clip(hopper + random.normal(0, deviation, hopper.shape), 0, 255).astype(np.uint8)

    assert cv2.PSNR(backend.predict(noisy, None, tmp_path), hopper) > cv2.PSNR(noisy, hopper) + 1


def test_edges_are_made_clearer(backend: OpenCvRestore, hopper: Picture, tmp_path: Path) -> None:
    blurred = cv2.GaussianBlur(hopper, (0, 0), 1.5)

    assert cv2.PSNR(backend.predict(blurred, None, tmp_path), hopper) > cv2.PSNR(blurred, hopper) + 0.5


def test_a_good_picture_is_left_nearly_alone(backend: OpenCvRestore, collins: Picture, tmp_path: Path) -> None:
    restored = backend.predict(collins, None, tmp_path)

    assert restored.shape == collins.shape
    assert restored.dtype == np.uint8
    assert cv2.PSNR(restored, collins) > 33


def test_a_plain_picture_stays_plain(backend: OpenCvRestore, tmp_path: Path) -> None:
    plain = np.full((40, 40, 3), 90, np.uint8)

    assert np.array_equal(backend.predict(plain, None, tmp_path), plain)
