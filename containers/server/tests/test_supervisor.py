"""The queue, time-outs and the death of the worker, over real processes."""

import os
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from running_server import Answer, RunningServer, is_running

_MIRROR = {"uuid": "1", "source": "images/face-cropped/hopper.jpeg", "output": "images/results/1.jpeg"}


def _in_background(server: RunningServer) -> "Future[Answer]":
    pool = ThreadPoolExecutor(1)
    answer = pool.submit(server.invoke, **_MIRROR)
    pool.shutdown(wait=False)
    return answer


def _wait_for_files(server: RunningServer) -> None:
    """Until the scripted backend has begun: the first it does is to leave files."""
    deadline = time.monotonic() + 10
    while not server.left_behind():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_the_queue_is_bounded(start_scripted: Callable[..., RunningServer], behave: Callable[[str], None]) -> None:
    server = start_scripted(GALLERY_QUEUE_SIZE="2")
    behave("sleep 1")
    running = _in_background(server)
    _wait_for_files(server)
    waiting = [_in_background(server) for _ in range(2)]
    time.sleep(0.2)

    started = time.monotonic()
    refused = server.invoke(**_MIRROR)
    assert time.monotonic() - started < 0.9
    assert (refused.status, refused.json["code"]) == (503, "QUEUE_FULL")
    assert [answer.result(10).status for answer in [running, *waiting]] == [200, 200, 200]


def test_a_queue_of_no_places_still_serves_one(
    start_scripted: Callable[..., RunningServer], behave: Callable[[str], None]
) -> None:
    server = start_scripted(GALLERY_QUEUE_SIZE="0")
    behave("sleep 0.5")
    running = _in_background(server)
    _wait_for_files(server)

    assert server.invoke(**_MIRROR).status == 503
    assert running.result(10).status == 200
    assert server.invoke(**_MIRROR).status == 200


def test_who_waits_too_long_is_sent_away(
    start_scripted: Callable[..., RunningServer], behave: Callable[[str], None]
) -> None:
    server = start_scripted(GALLERY_QUEUE_TIMEOUT_SECONDS="0.3")
    behave("sleep 1.5")
    running = _in_background(server)
    _wait_for_files(server)

    started = time.monotonic()
    late = server.invoke(**_MIRROR)
    assert (late.status, late.json["code"]) == (503, "QUEUE_TIMEOUT")
    assert time.monotonic() - started < 1.4
    assert running.result(10).status == 200


def test_a_prediction_that_hangs_is_killed_and_the_model_loaded_anew(
    start_scripted: Callable[..., RunningServer], behave: Callable[[str], None]
) -> None:
    server = start_scripted(GALLERY_PREDICT_TIMEOUT_SECONDS="0.7")
    hung = server.worker_pid
    behave("sleep 3600")
    running = _in_background(server)
    _wait_for_files(server)
    behave("mirror")
    # Waits through the restart instead of failing.
    waiting = _in_background(server)

    answer = running.result(10)
    assert (answer.status, answer.json["code"]) == (504, "PREDICT_TIMEOUT")
    assert waiting.result(20).status == 200
    assert not is_running(hung)
    assert server.worker_pid != hung
    assert server.left_behind() == []
    assert server.request("GET", "/ping").status == 200


@pytest.mark.parametrize("death", ["die", "exit"])
def test_a_worker_that_dies_costs_one_request(
    start_scripted: Callable[..., RunningServer], behave: Callable[[str], None], death: str
) -> None:
    server = start_scripted()
    behave(death)
    answer = server.invoke(**_MIRROR)

    assert (answer.status, answer.json["code"]) == (500, "INTERNAL")
    assert server.left_behind() == []
    behave("mirror")
    server.wait_for_ping(200)
    assert server.invoke(**_MIRROR).status == 200


def test_a_worker_killed_from_outside_in_mid_request(
    start_scripted: Callable[..., RunningServer], behave: Callable[[str], None]
) -> None:
    server = start_scripted()
    behave("sleep 30")
    running = _in_background(server)
    _wait_for_files(server)
    os.kill(server.worker_pid, signal.SIGKILL)

    assert running.result(10).status == 500
    assert "signal SIGKILL" in server.logged("The worker ended")["message"]
    behave("mirror")
    server.wait_for_ping(200)
    assert server.invoke(**_MIRROR).status == 200
    assert server.left_behind() == []


def test_a_model_that_only_fails_is_loaded_anew(
    start_scripted: Callable[..., RunningServer], behave: Callable[[str], None]
) -> None:
    server = start_scripted()
    first = server.worker_pid
    behave("raise")
    for _ in range(3):
        assert server.invoke(**_MIRROR).status == 500
    behave("mirror")
    server.logged("The worker ended: the model failed 3 times in a row")

    server.wait_for_ping(200)
    assert server.invoke(**_MIRROR).status == 200
    assert server.worker_pid != first


def test_a_picture_without_a_face_is_no_failure_of_the_model(
    start_scripted: Callable[..., RunningServer], behave: Callable[[str], None]
) -> None:
    server = start_scripted()
    first = server.worker_pid
    behave("no-face")
    for _ in range(4):
        assert server.invoke(**_MIRROR).status == 422
    assert server.worker_pid == first


def test_a_model_that_dies_again_and_again_ends_the_server(
    start_scripted: Callable[..., RunningServer], behave: Callable[[str], None]
) -> None:
    server = start_scripted()
    behave("die")
    codes = []
    for _ in range(4):
        server.wait_for_ping(200)
        codes.append(server.invoke(**_MIRROR).status)

    assert codes == [500, 500, 500, 500]
    assert server.process.wait(10) == 1


def test_requests_of_many_threads_do_not_mix(start_scripted: Callable[..., RunningServer], bucket: object) -> None:
    server = start_scripted(GALLERY_QUEUE_SIZE="20")
    names = [f"id-{number}" for number in range(12)]

    def ask(name: str) -> Answer:
        return server.invoke(**{**_MIRROR, "uuid": name, "output": f"images/results/{name}.jpeg"})

    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(ask, names))
    assert [answer.json["uuid"] for answer in answers] == names
    assert [answer.json["output"] for answer in answers] == [f"images/results/{name}.jpeg" for name in names]
    assert threading.active_count() < 20
