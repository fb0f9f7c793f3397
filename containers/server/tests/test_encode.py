import cv2
import numpy as np
import pytest

from gallery_inference.decode import Picture
from gallery_inference.encode import encode_jpeg


def test_the_result_is_a_real_jpeg(hopper: Picture) -> None:
    data = encode_jpeg(hopper, 95)

    assert data.startswith(b"\xff\xd8\xff")
    assert data.endswith(b"\xff\xd9")
    again = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    assert again.shape == hopper.shape
    assert cv2.PSNR(again, hopper) > 35


def test_quality_costs_bytes(hopper: Picture) -> None:
    assert len(encode_jpeg(hopper, 60)) < len(encode_jpeg(hopper, 95))


@pytest.mark.parametrize(
    "picture",
    [np.zeros((4, 4), np.uint8), np.zeros((4, 4, 4), np.uint8), np.zeros((4, 4, 3), np.float32)],
)
def test_only_pictures_are_encoded(picture: Picture) -> None:
    with pytest.raises(ValueError, match="a picture must be"):
        encode_jpeg(picture, 95)


def test_an_empty_picture_is_not_encoded() -> None:
    with pytest.raises((ValueError, cv2.error)):
        encode_jpeg(np.zeros((0, 0, 3), np.uint8), 95)
