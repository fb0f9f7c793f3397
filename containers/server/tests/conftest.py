"""What several test files share: pictures, an S3 emulator and running servers."""

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import boto3
import cv2
import pytest
from running_server import BUCKET, RunningServer

from gallery_inference.decode import Picture

_PICTURES = Path(__file__).parents[3] / "docs" / "images"
_EMULATOR_SECONDS = 60


@pytest.fixture(scope="session")
def hopper_jpeg() -> bytes:
    """Grace Hopper, official portrait of the US Navy: a frontal face of about 230 pixels."""
    return (_PICTURES / "grace-hopper.jpeg").read_bytes()


@pytest.fixture(scope="session")
def collins_jpeg() -> bytes:
    """Eileen Collins, official portrait of NASA: a frontal face of about 95 pixels."""
    return (_PICTURES / "eileen-collins.jpeg").read_bytes()


@pytest.fixture
def hopper() -> Picture:
    return cv2.imread(str(_PICTURES / "grace-hopper.jpeg"))


@pytest.fixture
def collins() -> Picture:
    return cv2.imread(str(_PICTURES / "eileen-collins.jpeg"))


@pytest.fixture(scope="session")
def s3_url() -> Iterator[str]:
    """The address of moto's server, a process of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = shutil.which("moto_server")
    if command is None:
        pytest.fail("moto_server is not on the PATH; install it with: pip install 'moto[server]==5.2.1'")
    emulator = subprocess.Popen(
        [command, "-H", "127.0.0.1", "-p", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    url = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + _EMULATOR_SECONDS
        while True:
            try:
                urllib.request.urlopen(f"{url}/moto-api/", timeout=5).close()
                break
            except OSError:
                if emulator.poll() is not None or time.monotonic() > deadline:
                    pytest.fail("moto_server did not start")
                time.sleep(0.1)
        yield url
    finally:
        emulator.terminate()
        emulator.wait(10)


@pytest.fixture(scope="session")
def s3(s3_url: str) -> Any:
    """A client of the emulator, with the test bucket in place."""
    client = boto3.client(
        "s3",
        region_name="eu-west-1",
        endpoint_url=s3_url,
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )
    client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    return client


@pytest.fixture
def bucket(s3: Any, hopper_jpeg: bytes, collins_jpeg: bytes) -> Any:
    """The client, with both portraits stored as the gallery stores them and nothing else."""
    for entry in s3.list_objects_v2(Bucket=BUCKET).get("Contents", []):
        s3.delete_object(Bucket=BUCKET, Key=entry["Key"])
    s3.put_object(Bucket=BUCKET, Key="images/face-cropped/hopper.jpeg", Body=hopper_jpeg)
    s3.put_object(Bucket=BUCKET, Key="images/base-image/collins.jpeg", Body=collins_jpeg)
    return s3


@pytest.fixture
def start_server(s3_url: str, tmp_path: Path) -> Iterator[Callable[..., RunningServer]]:
    """Starts servers with the given environment; whatever still runs at the end of the test is killed."""
    servers: list[RunningServer] = []

    def start(**environment: str) -> RunningServer:
        server = RunningServer(
            {"GALLERY_BUCKET": BUCKET, "AWS_ENDPOINT_URL": s3_url, **environment}, tmp_path / f"server-{len(servers)}"
        )
        servers.append(server)
        return server

    yield start
    for server in servers:
        server.kill()


@pytest.fixture
def behave(tmp_path: Path) -> Callable[[str], None]:
    """Says what the scripted backend does from now on."""
    script = tmp_path / "behaviour"
    script.write_text("mirror", encoding="utf-8")

    def set_behaviour(behaviour: str) -> None:
        script.write_text(behaviour, encoding="utf-8")

    return set_behaviour


@pytest.fixture
def start_scripted(
    start_server: Callable[..., RunningServer], behave: Callable[[str], None], bucket: Any, tmp_path: Path
) -> Callable[..., RunningServer]:
    """Starts a server with the scripted backend and waits until it is ready."""

    def start(**environment: str) -> RunningServer:
        server = start_server(
            GALLERY_BACKEND="scripted_backend:Scripted", TEST_BEHAVIOUR=str(tmp_path / "behaviour"), **environment
        )
        return server.wait_until_ready()

    return start


def pytest_report_header() -> str:
    return f"OpenCV {cv2.__version__}, Python {sys.version.split()[0]}"
