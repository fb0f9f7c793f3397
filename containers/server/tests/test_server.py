"""The contract over real HTTP: routes, bodies, answers."""

import http.client
import json
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from running_server import BUCKET, RunningServer

_FUSION = {
    "uuid": "42",
    "source": "images/face-cropped/hopper.jpeg",
    "target": "images/base-image/collins.jpeg",
    "output": "images/face-swapped/42.jpeg",
}
_MIRROR = {"uuid": "43", "source": "images/face-cropped/hopper.jpeg", "output": "images/results/43.jpeg"}


@pytest.fixture(scope="module")
def shared(s3: Any, s3_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[RunningServer, Path]]:
    """One server for all tests of this file, and the file that says what its backend does."""
    folder = tmp_path_factory.mktemp("server")
    script = folder / "behaviour"
    server = RunningServer(
        {
            "GALLERY_BUCKET": BUCKET,
            "AWS_ENDPOINT_URL": s3_url,
            "GALLERY_BACKEND": "scripted_backend:Scripted",
            "TEST_BEHAVIOUR": str(script),
            "GALLERY_MAX_UPLOAD_BYTES": "200000",
            "GALLERY_MAX_PIXELS": "1000000",
        },
        folder / "temporary",
    )
    yield server.wait_until_ready(), script
    server.kill()


@pytest.fixture
def server(shared: tuple[RunningServer, Path], bucket: Any) -> RunningServer:
    running, script = shared
    script.write_text("mirror", encoding="utf-8")
    running.forget_log()
    return running


@pytest.fixture
def behave(shared: tuple[RunningServer, Path]) -> Callable[[str], None]:
    return lambda behaviour: shared[1].write_text(behaviour, encoding="utf-8") and None


def _talk(server: RunningServer, request: bytes) -> bytes:
    """Sends bytes as they are and returns all that comes back until the server closes the connection."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        connection.sendall(request)
        received = b""
        while piece := connection.recv(65536):
            received += piece
    return received


def test_ping_is_answered_before_and_after_the_model_is_loaded(
    start_server: Callable[..., RunningServer],
) -> None:
    server = start_server(GALLERY_BACKEND="scripted_backend:Scripted", TEST_LOAD_BEHAVIOUR="sleep 1")

    early = server.request("GET", "/ping")
    assert (early.status, early.json) == (503, {"status": "not ready"})
    refused = server.invoke(**_MIRROR)
    assert (refused.status, refused.json["code"]) == (503, "NOT_READY")
    server.wait_for_ping(200)


def test_an_invocation_writes_a_real_jpeg(server: RunningServer, bucket: Any) -> None:
    answer = server.invoke(**_MIRROR)

    assert answer.status == 200
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.json.pop("seconds") > 0
    assert answer.json == {"uuid": "43", "output": "images/results/43.jpeg", "width": 512, "height": 600}
    stored = bucket.get_object(Bucket=BUCKET, Key="images/results/43.jpeg")
    assert stored["ContentType"] == "image/jpeg"
    assert stored["Body"].read(3) == b"\xff\xd8\xff"
    assert server.left_behind() == []


def test_a_connection_serves_many_requests(server: RunningServer) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    for _ in range(3):
        connection.request("GET", "/ping")
        assert connection.getresponse().read() == b'{"status": "ready"}'
        connection.request("POST", "/invocations", b"{}")
        assert connection.getresponse().read().startswith(b'{"error": "uuid')
    connection.close()


@pytest.mark.parametrize(
    ("method", "path", "status", "allow"),
    [
        ("POST", "/ping", 405, "GET"),
        ("HEAD", "/ping", 405, "GET"),
        ("GET", "/invocations", 405, "POST"),
        ("PUT", "/invocations", 405, "POST"),
        ("DELETE", "/invocations", 405, "POST"),
        ("GET", "/", 404, None),
        ("POST", "/../ping", 404, None),
        ("GET", "/ping/", 404, None),
        ("BREW", "/ping", 501, None),
    ],
)
def test_other_routes_and_methods(
    server: RunningServer, method: str, path: str, status: int, allow: str | None
) -> None:
    answer = server.request(method, path)

    assert answer.status == status
    assert answer.headers["Allow"] == allow
    assert answer.headers["Server"] == "gallery-inference"
    if method != "HEAD":
        assert "error" in answer.json


def test_bodies_are_limited(server: RunningServer) -> None:
    answer = server.request("POST", "/invocations", b" " * 16 * 1024 + b"{}")

    assert (answer.status, answer.json["code"]) == (413, "BODY_TOO_LARGE")
    assert b" 413 " in _talk(server, b"POST /invocations HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n")


def test_a_chunked_body_is_read(server: RunningServer) -> None:
    body = json.dumps(_MIRROR).encode()
    chunks = b"".join(b"%x;note\r\n%s\r\n" % (len(part), part) for part in (body[:10], body[10:]))
    answer = _talk(
        server,
        b"POST /invocations HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks + b"0\r\nTrailer: x\r\n\r\n",
    )

    assert answer.startswith(b"HTTP/1.1 200 OK")
    assert answer.count(b"HTTP/1.1") == 1


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (b"", b""),
        (b"Content-Length: -1\r\n", b""),
        (b"Content-Length: 1_0\r\n", b""),
        (b"Content-Length: \xb2\r\n", b""),
        (b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n", b"0\r\n\r\n"),
        (b"Transfer-Encoding: gzip, chunked\r\n", b"0\r\n\r\n"),
        (b"Transfer-Encoding: chunked\r\n", b"zz\r\n"),
        (b"Transfer-Encoding: chunked\r\n", b"-1\r\n"),
        (b"Transfer-Encoding: chunked\r\n", b"2\r\n{}xx"),
    ],
)
def test_a_body_of_unclear_length_ends_the_connection(server: RunningServer, head: bytes, body: bytes) -> None:
    answer = _talk(server, b"POST /invocations HTTP/1.1\r\n" + head + b"\r\n" + body)

    assert answer.startswith(b"HTTP/1.1 400 Bad Request")
    assert b"Connection: close" in answer


def test_a_request_that_is_no_http_is_answered_in_json(server: RunningServer) -> None:
    answer = _talk(server, b"nonsense here and there\r\n\r\n")

    assert b'"code": "INVALID_REQUEST"' in answer
    assert b"<html" not in answer.lower()


def test_a_caller_that_goes_away_does_no_harm(server: RunningServer) -> None:
    for request in (b"", b"GET /pi", b"POST /invocations HTTP/1.1\r\nContent-Length: 100\r\n\r\n{"):
        with socket.create_connection(("127.0.0.1", server.port)) as connection:
            connection.sendall(request)

    assert server.request("GET", "/ping").status == 200
    assert server.invoke(**_MIRROR).status == 200
    assert not any("Traceback" in line for line in server.raw_log)


def test_a_key_outside_the_prefixes_is_refused_before_anything_is_read(server: RunningServer, bucket: Any) -> None:
    bucket.put_object(Bucket=BUCKET, Key="secrets/a.jpeg", Body=b"secret")
    for key in ("secrets/a.jpeg", "images/../secrets/a.jpeg", "/secrets/a.jpeg"):
        answer = server.invoke(**{**_MIRROR, "source": key})
        assert (answer.status, answer.json["code"]) == (400, "INVALID_REQUEST")


def test_pictures_that_cannot_be_used_are_told_apart(server: RunningServer, bucket: Any, hopper_jpeg: bytes) -> None:
    def answer_for(data: bytes | None) -> tuple[int, str]:
        key = "images/face-cropped/other.jpeg"
        if data is not None:
            bucket.put_object(Bucket=BUCKET, Key=key, Body=data)
        answer = server.invoke(**{**_MIRROR, "source": key})
        return answer.status, answer.json["code"]

    assert answer_for(None) == (404, "OBJECT_MISSING")
    assert answer_for(b"") == (422, "PICTURE_BROKEN")
    assert answer_for(b"%PDF-1.7") == (422, "PICTURE_BROKEN")
    assert answer_for(hopper_jpeg[:30_000]) == (422, "PICTURE_BROKEN")
    assert answer_for(hopper_jpeg + b"\0" * 200_000) == (413, "PICTURE_TOO_LARGE")
    assert "Contents" not in bucket.list_objects_v2(Bucket=BUCKET, Prefix="images/results/")
    assert server.invoke(**_MIRROR).status == 200


def test_a_failure_of_the_model_is_told_without_its_details(
    server: RunningServer, behave: Callable[[str], None]
) -> None:
    behave("raise")
    answer = server.invoke(**_MIRROR)

    assert (answer.status, answer.json) == (
        500,
        {"error": "the picture could not be made", "code": "INTERNAL", "uuid": "43"},
    )
    logged = server.logged("The model failed")
    assert logged["uuid"] == "43"
    assert logged["exception"]["message"] == "secret detail of the model"
    assert not any("Traceback" in line for line in server.raw_log)
    assert server.left_behind() == []


def test_no_face_is_no_success(server: RunningServer, behave: Callable[[str], None]) -> None:
    behave("no-face")
    answer = server.invoke(**_MIRROR)

    assert (answer.status, answer.json["code"]) == (422, "NO_FACE")


def test_every_line_of_the_log_is_json_whatever_libraries_print(
    server: RunningServer, behave: Callable[[str], None]
) -> None:
    behave("print")
    assert server.invoke(**_MIRROR).status == 200

    assert server.logged("not a log line")["logger"] == "gallery_inference.library"
    assert server.logged("Progress")["message"] == "Progress 100%"
    invocation = server.logged("Invocation")
    assert (invocation["uuid"], invocation["status"]) == ("43", 200)


def test_a_model_cannot_download_at_run_time(server: RunningServer, behave: Callable[[str], None]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        behave(f"download {listener.getsockname()[1]}")
        answer = server.invoke(**_MIRROR)

    assert answer.status == 500
    assert server.logged("The model failed")["exception"]["type"] == "NetworkOff"
