"""A training step that an NVIDIA GPU replays as a whole, without Python in between.

One step of a small network is some hundred kernels, each done before Python has launched the next: on an H100 the card
waits for three quarters of the time. A CUDA graph holds the kernels of one step with the places in memory they work on,
and launches them at once. What a step does and in which order is the same; so are its numbers.
"""

from collections import deque
from collections.abc import Callable

import torch
from torch import Tensor

Step = Callable[[Tensor, Tensor], Tensor]
"""From images `(B, C, H, W)` and labels `(B,)`, both on the GPU, to what is told of the step."""
WARM_UP = 3
"""Steps taken kernel by kernel first: libraries choose their kernels, the optimiser makes its momentum."""
AHEAD = 8
"""Steps that may wait on the card: enough to keep it busy, few enough to stop soon."""


class ReplayedStep:
    """The step `step`, replayed for every batch of the shape that came first; others are taken kernel by kernel.

    `step` must not read a number back from the card, and what changes from step to step beside its arguments, such as
    the learning rate, must lie in a tensor on the card. Weights and momentum must stay where they are from the first
    step on. A network whose second copy of the activations does not fit goes on without a graph.
    """

    def __init__(self, step: Step) -> None:
        self._step = step
        self._taken = 0
        self._graph: torch.cuda.CUDAGraph | None = None
        self._fits = True
        self._pending: deque[torch.cuda.Event] = deque()

    def __call__(self, images: Tensor, labels: Tensor) -> Tensor:
        """What `step` returns for this batch, in a tensor of its own."""
        self._taken += 1
        if self._taken <= WARM_UP or not self._fits:
            return self._aside(images, labels)
        if self._graph is None:
            try:
                self._capture(images, labels)
            except torch.OutOfMemoryError:
                self._graph, self._fits = None, False
                return self._step(images, labels)
        if images.shape != self._images.shape:
            return self._step(images, labels)
        return self._replay(images, labels)

    def _aside(self, images: Tensor, labels: Tensor) -> Tensor:
        """The step on another stream than the one that captures, as a capture afterwards demands."""
        here, aside = torch.cuda.current_stream(), torch.cuda.Stream()  # type: ignore[no-untyped-call]  # torch gives no types
        aside.wait_stream(here)
        with torch.cuda.stream(aside):
            told = self._step(images, labels)
        here.wait_stream(aside)
        return told

    def _capture(self, images: Tensor, labels: Tensor) -> None:
        """Records the kernels; none of them runs yet."""
        self._images, self._labels = images.clone(), labels.clone()
        self._graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(self._graph, capture_error_mode="thread_local"):
            self._told = self._step(self._images, self._labels)

    def _replay(self, images: Tensor, labels: Tensor) -> Tensor:
        assert self._graph is not None
        if len(self._pending) == AHEAD:
            self._pending.popleft().synchronize()
        self._images.copy_(images)
        self._labels.copy_(labels)
        self._graph.replay()
        told = self._told.clone()
        done = torch.cuda.Event()  # type: ignore[no-untyped-call]  # torch gives no types
        done.record()
        self._pending.append(done)
        return told
