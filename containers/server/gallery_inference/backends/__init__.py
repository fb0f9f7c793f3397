"""The models behind the server: one module each, loaded by name so that an image needs only its own libraries."""

import importlib
from typing import cast

from gallery_inference.backends.base import Backend

_BACKENDS = {
    "facechain": "gallery_inference.backends.facechain:FaceChain",
    "gfpgan": "gallery_inference.backends.gfpgan:Gfpgan",
    "opencv-swap": "gallery_inference.backends.opencv_swap:OpenCvSwap",
    "opencv-restore": "gallery_inference.backends.opencv_restore:OpenCvRestore",
}


def backend_class(name: str) -> type[Backend]:
    """The class of a backend in the table above, or of any `module:Class` that the path holds."""
    place = name if ":" in name else _BACKENDS.get(name)
    if place is None:
        raise ValueError(f"there is no backend {name!r}; there are {', '.join(sorted(_BACKENDS))}")
    module, _, attribute = place.partition(":")
    return cast(type[Backend], getattr(importlib.import_module(module), attribute))
