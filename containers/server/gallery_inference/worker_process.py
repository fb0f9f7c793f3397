"""The supervisor's end of the worker: starts the process, talks to it, and kills it with all it started."""

import json
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import IO, Any

from gallery_inference import logs
from gallery_inference.contract import Invocation

_log = logging.getLogger(__name__)
# A library that prints without end of line must not fill the memory.
_MAX_LINE_BYTES = 65536

_library_log = logging.getLogger("gallery_inference.library")


class WorkerDied(Exception):
    """The process ended, or never got ready, without an answer."""


class WorkerTimeout(Exception):
    """The process did not answer in time; it must be killed, because what it does now cannot be taken back."""

    def __init__(self) -> None:
        super().__init__("it did not answer in time")


class WorkerProcess:
    """One process with one loaded model."""

    def __init__(self, environment: Mapping[str, str], scratch: str):
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "gallery_inference.worker", str(theirs.fileno())],
                # Unbuffered, so that what libraries print is logged when they print it.
                env={**environment, "TMPDIR": scratch, "PYTHONUNBUFFERED": "1"},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                pass_fds=[theirs.fileno()],
                # A group of its own: a signal meant for the server is the server's to handle, and `kill` reaches all.
                start_new_session=True,
            )
        self._channel = ours
        self._received = b""
        assert self._process.stdout is not None
        self._output = threading.Thread(target=_forward, args=(self._process.stdout,), daemon=True)
        self._output.start()

    @property
    def pid(self) -> int:
        return self._process.pid

    def wait_until_ready(self, seconds: float) -> None:
        message = self._receive(time.monotonic() + seconds)
        if "ready" not in message:
            raise WorkerDied(message.get("failed", "the model was not loaded"))

    def ask(self, invocation: Invocation, seconds: float) -> dict[str, Any]:
        """The worker's message: `{"result": …}` or `{"error": …}`."""
        try:
            self._channel.settimeout(seconds)
            self._channel.sendall(json.dumps(invocation.as_json()).encode("utf-8") + b"\n")
        except OSError as failure:
            raise WorkerDied("it takes no requests") from failure
        return self._receive(time.monotonic() + seconds)

    def _receive(self, deadline: float) -> dict[str, Any]:
        while b"\n" not in self._received:
            left = deadline - time.monotonic()
            if left <= 0:
                raise WorkerTimeout
            self._channel.settimeout(left)
            try:
                received = self._channel.recv(65536)
            except TimeoutError:
                raise WorkerTimeout from None
            except OSError as failure:
                raise WorkerDied("the connection to it broke") from failure
            if not received:
                raise WorkerDied(self._exit())
            self._received += received
        line, _, self._received = self._received.partition(b"\n")
        message: dict[str, Any] = json.loads(line)
        return message

    def _exit(self) -> str:
        try:
            code = self._process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            return "it closed the connection"
        return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"

    def kill(self) -> None:
        """Ends the process and everything it started; may be called by any thread, and more than once."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)

    def close(self) -> None:
        """Returns when the process is gone; for the thread that talks to it, after `kill`, and more than once."""
        self._process.wait()
        self._channel.close()
        self._output.join(timeout=2)


def _forward(stream: IO[bytes]) -> None:
    """Passes the worker's own log lines on, and wraps what libraries print, so that every line of the log is JSON."""
    with stream:
        while raw := stream.readline(_MAX_LINE_BYTES):
            # A progress bar overwrites its line: the last state is the one that counts.
            line = raw.decode("utf-8", "replace").rstrip().rpartition("\r")[2]
            if line.startswith(logs.LINE_START):
                logs.write_line(line)
            elif line:
                _library_log.info(line)
