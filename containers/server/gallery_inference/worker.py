"""The process that holds the model; started by the supervisor and fed over a socket, one line of JSON each way.

The supervisor may kill it at any moment. When the supervisor itself goes away, the socket ends and so does this
process.
"""

import json
import logging
import os
import queue
import socket
import sys
import threading
from typing import TYPE_CHECKING, Any

from gallery_inference import logs
from gallery_inference.contract import Invocation
from gallery_inference.errors import InferenceError, internal
from gallery_inference.settings import Settings

if TYPE_CHECKING:
    from gallery_inference.pipeline import Pipeline

_log = logging.getLogger("gallery_inference.worker")

# Below the server's own priority, so that answers to /ping go before the model's arithmetic.
_NICENESS = 5


def main(channel_descriptor: int) -> None:
    settings = Settings.of(os.environ)
    logs.configure(settings.log_level)
    # A second guard behind the header check, read by OpenCV when it is imported.
    os.environ["OPENCV_IO_MAX_IMAGE_PIXELS"] = str(settings.max_pixels)
    os.nice(_NICENESS)
    channel = socket.socket(fileno=channel_descriptor)
    invocations: queue.SimpleQueue[Invocation] = queue.SimpleQueue()
    # From here on, so that a server that goes away while the model loads takes this process with it.
    threading.Thread(target=_receive, args=(channel, invocations), daemon=True).start()
    try:
        pipeline = _pipeline(settings)
    except Exception as failure:
        _log.error("The model cannot be loaded", exc_info=True)
        _send(channel, {"failed": f"{type(failure).__name__}: {failure}"})
        sys.exit(1)
    _send(channel, {"ready": settings.backend})
    while True:
        _send(channel, _answer(pipeline, invocations.get()))


def _pipeline(settings: Settings) -> "Pipeline":
    # Imported here, so that a missing library is reported like any other failure to load.
    from gallery_inference.pipeline import Pipeline, load_backend
    from gallery_inference.storage import ImageBucket

    return Pipeline(load_backend(settings), ImageBucket.of(settings), settings.max_pixels, settings.jpeg_quality)


def _receive(channel: socket.socket, invocations: "queue.SimpleQueue[Invocation]") -> None:
    with channel.makefile("r", encoding="utf-8") as lines:
        for line in lines:
            invocations.put(Invocation(**json.loads(line)))
    # The supervisor is gone or wants this process to end; a prediction in progress has nobody to answer to.
    os._exit(0)


def _answer(pipeline: "Pipeline", invocation: Invocation) -> dict[str, Any]:
    try:
        return {"result": pipeline.run(invocation)}
    except InferenceError as failure:
        if failure.__cause__ is not None:
            _log.warning("A picture was not made", exc_info=True, extra=logs.with_fields(uuid=invocation.uuid))
        return _error(failure)
    except Exception:
        _log.error("The model failed", exc_info=True, extra=logs.with_fields(uuid=invocation.uuid))
        return _error(internal())


def _error(failure: InferenceError) -> dict[str, Any]:
    return {"error": {"code": failure.code, "status": failure.status, "message": failure.message}}


def _send(channel: socket.socket, message: dict[str, Any]) -> None:
    channel.sendall(json.dumps(message).encode("utf-8") + b"\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
