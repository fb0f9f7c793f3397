"""The download of weights while an image is built."""

import hashlib
from pathlib import Path

import download
import pytest
from download import DownloadFailed, download_all
from memory_server import MemoryServer

from gallery_inference.weights import InvalidLock

_MODEL = b"weights" * 1000


def _lock(tmp_path: Path, web: MemoryServer, content: bytes = _MODEL) -> Path:
    lock = tmp_path / "weights.lock"
    digest = hashlib.sha256(content).hexdigest()
    lock.write_text(f"{digest}  a/model.pth  {web.url}/model.pth?x=1\n", encoding="utf-8")
    return lock


def test_what_the_lock_names_is_downloaded(tmp_path: Path, web: MemoryServer) -> None:
    web.bodies["/model.pth?x=1"] = _MODEL

    assert download.main([str(_lock(tmp_path, web)), str(tmp_path / "weights")]) == 0
    assert (tmp_path / "weights" / "a" / "model.pth").read_bytes() == _MODEL


def test_a_file_with_another_digest_is_refused_and_removed(
    tmp_path: Path, web: MemoryServer, capsys: pytest.CaptureFixture[str]
) -> None:
    web.bodies["/model.pth?x=1"] = b"other"

    assert download.main([str(_lock(tmp_path, web)), str(tmp_path / "weights")]) == 1
    assert f"the lock file says {hashlib.sha256(_MODEL).hexdigest()}" in capsys.readouterr().err
    assert [path for path in (tmp_path / "weights").rglob("*") if path.is_file()] == []


def test_a_cut_download_is_tried_again(tmp_path: Path, web: MemoryServer) -> None:
    web.bodies["/model.pth?x=1"] = _MODEL
    web.cut["/model.pth?x=1"] = 2

    download_all(_lock(tmp_path, web), tmp_path / "weights", pause=0)
    assert (tmp_path / "weights" / "a" / "model.pth").read_bytes() == _MODEL
    assert len(web.asked) == 3


def test_a_file_that_is_not_there_is_named(tmp_path: Path, web: MemoryServer) -> None:
    with pytest.raises(DownloadFailed, match=r"model\.pth.* cannot be downloaded: HTTP Error 404"):
        download_all(_lock(tmp_path, web), tmp_path / "weights", pause=0)
    assert len(web.asked) == 3


def test_a_lock_without_files_stops_the_build(tmp_path: Path) -> None:
    lock = Path(__file__).parents[1] / "facechain" / "weights.lock"
    if "not made yet" in lock.read_text(encoding="utf-8"):
        with pytest.raises(InvalidLock, match="names no file yet"):
            download_all(lock, tmp_path)
        assert download.main([str(lock), str(tmp_path)]) == 1


def test_the_arguments_are_named() -> None:
    assert download.main([]) == 64
