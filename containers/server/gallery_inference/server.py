"""The SageMaker contract over HTTP: `GET /ping` and `POST /invocations`.

Built on the standard library's server; `docs/decisions/` says why.
See https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-inference-code.html
"""

import json
import logging
import threading
import time
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from gallery_inference import contract, errors, logs
from gallery_inference.settings import Settings
from gallery_inference.supervisor import Supervisor

_log = logging.getLogger(__name__)

# Open connections beyond those the queue can hold: pings, and callers about to be told that the queue is full.
_SPARE_CONNECTIONS = 64


class InferenceServer(ThreadingHTTPServer):
    """One thread a connection, and no more connections than can be of use."""

    daemon_threads = True
    request_queue_size = 256
    allow_reuse_address = True

    def __init__(self, settings: Settings, supervisor: Supervisor):
        self.settings = settings
        self.supervisor = supervisor
        self._places = threading.BoundedSemaphore(settings.queue_size + 1 + _SPARE_CONNECTIONS)
        self._idle = threading.Condition()
        self._busy = 0
        super().__init__(("0.0.0.0", settings.port), _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        if self._places.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._places.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A caller that went away is no fault; the default prints a traceback."""
        _log.debug("A connection ended early", exc_info=True)

    def __enter__(self) -> "InferenceServer":
        return self

    def begin_answer(self) -> None:
        with self._idle:
            self._busy += 1

    def end_answer(self) -> None:
        with self._idle:
            self._busy -= 1
            self._idle.notify_all()

    def drain(self, seconds: float) -> None:
        """Waits until the answers in progress are written."""
        with self._idle:
            self._idle.wait_for(lambda: self._busy == 0, timeout=seconds)


class _Handler(BaseHTTPRequestHandler):
    """One connection."""

    server: InferenceServer
    protocol_version = "HTTP/1.1"
    # Seconds without a byte before a connection is dropped.
    timeout = 30
    # Head and body leave in one packet.
    wbufsize = -1
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        if self.path != "/ping":
            self._refuse(HTTPStatus.NOT_FOUND, "NOT_FOUND", "there are GET /ping and POST /invocations")
        elif self.server.supervisor.ready:
            self._answer(HTTPStatus.OK, {"status": "ready"})
        else:
            self._answer(HTTPStatus.SERVICE_UNAVAILABLE, {"status": "not ready"})

    def do_POST(self) -> None:
        self.server.begin_answer()
        try:
            if self.path != "/invocations":
                self._refuse(HTTPStatus.NOT_FOUND, "NOT_FOUND", "there are GET /ping and POST /invocations")
            else:
                self._invoke()
        finally:
            self.wfile.flush()
            self.server.end_answer()

    def _invoke(self) -> None:
        started = time.monotonic()
        settings = self.server.settings
        uuid = None
        try:
            body = self._body(settings.max_body_bytes)
            invocation = contract.parse(body, settings.input_prefixes, settings.output_prefixes)
            uuid = invocation.uuid
            answer = self.server.supervisor.submit(invocation)
            status, code = HTTPStatus.OK, None
        except errors.InferenceError as failure:
            status, code = failure.status, failure.code
            answer = {"error": failure.message, "code": failure.code, "uuid": uuid}
        except TimeoutError:
            raise
        except Exception:
            _log.error("An invocation failed", exc_info=True, extra=logs.with_fields(uuid=uuid))
            status, code = HTTPStatus.INTERNAL_SERVER_ERROR, "INTERNAL"
            answer = {"error": "the picture could not be made", "code": code, "uuid": uuid}
        seconds = round(time.monotonic() - started, 3)
        _log.info("Invocation", extra=logs.with_fields(uuid=uuid, status=int(status), code=code, seconds=seconds))
        self._answer(status, answer)

    def _body(self, most: int) -> bytes:
        length = self.headers.get("Content-Length")
        encoding = self.headers.get("Transfer-Encoding")
        if encoding is not None:
            # What is left of this request cannot be told from the next one.
            self.close_connection = True
            if length is not None or encoding.lower() != "chunked":
                raise errors.invalid_request("the body needs either Content-Length or Transfer-Encoding: chunked")
            return self._chunks(most)
        if length is None or not (length.isascii() and length.isdigit()):
            self.close_connection = True
            raise errors.invalid_request("the body needs a Content-Length")
        if int(length) > most:
            self.close_connection = True
            raise errors.body_too_large(most)
        body = self.rfile.read(int(length))
        if len(body) < int(length):
            self.close_connection = True
            raise errors.invalid_request("the body ended early")
        return body

    def _chunks(self, most: int) -> bytes:
        """Decodes a chunked body (RFC 9112, section 7.1) and ignores its trailer."""
        body = b""
        while True:
            head = self.rfile.readline(64).split(b";")[0].strip()
            try:
                size = int(head, 16) if head.isalnum() else -1
            except ValueError:
                size = -1
            if size < 0:
                raise errors.invalid_request("the chunked body is malformed")
            if size == 0:
                return body
            if len(body) + size > most:
                raise errors.body_too_large(most)
            chunk = self.rfile.read(size)
            if len(chunk) < size or self.rfile.readline(3) != b"\r\n":
                raise errors.invalid_request("the chunked body is malformed")
            body += chunk

    def _refuse(self, status: HTTPStatus, code: str, message: str) -> None:
        self.close_connection = True
        self._answer(status, {"error": message, "code": code})

    def _answer(self, status: HTTPStatus, body: dict[str, Any]) -> None:
        data = json.dumps(body).encode("utf-8")
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(data)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """What the base class refuses by itself (a malformed request, another method), as JSON instead of HTML."""
        self._refuse(HTTPStatus(code), "INVALID_REQUEST", HTTPStatus(code).phrase.lower())

    def version_string(self) -> str:
        return "gallery-inference"

    def log_message(self, format: str, *args: Any) -> None:
        _log.debug(format % args)
