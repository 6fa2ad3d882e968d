"""Learn an adapter: contrastive training within batches of siblings, on one thread."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from knowledge.training.adapter import Adapter, hash_of
from knowledge.training.batches import Lesson, batches
from knowledge.training.lessons import Curriculum
from knowledge.training.nano_format import BUNDLED, NanoModel
from knowledge.training.network import AdaptedNetwork


@dataclass(frozen=True)
class Fit:
    """How to learn. Usual values for adapters and E5; no search over them was made yet."""

    units: int = 256
    steps: int = 800
    rate: float = 1e-3
    small_rate: float = 5e-4
    warm_up: int = 40
    temperature: float = 0.02
    backwards: float = 0.3
    tokens: int = 48
    seed: int = 20261122
    save_every: int = 50


Progress = Callable[[int, float, float], None]


def fit(
    lessons: Curriculum,
    path: Path,
    settings: Fit,
    progress: Progress,
    start: Adapter | None = None,
) -> None:
    """Write an adapter to ``path``, and again every ``save_every`` steps (1.5 s each).

    Goes on from ``start`` if given: enough when only some phrases were added.
    ``progress(step, loss, seconds)`` hears of every step.
    """
    torch.manual_seed(settings.seed)
    network = AdaptedNetwork(NanoModel.read(BUNDLED), settings.units, settings.seed)
    if start:
        network.resume(start)
    base = hash_of(BUNDLED)
    wide = [part for name, part in network.named_parameters() if name.endswith(("up", "down"))]
    narrow = [
        part for name, part in network.named_parameters() if not name.endswith(("up", "down"))
    ]
    optimizer = torch.optim.AdamW(
        [
            {"params": wide, "lr": settings.rate, "weight_decay": 0.01},
            {"params": narrow, "lr": settings.small_rate, "weight_decay": 0.0},
        ],
        betas=(0.9, 0.98),
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, settings))
    started = time.monotonic()
    for step, batch in enumerate(islice(batches(lessons, settings.seed), settings.steps), start=1):
        loss = _loss(network, batch, settings)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        progress(step, loss.item(), time.monotonic() - started)
        if step % settings.save_every == 0 or step == settings.steps:
            network.adapter(base).save(path)


def _loss(network: AdaptedNetwork, batch: list[Lesson], settings: Fit) -> Tensor:
    """InfoNCE both ways; lessons of one group, or with one answer, are no rivals to each other."""
    texts = [f"query: {lesson.question}" for lesson in batch]
    texts += [f"passage: {lesson.answer}" for lesson in batch]
    vectors = network(texts, settings.tokens)
    near = vectors[: len(batch)] @ vectors[len(batch) :].T / settings.temperature
    same = torch.tensor(
        [[one is not other and _alike(one, other) for other in batch] for one in batch]
    )
    near = near.masked_fill(same, -torch.inf)
    right = torch.arange(len(batch))
    forwards = functional.cross_entropy(near, right)
    backwards = functional.cross_entropy(near.T, right)
    return (1 - settings.backwards) * forwards + settings.backwards * backwards


def _alike(one: Lesson, other: Lesson) -> bool:
    return one.group == other.group or one.answer == other.answer


def _rate(step: int, settings: Fit) -> float:
    """Share of the full rate: linear at first, then half a cosine down to nothing."""
    if step < settings.warm_up:
        return (step + 1) / settings.warm_up
    done = (step - settings.warm_up) / (settings.steps - settings.warm_up)
    return 0.5 * (1 + math.cos(math.pi * min(1.0, done)))
