"""Turns the bytes of a JPEG or PNG file into pixels.

The size is read from the file's header before any pixel is decoded, so that a small file cannot ask for all memory.
"""

import struct
from dataclasses import dataclass
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from gallery_inference.errors import picture_broken, picture_too_large

# Height × width × 3, blue-green-red, 8 bits: OpenCV's order.
Picture = NDArray[np.uint8]

_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_JPEG_START = b"\xff\xd8\xff"
_JPEG_END = b"\xff\xd9"
_START_OF_SCAN = 0xDA
# SOF0 to SOF15 without DHT (C4), JPG (C8) and DAC (CC); ITU-T T.81, table B.1.
_START_OF_FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
# Markers that stand alone: TEM, RST0 to RST7, SOI, EOI.
_WITHOUT_LENGTH = frozenset({0x01, *range(0xD0, 0xDA)})


@dataclass(frozen=True)
class _Size:
    width: int
    height: int


def decode(data: bytes, key: str, max_pixels: int) -> Picture:
    """Returns the picture upright, as its EXIF orientation asks; `key` is for the message alone."""
    size = _size_in_header(data)
    if size is None:
        raise picture_broken(key, "the file is not a complete JPEG or PNG picture")
    if size.width * size.height > max_pixels:
        raise picture_too_large(key, f"{size.width} × {size.height} is more than {max_pixels} pixels")
    try:
        # IMREAD_COLOR turns the picture by its EXIF orientation, drops alpha and converts grey to three channels.
        picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    except cv2.error:
        picture = None
    if picture is None or picture.shape[0] * picture.shape[1] != size.width * size.height:
        raise picture_broken(key, "the pixels cannot be decoded")
    return cast(Picture, picture)


def _size_in_header(data: bytes) -> _Size | None:
    if data.startswith(_PNG_SIGNATURE):
        size = _size_of_png(data)
    elif data.startswith(_JPEG_START):
        size = _size_of_jpeg(data)
    else:
        size = None
    return size if size is not None and size.width > 0 and size.height > 0 else None


def _size_of_png(data: bytes) -> _Size | None:
    # The first chunk is IHDR and the last IEND; W3C PNG specification, section 5.6.
    if len(data) < 33 or data[12:16] != b"IHDR" or b"IEND" not in data[-16:]:
        return None
    return _Size(*struct.unpack(">II", data[16:24]))


def _size_of_jpeg(data: bytes) -> _Size | None:
    """Walks the segments up to the first scan, and wants an end marker after it: a cut file is not a picture."""
    size = None
    at = 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            return None
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker in _WITHOUT_LENGTH:
            at += 2
            continue
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        if length < 2:
            return None
        if marker in _START_OF_FRAME:
            if size is not None or at + 9 > len(data):
                return None
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            size = _Size(width, height)
        at += 2 + length
        if marker == _START_OF_SCAN:
            return size if data.find(_JPEG_END, at) >= 0 else None
    return None
