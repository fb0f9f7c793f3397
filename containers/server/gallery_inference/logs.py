"""One JSON object a line on standard error, as CloudWatch Logs Insights reads it."""

import json
import logging
import sys
import time
import traceback
from typing import Any, TextIO

# What every line of `JsonFormatter` begins with.
LINE_START = '{"time": "'

# Fields a caller may attach with `extra={"fields": {...}}`.
_FIELDS = "fields"


class JsonFormatter(logging.Formatter):
    """Exceptions become a type, a message and a list of places; never a multi-line traceback."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created)) + f".{int(record.msecs):03d}Z",
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        line.update(getattr(record, _FIELDS, {}))
        if record.exc_info and record.exc_info[1] is not None:
            line["exception"] = _described(record.exc_info[1])
        return json.dumps(line, default=str)


def _described(exception: BaseException) -> dict[str, Any]:
    places = traceback.extract_tb(exception.__traceback__)
    described: dict[str, Any] = {
        "type": type(exception).__name__,
        "message": str(exception),
        "at": [f"{place.filename}:{place.lineno} {place.name}" for place in places],
    }
    if exception.__cause__ is not None:
        described["cause"] = _described(exception.__cause__)
    return described


def configure(level: str, stream: TextIO = sys.stderr) -> None:
    """Sends the log of this process, and of every library in it, to `stream`."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("gallery_inference").setLevel(level.upper())
    logging.captureWarnings(True)


def with_fields(**fields: Any) -> dict[str, Any]:
    """The `extra` argument of a log call that attaches `fields` to the line."""
    return {_FIELDS: fields}


def write_line(line: str) -> None:
    """Writes a line that is already JSON, from the worker, without mixing it with a line of another thread."""
    for handler in logging.getLogger().handlers:
        if isinstance(handler, logging.StreamHandler):
            handler.acquire()
            try:
                handler.stream.write(line + handler.terminator)
                handler.flush()
            finally:
                handler.release()
