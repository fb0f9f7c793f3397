"""Making lock files, against stand-ins of PyPI and ModelScope's hub."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import download
import lock
import pytest
from lock import LockFailed, Services
from memory_server import MemoryServer

from gallery_inference.weights import read_lock

_CONTAINERS = Path(__file__).parents[1]
_WHEEL_URL_BODY = b"a compiled wheel"


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _services(web: MemoryServer) -> Services:
    return Services(web.url, web.url)


def _package(web: MemoryServer, name: str, version: str, **digests: list[str]) -> None:
    urls = [{"packagetype": kind, "digests": {"sha256": digest}} for kind, found in digests.items() for digest in found]
    web.bodies[f"/pypi/{name}/{version}/json"] = json.dumps({"urls": urls}).encode()


def _model(web: MemoryServer, model: str, revision: str, files: dict[str, bytes], **announced: str) -> None:
    listed = [{"Name": "sub", "Path": "sub", "Type": "tree"}]
    for path, content in {".gitattributes": b"", **files}.items():
        name = path.rpartition("/")[2]
        digest = announced.get(name.partition(".")[0], _sha256(content))
        listed.append({"Name": name, "Path": path, "Type": "blob", "Sha256": digest})
        web.bodies[f"/api/v1/models/{model}/repo?Revision={revision}&FilePath={path.replace('/', '%2F')}"] = content
    listing = json.dumps({"Data": {"Files": listed}}).encode()
    web.bodies[f"/api/v1/models/{model}/repo/files?Revision={revision}&Recursive=True"] = listing


@pytest.fixture
def image(tmp_path: Path, web: MemoryServer) -> Path:
    """The folder of an image with two packages, a package elsewhere, a source package and a model."""
    folder = tmp_path / "image"
    folder.mkdir()
    (folder / "requirements.in").write_text(f"a==1.0\nb @ {web.url}/b-1.whl\n", encoding="utf-8")
    (folder / "requirements-source.in").write_text("c==2.0\n", encoding="utf-8")
    (folder / "models.in").write_text("# why\norg/model v1\n", encoding="utf-8")
    _package(web, "a", "1.0", bdist_wheel=["b" * 64, "a" * 64], sdist=["c" * 64])
    _package(web, "c", "2.0", bdist_wheel=["d" * 64], sdist=["e" * 64])
    web.bodies["/b-1.whl"] = _WHEEL_URL_BODY
    _model(web, "org/model", "v1", {"configuration.json": b"{}", "sub/weights.pt": b"weights"})
    return folder


def test_an_image_is_locked_whole(image: Path, web: MemoryServer) -> None:
    lock.lock_image(image, _services(web))

    wheels = (image / "requirements.lock").read_text(encoding="utf-8").splitlines()[1:]
    assert wheels == [
        f"a==1.0 --hash=sha256:{'a' * 64} --hash=sha256:{'b' * 64}",
        f"b @ {web.url}/b-1.whl --hash=sha256:{_sha256(_WHEEL_URL_BODY)}",
    ]
    sources = (image / "requirements-source.lock").read_text(encoding="utf-8").splitlines()[1:]
    assert sources == [f"c==2.0 --hash=sha256:{'e' * 64}"]
    assert [(file.path, file.sha256) for file in read_lock(image / "weights.lock")] == [
        ("org/model/configuration.json", _sha256(b"{}")),
        ("org/model/sub/weights.pt", _sha256(b"weights")),
    ]


def test_the_build_accepts_what_was_locked_and_nothing_else(image: Path, web: MemoryServer, tmp_path: Path) -> None:
    lock.lock_image(image, _services(web))
    weights = tmp_path / "weights"

    download.download_all(image / "weights.lock", weights, pause=0)
    assert (weights / "org/model/sub/weights.pt").read_bytes() == b"weights"

    web.bodies["/api/v1/models/org/model/repo?Revision=v1&FilePath=sub%2Fweights.pt"] = b"moved tag"
    with pytest.raises(download.DownloadFailed):
        download.download_all(image / "weights.lock", weights, pause=0)


def test_a_package_without_the_wanted_kind_is_named(image: Path, web: MemoryServer) -> None:
    _package(web, "c", "2.0", bdist_wheel=["d" * 64])

    with pytest.raises(LockFailed, match=r"c==2\.0 has no source package"):
        lock.lock_image(image, _services(web))


def test_a_version_that_does_not_exist_is_named(image: Path, web: MemoryServer) -> None:
    del web.bodies["/pypi/a/1.0/json"]

    with pytest.raises(LockFailed, match=r"/pypi/a/1\.0/json does not answer as expected"):
        lock.lock_image(image, _services(web))


def test_a_file_that_is_not_what_the_hub_lists_is_refused(image: Path, web: MemoryServer) -> None:
    _model(web, "org/model", "v1", {"sub/weights.pt": b"weights"}, weights="f" * 64)

    with pytest.raises(LockFailed, match="but the hub says fff"):
        lock.lock_image(image, _services(web))


def test_a_model_without_files_is_refused(image: Path, web: MemoryServer) -> None:
    _model(web, "org/model", "v1", {})

    with pytest.raises(LockFailed, match="lists no file of org/model v1"):
        lock.lock_image(image, _services(web))


def test_a_cut_download_is_no_digest(image: Path, web: MemoryServer) -> None:
    web.cut["/b-1.whl"] = 1

    with pytest.raises(LockFailed, match=r"b-1\.whl"):
        lock.lock_image(image, _services(web))


def test_the_models_file_pins_revisions() -> None:
    assert list(lock._models(_CONTAINERS / "facechain" / "models.in")) == [
        ("damo/cv_unet_face_fusion_torch", "v1.0.3"),
        ("damo/cv_ddsar_face-detection_iclr23-damofd", "v1.1"),
    ]


def test_an_unknown_image_is_answered_with_the_known_ones() -> None:
    done = subprocess.run(
        [str(_CONTAINERS / "lock"), "stable-diffusion"],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1"},
    )

    assert done.returncode == 64
    assert done.stderr == "Usage: containers/lock facechain|gfpgan\n"
