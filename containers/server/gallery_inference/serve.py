"""The entry point: SageMaker starts the container with the argument `serve`."""

import logging
import os
import signal
import sys
import threading

from gallery_inference import logs
from gallery_inference.errors import InvalidSettings
from gallery_inference.server import InferenceServer
from gallery_inference.settings import Settings
from gallery_inference.supervisor import Supervisor

_log = logging.getLogger(__name__)

# EX_USAGE and EX_CONFIG of sysexits.h.
_EXIT_USAGE = 64
_EXIT_SETTINGS = 78


def main(arguments: list[str]) -> int:
    logs.configure("info")
    if arguments != ["serve"]:
        _log.error("Usage: python -m gallery_inference serve")
        return _EXIT_USAGE
    try:
        settings = Settings.of(os.environ)
    except InvalidSettings as failure:
        for problem in failure.problems:
            _log.error(problem)
        return _EXIT_SETTINGS
    logs.configure(settings.log_level)

    ended = threading.Event()
    for signal_number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signal_number, lambda *_: ended.set())

    supervisor = Supervisor(settings, os.environ)
    with InferenceServer(settings, supervisor) as server:
        supervisor.start()
        threading.Thread(target=server.serve_forever, name="http", daemon=True).start()
        _log.info("Listening", extra=logs.with_fields(port=server.server_port, backend=settings.backend))
        while not ended.wait(0.2) and not supervisor.failed.is_set():
            pass
        supervisor.stop()
        server.drain(2)
        server.shutdown()
    _log.info("Stopped")
    return 1 if supervisor.failed.is_set() else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
