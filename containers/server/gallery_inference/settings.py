"""Every environment variable the container reads, read once into a read-only snapshot.

Only the entry points read `os.environ`, to call `Settings.of`. The table in `containers/README.md` is checked against
this file by a test.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar, cast

from gallery_inference.errors import InvalidSettings

BACKEND = "GALLERY_BACKEND"
BUCKET = "GALLERY_BUCKET"
REGION = "AWS_REGION"
REGION_OF_SDK = "AWS_DEFAULT_REGION"
ENDPOINT_URL = "AWS_ENDPOINT_URL"
INPUT_PREFIXES = "GALLERY_INPUT_PREFIXES"
OUTPUT_PREFIXES = "GALLERY_OUTPUT_PREFIXES"
MAX_UPLOAD_BYTES = "GALLERY_MAX_UPLOAD_BYTES"
MAX_PIXELS = "GALLERY_MAX_PIXELS"
MAX_BODY_BYTES = "GALLERY_MAX_BODY_BYTES"
QUEUE_SIZE = "GALLERY_QUEUE_SIZE"
QUEUE_TIMEOUT_SECONDS = "GALLERY_QUEUE_TIMEOUT_SECONDS"
PREDICT_TIMEOUT_SECONDS = "GALLERY_PREDICT_TIMEOUT_SECONDS"
LOAD_TIMEOUT_SECONDS = "GALLERY_LOAD_TIMEOUT_SECONDS"
SHUTDOWN_SECONDS = "GALLERY_SHUTDOWN_SECONDS"
JPEG_QUALITY = "GALLERY_JPEG_QUALITY"
WEIGHTS_PATH = "GALLERY_WEIGHTS_PATH"
WEIGHTS_LOCK = "GALLERY_WEIGHTS_LOCK"
LOG_LEVEL = "GALLERY_LOG_LEVEL"
HOST = "GALLERY_HOST"
PORT = "GALLERY_PORT"
PORT_OF_SAGEMAKER = "SAGEMAKER_BIND_TO_PORT"

# Every name above, for the test that compares the README's table with this file.
VARIABLES = tuple(value for name, value in list(globals().items()) if name.isupper() and isinstance(value, str))

_Value = TypeVar("_Value")

_BUCKET_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_BACKEND_NAME = re.compile(r"[a-z][a-z-]*|[A-Za-z_][\w.]*:[A-Za-z_]\w*")
_PREFIX = re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9._-]*/)+")
_LOG_LEVELS = ("debug", "info", "warning", "error")


@dataclass(frozen=True)
class Settings:
    """How this container runs; sizes in bytes or pixels, times in seconds."""

    backend: str
    bucket: str
    region: str
    endpoint_url: str | None
    input_prefixes: tuple[str, ...]
    output_prefixes: tuple[str, ...]
    max_upload_bytes: int
    max_pixels: int
    max_body_bytes: int
    queue_size: int
    queue_timeout_seconds: float
    predict_timeout_seconds: float
    load_timeout_seconds: float
    shutdown_seconds: float
    jpeg_quality: int
    weights_path: tuple[Path, ...]
    weights_lock: Path
    log_level: str
    host: str
    port: int

    @staticmethod
    def of(environment: Mapping[str, str]) -> "Settings":
        """Reads all variables, and raises `InvalidSettings` that names every problem at once."""
        read = _Reader(environment)
        settings = Settings(
            backend=read.text(BACKEND, pattern=_BACKEND_NAME),
            bucket=read.text(BUCKET, pattern=_BUCKET_NAME),
            region=read.text(REGION, REGION_OF_SDK),
            endpoint_url=read.value(ENDPOINT_URL) or None,
            input_prefixes=read.prefixes(INPUT_PREFIXES, "images/"),
            output_prefixes=read.prefixes(OUTPUT_PREFIXES, "images/face-swapped/,images/results/"),
            max_upload_bytes=read.whole(MAX_UPLOAD_BYTES, default=15 * 1024 * 1024, least=1, most=100 * 1024 * 1024),
            max_pixels=read.whole(MAX_PIXELS, default=40_000_000, least=1, most=200_000_000),
            max_body_bytes=read.whole(MAX_BODY_BYTES, default=16 * 1024, least=256, most=1024 * 1024),
            queue_size=read.whole(QUEUE_SIZE, default=4, least=0, most=1000),
            queue_timeout_seconds=read.seconds(QUEUE_TIMEOUT_SECONDS, default=20),
            predict_timeout_seconds=read.seconds(PREDICT_TIMEOUT_SECONDS, default=30),
            load_timeout_seconds=read.seconds(LOAD_TIMEOUT_SECONDS, default=600),
            # SageMaker sends SIGKILL 30 seconds after SIGTERM.
            shutdown_seconds=read.seconds(SHUTDOWN_SECONDS, default=25, most=29),
            jpeg_quality=read.whole(JPEG_QUALITY, default=95, least=50, most=100),
            weights_path=read.paths(WEIGHTS_PATH, "/opt/ml/model:/opt/gallery/weights"),
            weights_lock=Path(read.value(WEIGHTS_LOCK, default="/opt/gallery/weights.lock")),
            log_level=read.choice(LOG_LEVEL, _LOG_LEVELS, default="info"),
            host=read.value(HOST, default="0.0.0.0"),
            port=read.whole(PORT, PORT_OF_SAGEMAKER, default=8080, least=0, most=65535),
        )
        if read.problems:
            raise InvalidSettings(read.problems)
        return settings


class _Reader:
    """Converts single variables and collects what is wrong with them."""

    def __init__(self, environment: Mapping[str, str]):
        self._environment = environment
        self.problems: list[str] = []

    def value(self, name: str, default: str = "") -> str:
        """An empty variable counts as absent."""
        return self._environment.get(name) or default

    def _first(self, names: tuple[str, ...]) -> tuple[str, str]:
        return next(((name, self.value(name)) for name in names if self.value(name)), (names[0], ""))

    def _convert(self, name: str, value: str, convert: Callable[[str], _Value], wanted: str) -> _Value:
        try:
            return convert(value)
        except ValueError:
            self.problems.append(f"{name} is {value!r}: it must be {wanted}")
            # Never seen by anyone: `Settings.of` raises the problems instead of returning.
            return cast(_Value, None)

    def text(self, *names: str, pattern: re.Pattern[str] | None = None) -> str:
        name, value = self._first(names)
        if not value:
            self.problems.append(f"{name} is not set")
        elif pattern and not pattern.fullmatch(value):
            self.problems.append(f"{name} is {value!r}: it must match {pattern.pattern}")
        return value

    def choice(self, name: str, choices: tuple[str, ...], default: str) -> str:
        value = self.value(name, default)
        if value not in choices:
            self.problems.append(f"{name} is {value!r}: it must be one of {', '.join(choices)}")
        return value

    def whole(self, *names: str, default: int, least: int, most: int) -> int:
        name, value = self._first(names)

        def convert(text: str) -> int:
            number = int(text)
            if not least <= number <= most:
                raise ValueError
            return number

        return self._convert(name, value or str(default), convert, f"a whole number from {least} to {most}")

    def seconds(self, name: str, default: float, most: float = 3600) -> float:
        def convert(text: str) -> float:
            number = float(text)
            if not 0 < number <= most:
                raise ValueError
            return number

        return self._convert(name, self.value(name, str(default)), convert, f"seconds, above 0 and at most {most:g}")

    def prefixes(self, name: str, default: str) -> tuple[str, ...]:
        def convert(text: str) -> tuple[str, ...]:
            prefixes = tuple(text.split(","))
            if not all(_PREFIX.fullmatch(prefix) for prefix in prefixes):
                raise ValueError
            return prefixes

        return self._convert(
            name, self.value(name, default), convert, "key prefixes that end with a slash, comma-separated"
        )

    def paths(self, name: str, default: str) -> tuple[Path, ...]:
        def convert(text: str) -> tuple[Path, ...]:
            paths = tuple(Path(part) for part in text.split(":"))
            if not all(path.is_absolute() for path in paths):
                raise ValueError
            return paths

        return self._convert(name, self.value(name, default), convert, "absolute folders, separated by colons")
