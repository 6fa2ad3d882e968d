"""The bundled network with learnable units beside its own, for training on the processor.

Texts of a batch lie end to end without padding; only attention sees them apart. The bundled
matrices are kept in bfloat16 and never learn; new units are rounded to the file's 4 bits at every
step (straight-through), so what is measured is what will be written.
"""

from collections.abc import Sequence

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from knowledge.training.adapter import SMALL, Adapter, LayerChange, layer_change
from knowledge.training.dequantise import tokenizer_of
from knowledge.training.nano_format import BLOCK, NanoModel, dequantise_rows

_MATRICES = ("q", "k", "v", "ao", "fi", "fo")


class AdaptedNetwork(nn.Module):
    """Unit sentence vectors from texts that carry their E5 prefix."""

    def __init__(self, model: NanoModel, units: int, seed: int) -> None:
        super().__init__()
        self.shape = model.shape
        self.units = units
        self._tokenizer: Tokenizer = tokenizer_of(model.vocabulary())
        tensors, hidden = model.tensors, model.shape.hidden
        self._words = torch.from_numpy(tensors["emb.word"].matrix(hidden))
        places = torch.from_numpy(tensors["emb.pos"].floats.copy()).reshape(-1, hidden)
        kind = torch.from_numpy(tensors["emb.type"].floats.copy()).reshape(-1, hidden)[0]
        self._places = places + kind
        self._scale = torch.from_numpy(tensors["emb.ln.w"].floats.copy())
        self._shift = torch.from_numpy(tensors["emb.ln.b"].floats.copy())
        generator = torch.Generator().manual_seed(seed)
        self._layers = [
            _Layer(model, number, units, generator) for number in range(model.shape.layers)
        ]
        self.learned = nn.ModuleList(self._layers)

    def forward(self, texts: Sequence[str], limit: int) -> Tensor:
        """(n, hidden) float32 unit vectors; each text is cut to ``limit`` tokens."""
        rows = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
        rows = [ids if len(ids) <= limit else [*ids[: limit - 1], ids[-1]] for ids in rows]
        lengths = torch.tensor([len(ids) for ids in rows])
        owner = torch.repeat_interleave(torch.arange(len(rows)), lengths)
        starts = torch.cumsum(lengths, 0) - lengths
        place = torch.arange(len(owner)) - starts[owner]
        layout = _Layout(owner, place, int(lengths.max()), len(rows), self.shape.heads)
        ids = torch.tensor([token for row in rows for token in row])
        x = self._words[ids] + self._places[place]
        x = functional.layer_norm(x, x.shape[-1:], self._scale, self._shift, self.shape.epsilon)
        for layer in self._layers:
            x = layer(x, layout)
        pooled = torch.zeros(len(rows), x.shape[1]).index_add(0, owner, x)
        return functional.normalize(pooled, dim=1)

    def resume(self, adapter: Adapter) -> None:
        """Go on from what ``adapter`` holds; it must have as many units."""
        for layer, change in zip(self._layers, adapter.layers, strict=True):
            layer.resume(change)

    def adapter(self, base: str) -> Adapter:
        """What was learned so far, ready to be saved."""
        layers = tuple(layer.change() for layer in self._layers)
        return Adapter.of(base, self.units, layers)


class _Layout:
    """Where the tokens of a batch lie: ``owner`` and ``place`` are (tokens,)."""

    def __init__(self, owner: Tensor, place: Tensor, longest: int, rows: int, heads: int) -> None:
        self._cells = owner * longest + place
        self._rows, self._longest, self._heads = rows, longest, heads
        seen = torch.zeros(rows * longest, dtype=torch.bool)
        seen[self._cells] = True
        unseen = torch.zeros(rows * longest, dtype=torch.bfloat16).masked_fill(~seen, -torch.inf)
        self.mask = unseen.view(rows, 1, 1, longest)

    def apart(self, x: Tensor) -> Tensor:
        """(tokens, hidden) → (rows, heads, longest, hidden / heads), zeros where nothing is."""
        wide = x.new_zeros(self._rows * self._longest, x.shape[1]).index_copy(0, self._cells, x)
        return wide.view(self._rows, self._longest, self._heads, -1).transpose(1, 2)

    def together(self, x: Tensor) -> Tensor:
        """The reverse of ``apart``."""
        flat = x.transpose(1, 2).reshape(self._rows * self._longest, -1)
        return flat[self._cells]


class _Layer(nn.Module):
    """One transformer layer; ``small`` holds what is added to its biases and norms."""

    def __init__(
        self, model: NanoModel, number: int, units: int, generator: torch.Generator
    ) -> None:
        super().__init__()
        shape, tensors = model.shape, model.tensors
        self._epsilon = shape.epsilon
        self._frozen = {
            name: torch.from_numpy(
                tensors[f"l{number}.{name}.w"].matrix(shape.inner if name == "fo" else shape.hidden)
            ).bfloat16()
            for name in _MATRICES
        }
        self._base = {
            name: torch.from_numpy(tensors[f"l{number}.{name}"].floats.copy()) for name in SMALL
        }
        self.small = nn.ParameterDict(
            {name.replace(".", "_"): torch.zeros(len(self._base[name])) for name in SMALL}
        )
        spread = shape.hidden**-0.5
        self.up = nn.Parameter(torch.randn(units, shape.hidden, generator=generator) * spread)
        self.bias = nn.Parameter(torch.zeros(units))
        self.down = nn.Parameter(torch.zeros(shape.hidden, units))

    def forward(self, x: Tensor, layout: _Layout) -> Tensor:
        """(tokens, hidden) → (tokens, hidden), float32."""
        low = x.bfloat16()
        query, key, value = (layout.apart(self._linear(low, name)) for name in ("q", "k", "v"))
        # Written out: torch's fused attention takes four times as long backwards on a processor.
        near = (query * query.shape[3] ** -0.5) @ key.transpose(2, 3)
        seen = (near + layout.mask).softmax(3) @ value
        x = self._normed(x + self._linear(layout.together(seen), "ao"), "aln")
        low = x.bfloat16()
        inner = functional.gelu(self._linear(low, "fi"))
        beside = functional.gelu(functional.linear(low, _rounded(self.up), self.bias.bfloat16()))
        added = functional.linear(beside, _rounded(self.down))
        return self._normed(x + self._linear(inner, "fo") + added, "oln")

    def resume(self, change: LayerChange) -> None:
        """Take over what ``change`` holds."""
        with torch.no_grad():
            units, hidden = self.up.shape
            self.up.copy_(torch.from_numpy(dequantise_rows(change.up, hidden)))
            self.down.copy_(torch.from_numpy(dequantise_rows(change.down, units)))
            self.bias.copy_(torch.from_numpy(change.bias))
            for name, values in change.small.items():
                self.small[name.replace(".", "_")].copy_(torch.from_numpy(values))

    def change(self) -> LayerChange:
        """The learned part of this layer."""
        small = {name: self.small[name.replace(".", "_")].detach().numpy() for name in SMALL}
        up, down, bias = (part.detach().numpy() for part in (self.up, self.down, self.bias))
        return layer_change(up, down, bias, small)

    def _linear(self, x: Tensor, name: str) -> Tensor:
        return functional.linear(x, self._frozen[name], self._value(f"{name}.b").bfloat16())

    def _normed(self, x: Tensor, name: str) -> Tensor:
        weight, bias = self._value(f"{name}.w"), self._value(f"{name}.b")
        return functional.layer_norm(x, x.shape[-1:], weight, bias, eps=self._epsilon)

    def _value(self, name: str) -> Tensor:
        learned: Tensor = self._base[name] + self.small[name.replace(".", "_")]
        return learned


def _rounded(weights: Tensor) -> Tensor:
    """``weights`` on the grid of ``quantise_rows``; the gradient passes as if untouched."""
    with torch.no_grad():
        blocks = weights.reshape(-1, BLOCK)
        largest = blocks.gather(1, blocks.abs().argmax(1, keepdim=True))
        scales = (largest / -8).half().float()
        steps = blocks / torch.where(scales == 0, 1.0, scales)
        grid = ((steps + 8.5).floor().clamp(0, 15) - 8) * scales
        shift = grid.reshape(weights.shape) - weights
    return (weights + shift).bfloat16()
