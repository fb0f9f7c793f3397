"""The whole path with photographs: fetched from S3, swapped, restored, stored. `docs/containers.md` shows them.

`GALLERY_UPDATE_PICTURES=1 containers/test -k portraits` writes the shown results anew.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from running_server import BUCKET, RunningServer

_SHOWN = Path(__file__).parents[3] / "docs" / "images"
# A picture that another release of OpenCV makes may differ by rounding.
_LEAST_PSNR = 40


def _same_as_shown(data: bytes, name: str) -> None:
    path = _SHOWN / name
    if os.environ.get("GALLERY_UPDATE_PICTURES") == "1":
        path.write_bytes(data)
    made, shown = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR), cv2.imread(str(path))
    assert made.shape == shown.shape
    assert cv2.PSNR(made, shown) > _LEAST_PSNR


@pytest.mark.parametrize(
    ("source", "target", "name"),
    [
        ("hopper", "collins", "hopper-in-collins.jpeg"),
        ("collins", "hopper", "collins-in-hopper.jpeg"),
    ],
)
def test_portraits_are_swapped_and_restored_through_s3(
    start_server: Callable[..., RunningServer],
    bucket: Any,
    hopper_jpeg: bytes,
    collins_jpeg: bytes,
    source: str,
    target: str,
    name: str,
) -> None:
    pictures = {"hopper": hopper_jpeg, "collins": collins_jpeg}
    bucket.put_object(Bucket=BUCKET, Key="images/face-cropped/1.jpeg", Body=pictures[source])
    bucket.put_object(Bucket=BUCKET, Key="images/base-image/1.jpeg", Body=pictures[target])

    fusion = start_server(GALLERY_BACKEND="opencv-swap").wait_until_ready()
    answer = fusion.invoke(
        uuid="1",
        source="images/face-cropped/1.jpeg",
        target="images/base-image/1.jpeg",
        output="images/face-swapped/1.jpeg",
    )
    assert answer.status == 200, answer.json
    fusion.kill()
    restoration = start_server(GALLERY_BACKEND="opencv-restore").wait_until_ready()
    answer = restoration.invoke(uuid="1", source="images/face-swapped/1.jpeg", output="images/results/1.jpeg")
    assert answer.status == 200, answer.json

    _same_as_shown(bucket.get_object(Bucket=BUCKET, Key="images/results/1.jpeg")["Body"].read(), name)
