import socket
from typing import Any

import pytest
from botocore.exceptions import ClientError
from running_server import BUCKET

from gallery_inference.errors import InferenceError
from gallery_inference.settings import Settings
from gallery_inference.storage import ImageBucket

_KEY = "images/results/a.jpeg"


@pytest.fixture
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")


def _bucket(url: str, **changes: str) -> ImageBucket:
    environment = {
        "GALLERY_BACKEND": "opencv-swap",
        "GALLERY_BUCKET": BUCKET,
        "AWS_REGION": "eu-west-1",
        "AWS_ENDPOINT_URL": url,
        "GALLERY_MAX_UPLOAD_BYTES": "1000",
    }
    return ImageBucket.of(Settings.of({**environment, **changes}))


def _code(failure: pytest.ExceptionInfo[InferenceError]) -> tuple[str, int]:
    return failure.value.code, int(failure.value.status)


@pytest.mark.usefixtures("credentials")
def test_what_is_written_is_read(s3_url: str, bucket: Any) -> None:
    images = _bucket(s3_url)
    images.write(_KEY, b"jpeg")

    assert images.read(_KEY) == b"jpeg"
    assert bucket.head_object(Bucket=BUCKET, Key=_KEY)["ContentType"] == "image/jpeg"


@pytest.mark.usefixtures("credentials")
def test_an_object_may_be_as_large_as_the_limit_and_no_larger(s3_url: str, bucket: Any) -> None:
    bucket.put_object(Bucket=BUCKET, Key=_KEY, Body=b"x" * 1000)
    assert len(_bucket(s3_url).read(_KEY)) == 1000

    bucket.put_object(Bucket=BUCKET, Key=_KEY, Body=b"x" * 1001)
    with pytest.raises(InferenceError) as failure:
        _bucket(s3_url).read(_KEY)
    assert _code(failure) == ("PICTURE_TOO_LARGE", 413)


@pytest.mark.usefixtures("credentials")
def test_a_missing_object_is_named(s3_url: str, bucket: Any) -> None:
    with pytest.raises(InferenceError) as failure:
        _bucket(s3_url).read(_KEY)

    assert _code(failure) == ("OBJECT_MISSING", 404)
    assert failure.value.message == f"there is no object {_KEY}"


@pytest.mark.usefixtures("credentials")
def test_a_missing_bucket_is_a_storage_failure_that_names_only_the_key(s3_url: str) -> None:
    for action in (lambda images: images.read(_KEY), lambda images: images.write(_KEY, b"x")):
        with pytest.raises(InferenceError) as failure:
            action(_bucket(s3_url, GALLERY_BUCKET="no-such-bucket"))
        assert _code(failure) == ("STORAGE_FAILED", 502)
        assert "no-such-bucket" not in failure.value.message
        assert isinstance(failure.value.__cause__, ClientError)


@pytest.mark.usefixtures("credentials")
def test_a_storage_that_is_down_is_a_storage_failure() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        images = _bucket(f"http://127.0.0.1:{unused.getsockname()[1]}")
        with pytest.raises(InferenceError) as failure:
            images.read(_KEY)

    assert _code(failure) == ("STORAGE_FAILED", 502)
