"""What training learned, as one small file, and how it joins the bundled model.

A plain change of the bundled weights would be lost: they lie on a 4-bit grid, and steps smaller
than half a grid step round back to where they were. So the weights stay as they are and each layer
learns some inner units of its own beside the old ones (a parallel adapter, He et al. 2022,
arXiv 2110.04366): in the engine's file that is only a wider feed-forward layer. The new units are
4-bit as well, on scales of their own and trained so; biases and layer norms, which the file holds
as float32, are learned too.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from knowledge.errors import KnowledgeError
from knowledge.training.nano_format import (
    BLOCK,
    BLOCK_BYTES,
    MAX_INPUTS,
    Bytes,
    Floats,
    NanoModel,
    Tensor,
    quantise_rows,
)

FORMAT = 1
ADAPTER_FILE = Path(__file__).with_name("adapter.npz")
SMALL = ("q.b", "k.b", "v.b", "ao.b", "aln.w", "aln.b", "fi.b", "fo.b", "oln.w", "oln.b")
"""Float32 tensors of a layer that are learned whole; 'fi.b' counts the old inner units only."""


@dataclass(frozen=True)
class LayerChange:
    """One layer's new units and its small tensors.

    ``up`` is (units, hidden) and ``down`` (hidden, units), both Q4_0 bytes; ``bias`` is (units,);
    ``small`` maps each name of ``SMALL`` to what is to be added to the bundled tensor.
    """

    up: Bytes
    down: Bytes
    bias: Floats
    small: dict[str, Floats]


@dataclass(frozen=True)
class Adapter:
    """Changes for every layer, and the hash of the bundled model they were learned on."""

    base: str
    units: int
    layers: tuple[LayerChange, ...]

    @classmethod
    def of(cls, base: str, units: int, layers: tuple[LayerChange, ...]) -> Self:
        """Make an adapter after checking its width.

        Raises:
            KnowledgeError: the engine cannot hold that many units.
        """
        if units % BLOCK:
            raise KnowledgeError(f"an adapter's units come in blocks of {BLOCK}, not {units}")
        return cls(base, units, layers)

    def save(self, path: Path) -> None:
        """Write as .npz: bytes as uint8, the rest as float16."""
        arrays: dict[str, npt.NDArray[Any]] = {
            "format": np.array(FORMAT),
            "base": np.array(self.base),
            "units": np.array(self.units),
        }
        for number, layer in enumerate(self.layers):
            arrays[f"l{number}.up"] = layer.up
            arrays[f"l{number}.down"] = layer.down
            arrays[f"l{number}.bias"] = layer.bias.astype(np.float16)
            for name, values in layer.small.items():
                arrays[f"l{number}.{name}"] = values.astype(np.float16)
        # numpy stamps every member 1980, so the same adapter is the same file.
        np.savez_compressed(path, allow_pickle=False, **arrays)

    @classmethod
    def load(cls, path: Path = ADAPTER_FILE) -> Self:
        """Read what ``save`` wrote.

        Raises:
            KnowledgeError: there is no such file, it is damaged or of another format.
        """
        try:
            with path.open("rb") as file, np.load(file) as data:
                if int(data["format"]) != FORMAT:
                    raise KnowledgeError(f"{path}: adapter format {data['format']}, not {FORMAT}")
                number = sum(1 for name in data.files if name.endswith(".up"))
                layers = tuple(
                    LayerChange(
                        up=data[f"l{at}.up"],
                        down=data[f"l{at}.down"],
                        bias=data[f"l{at}.bias"].astype(np.float32),
                        small={name: data[f"l{at}.{name}"].astype(np.float32) for name in SMALL},
                    )
                    for at in range(number)
                )
                return cls.of(str(data["base"]), int(data["units"]), layers)
        except (OSError, EOFError, BadZipFile, ValueError, KeyError) as error:
            raise KnowledgeError(f"{path}: no adapter that can be read: {error}") from None

    def merged(self, model: NanoModel) -> NanoModel:
        """``model`` with the new units beside its own and the small changes added.

        Raises:
            KnowledgeError: the model has other sizes than the one the adapter was learned on.
        """
        hidden, inner = model.shape.hidden, model.shape.inner
        if len(self.layers) != model.shape.layers or inner + self.units > MAX_INPUTS:
            raise KnowledgeError("the adapter was learned on a model of another size")
        tensors: dict[str, Tensor] = {}
        for number, layer in enumerate(self.layers):
            for name, change in layer.small.items():
                values = model.tensors[f"l{number}.{name}"].floats + change
                if name == "fi.b":
                    values = np.concatenate([values, layer.bias])
                tensors[f"l{number}.{name}"] = _floats(values)
            old = model.tensors[f"l{number}.fi.w"]
            tensors[f"l{number}.fi.w"] = _rows(old, np.concatenate([old.data, layer.up]))
            old = model.tensors[f"l{number}.fo.w"]
            beside = [part.reshape(hidden, -1) for part in (old.data, layer.down)]
            tensors[f"l{number}.fo.w"] = _rows(old, np.concatenate(beside, axis=1).reshape(-1))
        return model.replaced(tensors, inner + self.units)


def layer_change(up: Floats, down: Floats, bias: Floats, small: dict[str, Floats]) -> LayerChange:
    """Pack one layer: (units, hidden) ``up`` and (hidden, units) ``down`` go to 4 bits."""
    return LayerChange(quantise_rows(up), quantise_rows(down), bias, small)


def hash_of(path: Path) -> str:
    """First 16 hex digits of a file's SHA-256 (70 MB take 0.1 s)."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:16]


def _floats(values: Floats) -> Tensor:
    data = np.ascontiguousarray(values, dtype=np.float32).view(np.uint8)
    return Tensor(kind=0, count=len(values), data=data)


def _rows(old: Tensor, data: Bytes) -> Tensor:
    return Tensor(kind=old.kind, count=len(data) // BLOCK_BYTES * BLOCK, data=data)
