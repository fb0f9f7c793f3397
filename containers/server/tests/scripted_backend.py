"""A backend for tests: does what the file named by TEST_BEHAVIOUR says when a picture is asked for.

The server runs it in its real worker process, so that hanging, crashing and littering are real too.
"""

import os
import signal
import socket
import sys
import tempfile
import time
from pathlib import Path

import cv2

from gallery_inference import errors
from gallery_inference.backends.base import Backend
from gallery_inference.decode import Picture


class Scripted(Backend):
    needs_target = False
    needs_weights = False

    def load(self, weights: Path | None) -> None:
        _act(os.environ.get("TEST_LOAD_BEHAVIOUR", "mirror"))

    def predict(self, source: Picture, target: Picture | None, scratch: Path) -> Picture:
        # What a library leaves behind: in its own folder and in the system's.
        (scratch / "half-done.bin").write_bytes(b"x")
        Path(tempfile.mkdtemp()).joinpath("library-cache").write_bytes(b"x")
        _act(Path(os.environ["TEST_BEHAVIOUR"]).read_text(encoding="utf-8").strip())
        return cv2.flip(source, 1)


def _act(behaviour: str) -> None:
    verb, _, argument = behaviour.partition(" ")
    match verb:
        case "mirror":
            pass
        case "sleep":
            time.sleep(float(argument))
        case "burn":
            # Holds the interpreter, as a model's own Python code does.
            end = time.monotonic() + float(argument)
            while time.monotonic() < end:
                pass
        case "die":
            os.kill(os.getpid(), signal.SIGKILL)
        case "exit":
            sys.exit(3)
        case "raise":
            raise RuntimeError("secret detail of the model")
        case "no-face":
            raise errors.no_face("source")
        case "print":
            print("Progress 1%\rProgress 100%")
            print("not a log line", file=sys.stderr, flush=True)
        case "download":
            socket.create_connection(("127.0.0.1", int(argument)), timeout=2)
        case _:
            raise ValueError(behaviour)
