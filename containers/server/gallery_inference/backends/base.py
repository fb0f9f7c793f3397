"""The interface every model has."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path

from gallery_inference.decode import Picture


class Backend(ABC):
    """A model: made and loaded once, then asked for one picture after the other, always by the same thread."""

    # Whether `predict` needs a second picture.
    needs_target: bool

    @abstractmethod
    def load(self, weights_path: Sequence[Path]) -> None:
        """Reads the weights from the first of the folders that holds them; never from a network."""

    @abstractmethod
    def predict(self, source: Picture, target: Picture | None, scratch: Path) -> Picture:
        """Returns a new picture.

        `scratch` is an empty folder for this call alone, removed afterwards. Raises `errors.no_face` when a picture
        shows none; any other exception is a fault of the model.
        """
