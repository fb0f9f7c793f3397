"""A small web server that answers from memory, in place of PyPI, a model hub or a release page."""

import http.server


class MemoryServer(http.server.ThreadingHTTPServer):
    """Answers GET with the body stored under the request's path and query, and 404 otherwise."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.bodies: dict[str, bytes] = {}
        # How many requests for a path are answered by closing the connection in the middle of the body.
        self.cut: dict[str, int] = {}
        self.asked: list[str] = []


class _Handler(http.server.BaseHTTPRequestHandler):
    server: MemoryServer

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        body = self.server.bodies.get(self.path)
        if body is None:
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.server.cut.get(self.path, 0) > 0:
            self.server.cut[self.path] -= 1
            body = body[: len(body) // 2]
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass
