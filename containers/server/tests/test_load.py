"""How the server answers when it is busy."""

import http.client
import json
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import cv2
import pytest
from running_server import BUCKET, Answer, RunningServer

from gallery_inference.decode import Picture

_CALLERS = 50
_PING_LIMIT_SECONDS = 0.1


def _ping_times(server: RunningServer, enough: threading.Event) -> list[float]:
    """One connection per ping, as a health check does."""
    times = []
    while not enough.is_set():
        started = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
        connection.request("GET", "/ping")
        assert connection.getresponse().status == 200
        connection.close()
        times.append(time.perf_counter() - started)
        time.sleep(0.005)
    return times


def _percentile(times: list[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def test_fifty_callers_get_their_pictures_while_ping_stays_quick(
    start_server: Callable[..., RunningServer], bucket: Any, hopper: Picture, collins: Picture
) -> None:
    for key, picture in (("face", hopper), ("portrait", collins[30:250, 120:330])):
        small = cv2.resize(picture, None, fx=220 / picture.shape[0], fy=220 / picture.shape[0])
        bucket.put_object(Bucket=BUCKET, Key=f"images/{key}.png", Body=cv2.imencode(".png", small)[1].tobytes())
    server = start_server(
        GALLERY_BACKEND="opencv-swap", GALLERY_QUEUE_SIZE=str(_CALLERS), GALLERY_QUEUE_TIMEOUT_SECONDS="120"
    ).wait_until_ready()
    enough = threading.Event()

    def ask(number: int) -> Answer:
        return server.invoke(
            seconds=120,
            uuid=str(number),
            source="images/face.png",
            target="images/portrait.png",
            output=f"images/face-swapped/{number}.jpeg",
        )

    started = time.monotonic()
    with ThreadPoolExecutor(_CALLERS + 1) as pool:
        pings = pool.submit(_ping_times, server, enough)
        answers = list(pool.map(ask, range(_CALLERS)))
        enough.set()
        times = pings.result()
    wall = time.monotonic() - started

    assert [answer.status for answer in answers] == [200] * _CALLERS
    median, p99 = _percentile(times, 0.5), _percentile(times, 0.99)
    each = sorted(answer.json["seconds"] for answer in answers)[_CALLERS // 2]
    measured = {
        "pings": len(times),
        "ping_p50_ms": round(median * 1000, 1),
        "ping_p99_ms": round(p99 * 1000, 1),
        "picture_seconds": each,
        "wall_seconds": round(wall, 1),
    }
    # Shown by `containers/test -rP -k fifty`.
    print(json.dumps(measured))
    assert len(times) > 100
    assert p99 < _PING_LIMIT_SECONDS
    assert server.left_behind() == []


@pytest.mark.parametrize("behaviour", ["sleep 0.3", "burn 0.3"])
def test_fifty_callers_at_a_small_queue_are_answered_at_once(
    start_scripted: Callable[..., RunningServer], behave: Callable[[str], None], behaviour: str
) -> None:
    server = start_scripted(GALLERY_QUEUE_SIZE="4")
    behave(behaviour)
    fields = {"uuid": "1", "source": "images/face-cropped/hopper.jpeg", "output": "images/results/1.jpeg"}
    with ThreadPoolExecutor(_CALLERS) as pool:
        answers = list(pool.map(lambda _: server.invoke(**fields), range(_CALLERS)))

    made = [answer for answer in answers if answer.status == 200]
    refused = [answer for answer in answers if answer.status != 200]
    assert len(made) >= 5
    assert {answer.json["code"] for answer in refused} == {"QUEUE_FULL"}
    assert server.request("GET", "/ping").status == 200


def test_more_connections_than_places_do_no_harm(start_scripted: Callable[..., RunningServer]) -> None:
    server = start_scripted(GALLERY_QUEUE_SIZE="0")
    idle = [http.client.HTTPConnection("127.0.0.1", server.port, timeout=5) for _ in range(200)]
    for connection in idle:
        connection.connect()
    for connection in idle:
        connection.close()

    server.wait_for_ping(200, seconds=10)
