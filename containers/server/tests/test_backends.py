import pytest

from gallery_inference.backends import backend_class
from gallery_inference.backends.opencv_swap import OpenCvSwap


def test_a_backend_is_found_by_name() -> None:
    assert backend_class("opencv-swap") is OpenCvSwap


@pytest.mark.parametrize("name", ["facechain", "gfpgan", "opencv-swap", "opencv-restore"])
def test_every_backend_can_be_named_without_its_libraries(name: str) -> None:
    """Only `load` needs them, so that a missing library is reported like any other failure to load."""
    backend = backend_class(name)()

    assert isinstance(backend.needs_target, bool)
    assert isinstance(backend.needs_weights, bool)


def test_an_own_backend_is_named_by_module_and_class() -> None:
    assert backend_class("gallery_inference.backends.opencv_swap:OpenCvSwap") is OpenCvSwap


def test_an_unknown_backend_is_answered_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match="'opencv'; there are facechain, gfpgan, opencv-restore, opencv-swap"):
        backend_class("opencv")
