"""A small cross-encoder that sees which words match: it reads a question with one clause and says how well the clause answers it.

Each token goes in with its unit vector of late interaction (models.late) and with what that says of it: its best cosines with the other
side and its weight. So the layers need not find the matches, as those of a plain cross-encoder must (Nogueira and Cho 2019; explicit
match signals: Guo and others 2016); they learn which matches make an answer. In the attention the cosine of two tokens is added to
their logit, times a learned number for each head. The score starts from plain late interaction, to which the layers add.
`models.cross` reads what is learned here.
"""

from dataclasses import dataclass

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from models.cross import BODY
from models.cross_data import HEAD
from models.layers import EXACT, NEAR, QUERY, SHARE


@dataclass(frozen=True, slots=True)
class Seen:
    """Question, head and body as the layers get them: `tokens` float32 [n, tokens, width], their `cosines` [n, tokens, tokens], which of
    them are `there`, the `weights` [n, up to QUERY] of those of the question, and plain `late` interaction with head and body and with
    the body alone, [n, 2]."""

    tokens: torch.Tensor
    cosines: torch.Tensor
    there: torch.Tensor
    weights: torch.Tensor
    late: torch.Tensor

    def asked(self, inner: torch.Tensor) -> torch.Tensor:
        """The weighted mean over the question of what the layers gave, float32 [n, width]."""
        return (inner[:, 1 : 1 + self.weights.shape[1]].float() * self.weights[..., None]).sum(dim=1)


class CrossNet(nn.Module):
    """`unit` float32 [tokens, dimension] and `lengths` float32 [tokens] (`cross.units_of`) stay as they are.

    The names of what is learned are those on disk: `inp` and `feat` [query, head or body; 4 features; width], `pos` [QUERY + HEAD + BODY,
    width] and `cls` make the input, normalised by `n0`; of layer l, `q.l` gives queries, keys and values, `o.l` the attention's output,
    `f1.l` and `f2.l` are the feed-forward part and `n1.l`, `n2.l` the norms behind each; `bias` [layers, heads, 2] holds the shares of
    the cosine in the logits, its second column nothing; `out` and `base` make the score.
    """

    def __init__(
        self, unit: np.ndarray, lengths: np.ndarray, width: int = 128, layers: int = 3, heads: int = 4, dropout: float = 0.1
    ) -> None:
        super().__init__()
        self.unit: torch.Tensor
        self.lengths: torch.Tensor
        self.register_buffer("unit", torch.from_numpy(unit), persistent=False)
        self.register_buffer("lengths", torch.from_numpy(lengths), persistent=False)
        self.inp = nn.Linear(unit.shape[1], width)
        self.feat = nn.Parameter(torch.randn(3, 4, width) * 0.1)
        self.pos = nn.Parameter(torch.randn(QUERY + HEAD + BODY, width) * 0.05)
        self.cls = nn.Parameter(torch.randn(1, 1, width) * 0.05)
        self.n0 = nn.LayerNorm(width)
        self.bias = nn.Parameter(torch.ones(layers, heads, 2) * 0.5)
        self.q = nn.ModuleList(nn.Linear(width, 3 * width) for _ in range(layers))
        self.o = nn.ModuleList(nn.Linear(width, width) for _ in range(layers))
        self.f1 = nn.ModuleList(nn.Linear(width, 4 * width) for _ in range(layers))
        self.f2 = nn.ModuleList(nn.Linear(4 * width, width) for _ in range(layers))
        self.n1 = nn.ModuleList(nn.LayerNorm(width) for _ in range(layers))
        self.n2 = nn.ModuleList(nn.LayerNorm(width) for _ in range(layers))
        self.out = nn.Sequential(nn.Linear(2 * width, width), nn.ReLU(), nn.Linear(width, 1))
        self.base = nn.Parameter(torch.tensor([8.0, 4.0]))
        self._drop = nn.Dropout(dropout)
        for linear in (*self.o, *self.f2):  # small: to begin with a layer hands on what it is given
            nn.init.normal_(linear.weight, std=0.02)

    def forward(self, query: torch.Tensor, head: torch.Tensor, body: torch.Tensor) -> torch.Tensor:
        """Scores float32 [n] of rows of token ids, -1 where there is none: [n, up to QUERY], [n, up to HEAD], [n, up to BODY]."""
        seen = self._seen(query, head, body)
        inner = self._layers(self._begun(seen.tokens), seen.cosines, seen.there)
        return self.out(torch.cat([inner[:, 0].float(), seen.asked(inner)], dim=1))[:, 0] + seen.late @ self.base

    def _begun(self, tokens: torch.Tensor) -> torch.Tensor:
        """What goes into the layers: the place that every text begins with, then the tokens."""
        return self._drop(self.n0(torch.cat([self.cls.expand(len(tokens), -1, -1), tokens], dim=1)))

    def _seen(self, query: torch.Tensor, head: torch.Tensor, body: torch.Tensor) -> Seen:
        ids = torch.cat([query, head, body], dim=1)
        asked, heading = query.shape[1], head.shape[1]
        there, known = ids >= 0, ids.clamp(min=0)
        unit, lengths = self.unit[known], self.lengths[known]
        cosines = (unit @ unit.transpose(1, 2)).clamp(min=0)
        weights = torch.exp(lengths[:, :asked]) * there[:, :asked]
        weights = weights / weights.sum(dim=1, keepdim=True).clamp(min=1e-6)
        between = cosines[:, :asked, asked:] * there[:, None, asked:] * there[:, :asked, None]
        in_head, in_body = between[:, :, :heading].amax(dim=2), between[:, :, heading:].amax(dim=2)
        back, nearest = between.max(dim=1)
        of_query = torch.stack([in_head, in_body, lengths[:, :asked], weights * SHARE], dim=-1)
        matched = torch.gather(weights, 1, nearest) * SHARE * back
        of_text = torch.stack([back, (back > EXACT).float(), lengths[:, asked:], matched], dim=-1)
        sides = zip((of_query, of_text[:, :heading], of_text[:, heading:]), self.feat, strict=True)
        features = torch.cat([side @ learned for side, learned in sides], dim=1)
        text = QUERY + HEAD
        places = torch.cat([self.pos[:asked], self.pos[QUERY : QUERY + heading], self.pos[text : text + body.shape[1]]])
        late = torch.stack([(weights * torch.maximum(in_head, in_body)).sum(dim=1), (weights * in_body).sum(dim=1)], dim=1)
        return Seen(self.inp(unit) + features + places, cosines, there, weights, late)

    def _layers(self, inner: torch.Tensor, cosines: torch.Tensor, there: torch.Tensor) -> torch.Tensor:
        """`inner` [n, 1 + tokens, width] after all layers; the first place has no cosines and is always there."""
        n, size, width = inner.shape
        heads = self.bias.shape[1]
        cosines = functional.pad(cosines, (1, 0, 1, 0))
        away = (~functional.pad(there, (1, 0), value=True))[:, None, None] * -1e4
        for layer, share in enumerate(self.bias[:, :, 0]):
            parts = self.q[layer](inner).view(n, size, 3, heads, width // heads).permute(2, 0, 3, 1, 4)
            mask = (cosines[:, None] * share.view(1, -1, 1, 1) * NEAR + away).to(parts.dtype)
            mixed = functional.scaled_dot_product_attention(parts[0], parts[1], parts[2], attn_mask=mask)
            mixed = self.o[layer](mixed.transpose(1, 2).reshape(n, size, width))
            inner = self.n1[layer](inner + self._drop(mixed))
            fed = self.f2[layer](functional.relu(self.f1[layer](inner)))
            inner = self.n2[layer](inner + self._drop(fed))
        return inner
