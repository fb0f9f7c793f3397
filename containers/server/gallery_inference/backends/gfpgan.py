"""GFPGAN 1.4: restores every face of a picture."""

import os
from collections.abc import Sequence
from pathlib import Path

from gallery_inference import weights
from gallery_inference.backends.base import Backend
from gallery_inference.decode import Picture

# The model, and the face detection and parsing models that facexlib looks for in `gfpgan/weights` of the working folder.
_DIGESTS = {
    "gfpgan/weights/GFPGANv1.4.pth": "e2cd4703ab14f4d01fd1383a8a8b266f9a5833dacee8e6a79d3bf21a1b6be5ad",
    "gfpgan/weights/detection_Resnet50_Final.pth": "6d1de9c2944f2ccddca5f5e010ea5ae64a39845a86311af6fdf30841b0a5a16d",
    "gfpgan/weights/parsing_parsenet.pth": "3d558d8d0e42c20224f13cf5a29c79eba2d59913419f945545d8cf7b72920de2",
}


class Gfpgan(Backend):
    """Keeps the picture's size; only faces change."""

    needs_target = False

    def load(self, weights_path: Sequence[Path]) -> None:
        folder = weights.find(weights_path, _DIGESTS)
        # facexlib knows its folder only relative to the working folder, and downloads what it does not find there.
        os.chdir(folder)
        from gfpgan import GFPGANer

        self._restorer = GFPGANer(
            model_path=str(folder / "gfpgan/weights/GFPGANv1.4.pth"),
            upscale=1,
            arch="clean",
            channel_multiplier=2,
            bg_upsampler=None,
        )

    def predict(self, source: Picture, target: Picture | None, scratch: Path) -> Picture:
        _, _, restored = self._restorer.enhance(source, has_aligned=False, only_center_face=False, paste_back=True)
        return restored
