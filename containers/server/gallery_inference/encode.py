"""Turns pixels into the bytes of a JPEG file."""

import cv2

from gallery_inference.decode import Picture


def encode_jpeg(picture: Picture, quality: int) -> bytes:
    """`quality` is libjpeg's, 0 to 100; the file carries no metadata of the source pictures."""
    if picture.ndim != 3 or picture.shape[2] != 3 or picture.dtype.name != "uint8":
        raise ValueError(f"a picture must be height × width × 3 of uint8, not {picture.shape} of {picture.dtype}")
    done, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality, cv2.IMWRITE_JPEG_OPTIMIZE, 1])
    if not done:
        raise ValueError("OpenCV did not encode the picture")
    return bytes(data.tobytes())
