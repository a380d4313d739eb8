"""The network that marks in a passage the words that answer a question: the layers of the cross-encoder (models.cross_net), which see the
question, and convolutions along the passage, which see the neighbours of a word. `models.marker` reads what is learned here.

What the layers lack is nearness: a place is a number to them, learned from too few questions. Convolutions before and behind them, as in
QANet (Yu and others 2018), know it from the start. The words of an answer lie together, so that two of seven words behind the layers see
what the neighbours are taken for.
"""

import numpy as np
import torch
from torch import nn

from models.cross_data import HEAD
from models.cross_net import CrossNet
from models.layers import QUERY
from models.marker import MARKS, PASSAGE

BEFORE, BEHIND = 5, 7  # tokens that a convolution before the layers sees, and each of two behind them


class MarkerNet(CrossNet):
    """What is learned, by its name on disk: as in CrossNet but `out` and `base`, with `pos` [QUERY + HEAD + PASSAGE, width]; `mark`
    [len(MARKS) + 3, width] tells punctuation, which has no vector; `near`, `run.0` and `run.1` are the convolutions, `marked` gives the
    log odds."""

    def __init__(
        self, unit: np.ndarray, lengths: np.ndarray, width: int = 128, layers: int = 3, heads: int = 4, dropout: float = 0.1
    ) -> None:
        super().__init__(unit, lengths, width, layers, heads, dropout)
        del self.out, self.base
        self.pos = nn.Parameter(torch.randn(QUERY + HEAD + PASSAGE, width) * 0.05)
        self.mark = nn.Parameter(torch.randn(len(MARKS) + 3, width) * 0.05)
        self.near = nn.Conv1d(width, width, BEFORE, padding=BEFORE // 2)
        self.run = nn.ModuleList(nn.Conv1d(inner, width, BEHIND, padding=BEHIND // 2) for inner in (2 * width, width))
        self.marked = nn.Sequential(nn.Linear(2 * width, width), nn.ReLU(), nn.Linear(width, 1))
        nn.init.normal_(self.near.weight, std=0.02)  # small: to begin with a word is handed on as it is
        if self.near.bias is not None:
            nn.init.zeros_(self.near.bias)

    def started(self, learned: dict[str, np.ndarray]) -> "MarkerNet":
        """The same, begun where a cross-encoder is that has learned already; its places are fewer."""
        own = self.state_dict()
        for name in own.keys() & learned.keys():
            values = torch.from_numpy(np.asarray(learned[name], np.float32))
            own[name][: len(values)] = values
            own[name][len(values) :] = values[len(values) // 2 :].mean(dim=0)
        self.load_state_dict(own)
        return self

    def forward(self, query: torch.Tensor, head: torch.Tensor, body: torch.Tensor, marks: torch.Tensor) -> torch.Tensor:  # type: ignore[override]
        """The log odds of each token of a body to stand in the answer, float32 [n, up to PASSAGE]; token ids as in CrossNet, 0 where one
        is unknown, with the rows of `mark` for each token of the body."""
        seen, text = self._seen(query, head, body), query.shape[1] + head.shape[1]
        there = seen.there[:, text:, None].float()
        begun = (seen.tokens[:, text:] + self.mark[marks]) * there
        begun = begun + self._along(self.near, begun) * there
        inner = self._layers(self._begun(torch.cat([seen.tokens[:, :text], begun], dim=1)), seen.cosines, seen.there)
        own = inner[:, 1 + text :]
        run = torch.cat([own, seen.asked(inner)[:, None].expand_as(own)], dim=-1) * there
        first = self._along(self.run[0], run)
        run = self._drop(first + self._along(self.run[1], first * there))
        return self.marked(torch.cat([run, own], dim=-1))[..., 0]

    @staticmethod
    def _along(convolution: nn.Module, rows: torch.Tensor) -> torch.Tensor:
        return torch.relu(convolution(rows.transpose(1, 2))).transpose(1, 2)
