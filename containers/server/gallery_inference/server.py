"""The SageMaker contract over HTTP: `GET /ping` and `POST /invocations`.

Built on the standard library's server; `docs/decisions/inference-server.md` says why.
See https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-inference-code.html
"""

import json
import logging
import socketserver
import threading
import time
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from gallery_inference import contract, errors, logs
from gallery_inference.settings import Settings
from gallery_inference.supervisor import Supervisor

_log = logging.getLogger(__name__)

_METHODS = {"/ping": "GET", "/invocations": "POST"}
# Open connections beyond those the queue can hold: pings, and callers about to be told that the queue is full.
_SPARE_CONNECTIONS = 64
_DRAIN_SECONDS = 2.0


class InferenceServer(ThreadingHTTPServer):
    """One thread a connection, and no more connections than can be of use."""

    daemon_threads = True
    request_queue_size = 256

    def __init__(self, settings: Settings, supervisor: Supervisor):
        self.settings = settings
        self.supervisor = supervisor
        self._places = threading.BoundedSemaphore(settings.queue_size + 1 + _SPARE_CONNECTIONS)
        self._changed = threading.Condition()
        self._answering = 0
        super().__init__((settings.host, settings.port), _Handler)

    def server_bind(self) -> None:
        """Leaves out the base class's look-up of the host's name, which waits where no name server answers."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = self.settings.host, int(self.server_address[1])

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

    def count_answering(self, change: int) -> None:
        with self._changed:
            self._answering += change
            self._changed.notify_all()

    def drain(self) -> None:
        """Waits until the answers in progress are written."""
        with self._changed:
            self._changed.wait_for(lambda: self._answering == 0, timeout=_DRAIN_SECONDS)


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
        if not self._wrong_route():
            ready = self.server.supervisor.ready
            status = HTTPStatus.OK if ready else HTTPStatus.SERVICE_UNAVAILABLE
            self._answer(status, {"status": "ready" if ready else "not ready"})

    def do_POST(self) -> None:
        if not self._wrong_route():
            self.server.count_answering(+1)
            try:
                self._invoke()
                self.wfile.flush()
            finally:
                self.server.count_answering(-1)

    def do_other(self) -> None:
        self._wrong_route()

    do_HEAD = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_other

    def _wrong_route(self) -> bool:
        """Answers 404 or 405, and closes the connection because a body may follow that nobody reads."""
        method = _METHODS.get(self.path)
        if method == self.command:
            return False
        if method is None:
            self._refuse(HTTPStatus.NOT_FOUND, "NOT_FOUND", "there are GET /ping and POST /invocations")
        else:
            self._refuse(
                HTTPStatus.METHOD_NOT_ALLOWED, "METHOD_NOT_ALLOWED", f"{self.path} takes {method}", Allow=method
            )
        return True

    def _invoke(self) -> None:
        started = time.monotonic()
        settings = self.server.settings
        uuid = None
        try:
            body = self._body(settings.max_body_bytes)
            invocation = contract.parse(body, settings.input_prefixes, settings.output_prefixes)
            uuid = invocation.uuid
            status, code, answer = HTTPStatus.OK, None, self.server.supervisor.submit(invocation)
        except errors.InferenceError as failure:
            status, code = failure.status, failure.code
            answer = {"error": failure.message, "code": code, "uuid": uuid}
        seconds = round(time.monotonic() - started, 3)
        _log.info("Invocation", extra=logs.with_fields(uuid=uuid, status=int(status), code=code, seconds=seconds))
        self._answer(status, answer)

    def _body(self, most: int) -> bytes:
        """Reads the whole body.

        Otherwise the connection is closed: what is left of the body cannot be told from a next request.
        """
        keep_open, self.close_connection = self.close_connection, True
        length = self.headers.get("Content-Length")
        encoding = self.headers.get("Transfer-Encoding")
        if encoding is not None:
            if length is not None or encoding.lower() != "chunked":
                raise errors.invalid_request("the body needs either Content-Length or Transfer-Encoding: chunked")
            return self._chunks(most)
        if length is None or not (length.isascii() and length.isdigit()):
            raise errors.invalid_request("the body needs a Content-Length")
        if len(length) > 18 or int(length) > most:
            raise errors.body_too_large(most)
        body = self.rfile.read(int(length))
        if len(body) < int(length):
            raise errors.invalid_request("the body ended early")
        self.close_connection = keep_open
        return body

    def _chunks(self, most: int) -> bytes:
        """Decodes a chunked body (RFC 9112, section 7.1); a trailer is lost with the connection."""
        body = b""
        while True:
            size = _chunk_size(self.rfile.readline(64))
            if size == 0:
                return body
            if len(body) + size > most:
                raise errors.body_too_large(most)
            chunk = self.rfile.read(size)
            if len(chunk) < size or self.rfile.read(2) != b"\r\n":
                raise errors.invalid_request("the chunked body is malformed")
            body += chunk

    def _refuse(self, status: HTTPStatus, code: str, message: str, **headers: str) -> None:
        self.close_connection = True
        self._answer(status, {"error": message, "code": code}, **headers)

    def _answer(self, status: HTTPStatus, body: dict[str, Any], **headers: str) -> None:
        data = json.dumps(body).encode("utf-8")
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        for name, value in headers.items():
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """What the base class refuses by itself (a malformed request, another method), as JSON instead of HTML."""
        status = HTTPStatus(code)
        self._refuse(status, "INVALID_REQUEST", status.phrase.lower())

    def version_string(self) -> str:
        return "gallery-inference"

    def log_message(self, format: str, *args: Any) -> None:
        _log.debug(format, *args)


def _chunk_size(line: bytes) -> int:
    digits = line.split(b";")[0].strip()
    if not line.endswith(b"\n") or not digits or len(digits) > 8 or digits.strip(b"0123456789abcdefABCDEF"):
        raise errors.invalid_request("the chunked body is malformed")
    return int(digits, 16)
