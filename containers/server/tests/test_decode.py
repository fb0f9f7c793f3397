import struct
import zlib

import cv2
import numpy as np
import pytest

from gallery_inference.decode import Picture, decode
from gallery_inference.errors import InferenceError

_MAX_PIXELS = 1_000_000


def _refusal(data: bytes, max_pixels: int = _MAX_PIXELS) -> InferenceError:
    with pytest.raises(InferenceError) as failure:
        decode(data, "images/a.jpeg", max_pixels)
    return failure.value


def _encoded(picture: Picture, extension: str = ".jpg", *parameters: int) -> bytes:
    done, data = cv2.imencode(extension, picture, list(parameters))
    assert done
    return bytes(data.tobytes())


def _with_orientation(jpeg: bytes, orientation: int) -> bytes:
    """Inserts an EXIF segment that holds the orientation tag alone."""
    tiff = b"MM\x00*" + struct.pack(">I", 8) + struct.pack(">HHHIHH", 1, 0x0112, 3, 1, orientation, 0) + b"\0" * 4
    segment = b"Exif\0\0" + tiff
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(segment) + 2) + segment + jpeg[2:]


def _png_that_claims(width: int, height: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


def test_a_portrait_is_decoded(hopper_jpeg: bytes) -> None:
    picture = decode(hopper_jpeg, "images/a.jpeg", _MAX_PIXELS)

    assert picture.shape == (600, 512, 3)
    assert picture.dtype == np.uint8


def test_a_progressive_jpeg_is_decoded(hopper: Picture) -> None:
    data = _encoded(hopper, ".jpg", cv2.IMWRITE_JPEG_PROGRESSIVE, 1)

    assert decode(data, "images/a.jpeg", _MAX_PIXELS).shape == hopper.shape


def test_a_png_is_decoded_exactly(hopper: Picture) -> None:
    assert np.array_equal(decode(_encoded(hopper, ".png"), "images/a.png", _MAX_PIXELS), hopper)


def test_alpha_is_dropped_and_grey_gets_colour(hopper: Picture) -> None:
    transparent = _encoded(cv2.cvtColor(hopper, cv2.COLOR_BGR2BGRA), ".png")
    grey = _encoded(cv2.cvtColor(hopper, cv2.COLOR_BGR2GRAY))

    assert decode(transparent, "images/a.png", _MAX_PIXELS).shape == hopper.shape
    assert decode(grey, "images/a.jpeg", _MAX_PIXELS).shape == hopper.shape


@pytest.mark.parametrize(
    ("orientation", "turn"),
    [(1, None), (3, cv2.ROTATE_180), (6, cv2.ROTATE_90_CLOCKWISE), (8, cv2.ROTATE_90_COUNTERCLOCKWISE)],
)
def test_exif_orientation_is_applied(hopper_jpeg: bytes, hopper: Picture, orientation: int, turn: int | None) -> None:
    picture = decode(_with_orientation(hopper_jpeg, orientation), "images/a.jpeg", _MAX_PIXELS)

    assert np.array_equal(picture, hopper if turn is None else cv2.rotate(hopper, turn))


def test_what_follows_the_picture_is_ignored(hopper_jpeg: bytes) -> None:
    assert decode(hopper_jpeg + b"maker's data", "images/a.jpeg", _MAX_PIXELS).shape == (600, 512, 3)


@pytest.mark.parametrize(
    "data",
    [b"", b"x", b"GIF89a" + b"\0" * 50, b"\xff\xd8\xff", b"\xff\xd8\xff\xe0", b"\xff\xd8" + b"\xff" * 100, b"<svg/>"],
)
def test_what_is_no_jpeg_or_png_is_refused(data: bytes) -> None:
    failure = _refusal(data)

    assert (failure.code, failure.status) == ("PICTURE_BROKEN", 422)
    assert failure.message.startswith("images/a.jpeg: ")


@pytest.mark.parametrize("kept", [0.01, 0.1, 0.5, 0.99])
def test_a_cut_file_is_refused(hopper_jpeg: bytes, kept: float) -> None:
    assert _refusal(hopper_jpeg[: int(len(hopper_jpeg) * kept)]).code == "PICTURE_BROKEN"


def test_a_cut_png_is_refused(hopper: Picture) -> None:
    data = _encoded(hopper, ".png")
    assert _refusal(data[: len(data) // 2]).code == "PICTURE_BROKEN"


def test_garbage_within_a_jpeg_never_escapes_as_another_error(hopper_jpeg: bytes) -> None:
    random = np.random.default_rng(7)
    refused = set()
    for _ in range(200):
        data = bytearray(hopper_jpeg)
        for place in random.integers(2, len(data), 20):
            data[place] = int(random.integers(0, 256))
        try:
            picture = decode(bytes(data), "images/a.jpeg", _MAX_PIXELS)
        except InferenceError as failure:
            refused.add(failure.code)
        else:
            assert picture.ndim == 3
    assert refused <= {"PICTURE_BROKEN", "PICTURE_TOO_LARGE"}


def test_a_large_picture_is_refused_by_its_header(hopper_jpeg: bytes) -> None:
    failure = _refusal(hopper_jpeg, max_pixels=512 * 600 - 1)

    assert (failure.code, failure.status) == ("PICTURE_TOO_LARGE", 413)
    assert "512 × 600" in failure.message
    assert decode(hopper_jpeg, "images/a.jpeg", 512 * 600) is not None


def test_a_small_file_cannot_ask_for_all_memory() -> None:
    assert _refusal(_png_that_claims(60_000, 60_000)).code == "PICTURE_TOO_LARGE"
    assert _refusal(_png_that_claims(0, 10)).code == "PICTURE_BROKEN"
