"""Starts the real server as a process, as SageMaker does, and talks to it over HTTP."""

import http.client
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

# The bucket of the emulator that the tests use.
BUCKET = "gallery-test-images"

_PACKAGE = Path(__file__).parents[1]
_START_SECONDS = 30


class Answer:
    """Status, headers and decoded body of one response."""

    def __init__(self, response: http.client.HTTPResponse):
        self.status = response.status
        self.headers = response.headers
        self.raw = response.read()
        self.json: Any = json.loads(self.raw) if self.raw else None


class RunningServer:
    """One server with its log; `stop` or `kill` ends it."""

    def __init__(self, environment: Mapping[str, str], temporary: Path):
        temporary.mkdir()
        self.temporary = temporary
        self._port: int | None = None
        self.log: list[dict[str, Any]] = []
        self.raw_log: list[str] = []
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gallery_inference", "serve"],
            cwd=_PACKAGE,
            env={
                "PATH": os.environ["PATH"],
                "HOME": str(temporary),
                "TMPDIR": str(temporary),
                "PYTHONPATH": f"{_PACKAGE}:{_PACKAGE / 'tests'}",
                "PYTHONDONTWRITEBYTECODE": "1",
                "AWS_REGION": "eu-west-1",
                "AWS_ACCESS_KEY_ID": "test",
                "AWS_SECRET_ACCESS_KEY": "test",
                "GALLERY_HOST": "127.0.0.1",
                "GALLERY_PORT": "0",
                **environment,
            },
            stderr=subprocess.PIPE,
            text=True,
        )
        self._reader = threading.Thread(target=self._read_log, daemon=True)
        self._reader.start()

    def _read_log(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.raw_log.append(line)
            self.log.append(json.loads(line))

    def forget_log(self) -> None:
        self.raw_log.clear()
        self.log.clear()

    def logged(self, message: str, seconds: float = _START_SECONDS) -> dict[str, Any]:
        """Waits for a log line whose message begins with `message`."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            for line in list(self.log):
                if line["message"].startswith(message):
                    return line
            if self.process.poll() is not None and not self._reader.is_alive():
                break
            time.sleep(0.02)
        raise AssertionError(f"no log line {message!r} in {self.raw_log}")

    @property
    def port(self) -> int:
        if self._port is None:
            self._port = int(self.logged("Listening")["port"])
        return self._port

    @property
    def worker_pid(self) -> int:
        return int([line for line in self.log if line["message"] == "The model is loaded"][-1]["pid"])

    def wait_until_ready(self) -> "RunningServer":
        self.wait_for_ping(200)
        return self

    def wait_for_ping(self, status: int, seconds: float = _START_SECONDS) -> None:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.request("GET", "/ping").status == status:
                return
            time.sleep(0.02)
        raise AssertionError(f"/ping never answered {status}: {self.raw_log}")

    def request(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        seconds: float = 60,
    ) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=seconds)
        try:
            connection.request(method, path, body, dict(headers or {}))
            return Answer(connection.getresponse())
        finally:
            connection.close()

    def invoke(self, seconds: float = 60, **fields: Any) -> Answer:
        headers = {"Content-Type": "application/json"}
        return self.request("POST", "/invocations", json.dumps(fields).encode(), headers, seconds)

    def left_behind(self) -> list[Path]:
        """Files below the server's temporary folder."""
        return [path for path in self.temporary.rglob("*") if path.is_file()]

    def stop(self, seconds: float = 35) -> int:
        """Sends SIGTERM and returns the exit code."""
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(seconds)
        self._reader.join(5)
        return code

    def kill(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(10)
        self._reader.join(10)


def is_running(pid: int) -> bool:
    """Whether a process exists and is more than a zombie."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"
