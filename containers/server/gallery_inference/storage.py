"""The one bucket that pictures are read from and written to."""

from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from gallery_inference.errors import object_missing, picture_too_large, storage_failed
from gallery_inference.settings import Settings


class ImageBucket:
    """Reads and writes whole objects; every failure is an `InferenceError` that names the key and no more."""

    def __init__(self, client: Any, bucket: str, max_bytes: int):
        self._client = client
        self._bucket = bucket
        self._max_bytes = max_bytes

    @staticmethod
    def of(settings: Settings) -> "ImageBucket":
        config = Config(
            connect_timeout=5,
            read_timeout=20,
            retries={"mode": "standard", "max_attempts": 3},
            # An emulator has no host name per bucket.
            s3={"addressing_style": "path" if settings.endpoint_url else "auto"},
        )
        client = boto3.client("s3", region_name=settings.region, endpoint_url=settings.endpoint_url, config=config)
        return ImageBucket(client, settings.bucket, settings.max_upload_bytes)

    def read(self, key: str) -> bytes:
        """Refuses an object that is larger than the limit before any of it is read."""
        try:
            answer = self._client.get_object(Bucket=self._bucket, Key=key)
            with answer["Body"] as body:
                if answer["ContentLength"] > self._max_bytes:
                    raise picture_too_large(key, f"the file is larger than {self._max_bytes} bytes")
                return bytes(body.read())
        except ClientError as failure:
            # Without s3:ListBucket, S3 answers 403 for a missing key; the two cannot be told apart then.
            if failure.response.get("Error", {}).get("Code") in ("NoSuchKey", "404"):
                raise object_missing(key) from failure
            raise storage_failed(key) from failure
        except BotoCoreError as failure:
            raise storage_failed(key) from failure

    def write(self, key: str, jpeg: bytes) -> None:
        """Replaces the object whole: a reader sees the old one or the new one, never a part."""
        try:
            self._client.put_object(Bucket=self._bucket, Key=key, Body=jpeg, ContentType="image/jpeg")
        except (ClientError, BotoCoreError) as failure:
            raise storage_failed(key) from failure
