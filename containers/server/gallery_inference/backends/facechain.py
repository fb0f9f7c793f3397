"""FaceChain's face fusion: the ModelScope model `damo/cv_unet_face_fusion_torch`."""

from collections.abc import Sequence
from pathlib import Path

import cv2

from gallery_inference.backends.base import Backend
from gallery_inference.decode import Picture


class FaceChain(Backend):
    """Gives the target the source's face."""

    needs_target = True

    def load(self, weights_path: Sequence[Path]) -> None:
        folder = next((path / "facechain" for path in weights_path if (path / "facechain").is_dir()), None)
        if folder is None:
            raise FileNotFoundError(f"no folder facechain in {', '.join(map(str, weights_path))}")
        from modelscope.outputs import OutputKeys
        from modelscope.pipelines import pipeline

        self._output = OutputKeys.OUTPUT_IMG
        self._fusion = pipeline("face_fusion_torch", model=str(folder))

    def predict(self, source: Picture, target: Picture | None, scratch: Path) -> Picture:
        user, template = scratch / "user.png", scratch / "template.png"
        cv2.imwrite(str(user), source)
        cv2.imwrite(str(template), target)
        return self._fusion({"template": str(template), "user": str(user)})[self._output]
