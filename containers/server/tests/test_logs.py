import io
import json
import logging
from collections.abc import Iterator

import pytest

from gallery_inference import logs


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    logs.configure("info", stream)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(False)


def test_a_line_is_one_json_object(stream: io.StringIO) -> None:
    logging.getLogger("gallery_inference.x").info("two\nlines %s", "é", extra=logs.with_fields(uuid="1", seconds=0.5))

    line = stream.getvalue()
    assert line.count("\n") == 1
    assert line.startswith(logs.LINE_START)
    entry = json.loads(line)
    assert (entry["level"], entry["message"], entry["uuid"], entry["seconds"]) == ("info", "two\nlines é", "1", 0.5)


def test_an_exception_is_a_field_and_no_traceback(stream: io.StringIO) -> None:
    try:
        try:
            raise KeyError("inner")
        except KeyError as inner:
            raise ValueError("outer") from inner
    except ValueError:
        logging.getLogger("gallery_inference.x").error("Failed", exc_info=True)

    assert "Traceback" not in stream.getvalue()
    exception = json.loads(stream.getvalue())["exception"]
    assert (exception["type"], exception["message"], exception["cause"]["type"]) == ("ValueError", "outer", "KeyError")
    assert "test_logs.py" in exception["at"][0]


def test_libraries_are_heard_from_warnings_on(stream: io.StringIO) -> None:
    logging.getLogger("botocore.credentials").info("Found credentials")
    logging.getLogger("botocore").warning("careful")

    assert [json.loads(line)["message"] for line in stream.getvalue().splitlines()] == ["careful"]


def test_what_json_cannot_hold_is_written_as_text(stream: io.StringIO) -> None:
    logging.getLogger("gallery_inference.x").info("x", extra=logs.with_fields(value=object()))

    assert json.loads(stream.getvalue())["value"].startswith("<object")
