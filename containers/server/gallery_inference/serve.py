"""The entry point of the container: `serve` as SageMaker calls it, and `check` for the build of the image."""

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
    """Returns the exit code: 0 stopped as asked, 1 the model cannot be loaded or kept alive, 64 usage, 78 settings."""
    logs.configure("info")
    commands = {"serve": serve, "check": check}
    if len(arguments) != 1 or arguments[0] not in commands:
        _log.error("Usage: python -m gallery_inference serve | check")
        return _EXIT_USAGE
    try:
        settings = Settings.of(os.environ)
    except InvalidSettings as failure:
        for problem in failure.problems:
            _log.error(problem)
        return _EXIT_SETTINGS
    logs.configure(settings.log_level)
    return commands[arguments[0]](settings)


def serve(settings: Settings) -> int:
    """Answers until SIGTERM, SIGINT or a model that cannot be kept alive."""
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    supervisor = Supervisor(settings, os.environ)
    try:
        with InferenceServer(settings, supervisor) as server:
            supervisor.start()
            threading.Thread(target=server.serve_forever, name="http", daemon=True).start()
            _log.info("Listening", extra=logs.with_fields(port=server.server_port, backend=settings.backend))
            while not ended.wait(0.1) and not supervisor.failed.is_set():
                pass
            supervisor.stop()
            server.drain()
            server.shutdown()
    except OSError as failure:
        _log.error("Port %d cannot be opened: %s", settings.port, failure.strerror)
        return 1
    finally:
        supervisor.stop()
    _log.info("Stopped")
    return 1 if supervisor.failed.is_set() else 0


def check(settings: Settings) -> int:
    """Loads the model as `serve` would, and ends; the image is built only if this works."""
    from gallery_inference.pipeline import load_backend

    try:
        load_backend(settings)
    except Exception:
        _log.error("The model cannot be loaded", exc_info=True)
        return 1
    _log.info("The model can be loaded", extra=logs.with_fields(backend=settings.backend))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
