"""Starting and ending: settings, exit codes, SIGTERM and SIGKILL in mid-request."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from running_server import RunningServer, is_running

_MIRROR = {"uuid": "1", "source": "images/face-cropped/hopper.jpeg", "output": "images/results/1.jpeg"}
_PACKAGE = Path(__file__).parents[1]


def _run(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "gallery_inference", *arguments],
        cwd=_PACKAGE,
        env={"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1", **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def _begin_slow_request(server: RunningServer, pool: ThreadPoolExecutor) -> "object":
    answer = pool.submit(server.invoke, **_MIRROR)
    deadline = time.monotonic() + 10
    while not server.left_behind():
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return answer


@pytest.mark.parametrize("arguments", [[], ["train"], ["serve", "now"]])
def test_only_serve_and_check_are_commands(arguments: list[str]) -> None:
    done = _run(*arguments)

    assert done.returncode == 64
    assert "serve | check" in done.stderr


def test_wrong_settings_are_named_one_a_line() -> None:
    done = _run("serve", GALLERY_PORT="x")

    assert done.returncode == 78
    assert len(done.stderr.splitlines()) == 4
    for name in ("GALLERY_BACKEND", "GALLERY_BUCKET", "AWS_REGION", "GALLERY_PORT"):
        assert name in done.stderr


def test_a_taken_port_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = _run(
            "serve",
            GALLERY_BACKEND="opencv-swap",
            GALLERY_BUCKET="bucket",
            AWS_REGION="eu-west-1",
            GALLERY_HOST="127.0.0.1",
            GALLERY_PORT=str(taken.getsockname()[1]),
        )

    assert done.returncode == 1
    assert "cannot be opened: Address already in use" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_model_that_cannot_be_loaded_ends_the_server(start_server: Callable[..., RunningServer]) -> None:
    server = start_server(GALLERY_BACKEND="scripted_backend:Scripted", TEST_LOAD_BEHAVIOUR="raise")

    assert server.process.wait(30) == 1
    assert server.logged("The model cannot be loaded")["exception"]["type"] == "RuntimeError"
    assert server.left_behind() == []


def test_missing_weights_end_the_server_with_the_reason(start_server: Callable[..., RunningServer]) -> None:
    server = start_server(GALLERY_BACKEND="gfpgan", GALLERY_WEIGHTS_LOCK=str(_PACKAGE.parent / "gfpgan/weights.lock"))

    assert server.process.wait(30) == 1
    assert "is in none of /opt/ml/model, /opt/gallery/weights" in server.logged("The worker ended")["message"]


def test_a_load_that_takes_too_long_ends_the_server(start_server: Callable[..., RunningServer]) -> None:
    server = start_server(
        GALLERY_BACKEND="scripted_backend:Scripted",
        TEST_LOAD_BEHAVIOUR="sleep 3600",
        GALLERY_LOAD_TIMEOUT_SECONDS="2",
    )

    assert server.process.wait(30) == 1


def test_check_tells_whether_the_model_loads() -> None:
    settings = {
        "GALLERY_BUCKET": "bucket",
        "AWS_REGION": "eu-west-1",
        "PYTHONPATH": f"{_PACKAGE}:{_PACKAGE / 'tests'}",
    }
    assert _run("check", GALLERY_BACKEND="opencv-swap", **settings).returncode == 0

    failed = _run("check", GALLERY_BACKEND="scripted_backend:Scripted", TEST_LOAD_BEHAVIOUR="raise", **settings)
    assert failed.returncode == 1
    assert "secret detail" in failed.stderr
    assert "Traceback" not in failed.stderr


def test_sigterm_when_idle(start_scripted: Callable[..., RunningServer]) -> None:
    server = start_scripted()
    worker = server.worker_pid
    started = time.monotonic()

    assert server.stop() == 0
    assert time.monotonic() - started < 10
    assert not is_running(worker)
    assert list(server.temporary.iterdir()) == []
    assert server.log[-1]["message"] == "Stopped"


def test_sigterm_while_the_model_loads(start_server: Callable[..., RunningServer]) -> None:
    server = start_server(GALLERY_BACKEND="scripted_backend:Scripted", TEST_LOAD_BEHAVIOUR="sleep 3600")
    server.logged("Listening")
    time.sleep(0.5)
    started = time.monotonic()

    assert server.stop() == 0
    assert time.monotonic() - started < 10
    assert list(server.temporary.iterdir()) == []


def test_sigterm_lets_the_running_request_end_and_refuses_the_others(
    start_scripted: Callable[..., RunningServer], behave: Callable[[str], None]
) -> None:
    server = start_scripted()
    worker = server.worker_pid
    behave("sleep 1.5")
    with ThreadPoolExecutor(2) as pool:
        running = _begin_slow_request(server, pool)
        waiting = pool.submit(server.invoke, **_MIRROR)
        time.sleep(0.3)
        server.process.send_signal(signal.SIGTERM)

        refused = waiting.result(5)
        assert (refused.status, refused.json["code"]) == (503, "STOPPING")
        assert server.request("GET", "/ping").status == 503
        assert server.invoke(**_MIRROR).json["code"] == "STOPPING"
        assert running.result(10).status == 200  # type: ignore[attr-defined]
    assert server.process.wait(10) == 0
    assert not is_running(worker)
    assert list(server.temporary.iterdir()) == []


def test_sigterm_does_not_wait_longer_than_sagemaker(
    start_scripted: Callable[..., RunningServer], behave: Callable[[str], None]
) -> None:
    server = start_scripted(GALLERY_SHUTDOWN_SECONDS="1", GALLERY_PREDICT_TIMEOUT_SECONDS="60")
    worker = server.worker_pid
    behave("sleep 3600")
    with ThreadPoolExecutor(1) as pool:
        running = _begin_slow_request(server, pool)
        started = time.monotonic()

        assert server.stop() == 0
        assert time.monotonic() - started < 10
        assert running.result(5).json["code"] == "STOPPING"  # type: ignore[attr-defined]
    assert not is_running(worker)
    assert list(server.temporary.iterdir()) == []


def test_sigkill_of_the_server_takes_the_worker_with_it(
    start_scripted: Callable[..., RunningServer], behave: Callable[[str], None]
) -> None:
    server = start_scripted()
    worker = server.worker_pid
    behave("sleep 3600")
    with ThreadPoolExecutor(1) as pool:
        running = _begin_slow_request(server, pool)
        server.process.kill()
        with pytest.raises((ConnectionError, OSError)):
            running.result(10)  # type: ignore[attr-defined]
    deadline = time.monotonic() + 5
    while is_running(worker):
        assert time.monotonic() < deadline, "the worker outlived its server"
        time.sleep(0.02)
