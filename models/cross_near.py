"""What the cross-encoder is trained to tell apart: clauses near a question that do not answer it, and the part of a clause it is shown."""

from collections.abc import Sequence

import numpy as np
import torch
from torch.nn import functional

from models.cross_data import HEAD, SENTENCES, Clauses, Questions
from models.layers import units_of
from models.save import Tables

_QUESTIONS, _CLAUSES = 512, 4096  # looked up, encoded at a time: bounds the memory
_SPARE = 24  # clauses looked at beyond those wanted, in place of near-copies of the gold one


class Near:
    """The clauses on one device, with the vectors of an encoder; `unit` and `lengths` are its `units_of`."""

    def __init__(self, clauses: Clauses, tables: Tables, device: str) -> None:
        self.unit, self.lengths = units_of(tables.late)
        self._device = device
        self._head, self._body, self._sentence, self._document = (
            torch.from_numpy(rows).to(device) for rows in (clauses.head, clauses.body, clauses.sentence, clauses.document)
        )
        # the search for the best sentence needs no more than the layers get
        self._unit = torch.from_numpy(self.unit).to(device, torch.bfloat16 if device == "cuda" else torch.float32)
        self._lengths = torch.from_numpy(self.lengths).to(device)
        self._dense = torch.from_numpy(tables.dense).to(device)
        self._encoded = self._pooled(torch.cat([self._head, self._body], dim=1))

    def _pooled(self, ids: torch.Tensor) -> torch.Tensor:
        """The normalised sums of rows of tokens, as the encoder makes them."""
        out = []
        for rows in ids.split(_CLAUSES):
            summed = (self._dense[rows.clamp(min=0)] * (rows >= 0)[..., None]).sum(dim=1)
            out.append(functional.normalize(summed, dim=1))
        return torch.cat(out)

    def find(self, questions: Questions, anywhere: int, inside: int, like: float) -> torch.Tensor:
        """For each question the clauses nearest to it, of all and of the document that answers it, int64 [questions, anywhere + inside];
        -1 where there are no more. Gold ones are left out, and those whose cosine with a gold one is `like` or more: other versions."""
        tokens = torch.from_numpy(questions.tokens).to(self._device)
        out = []
        for start in range(0, len(tokens), _QUESTIONS):
            gold = self._gold(questions.gold[start : start + _QUESTIONS])
            scores = self._pooled(tokens[start : start + _QUESTIONS]) @ self._encoded.T
            scores.scatter_(1, gold, -1.0)
            same = self._document == self._document[gold[:, :1]]
            halves = ((scores, anywhere), (scores.masked_fill(~same, -1.0), inside))
            out.append(torch.cat([self._nearest(of, gold, count, like) for of, count in halves], dim=1))
        return torch.cat(out)

    def _gold(self, gold: Sequence[tuple[int, ...]]) -> torch.Tensor:
        """The gold clauses of each question; rows with fewer are filled up with their first."""
        most = max(map(len, gold))
        return torch.from_numpy(np.array([[*row, *row[:1] * (most - len(row))] for row in gold], np.int64)).to(self._device)

    def _nearest(self, scores: torch.Tensor, gold: torch.Tensor, count: int, like: float) -> torch.Tensor:
        """The `count` best of each row that are no near-copies of gold, int64 [rows, count]; -1 where there are no more."""
        best, places = scores.topk(min(count + _SPARE, scores.shape[1]), dim=1)
        copies = (self._encoded[places] @ self._encoded[gold].transpose(1, 2)).amax(dim=2) >= like
        best, order = best.masked_fill(copies, -1.0).topk(min(count, best.shape[1]), dim=1)
        found = torch.where(best > -0.5, places.gather(1, order), -1)
        return functional.pad(found, (0, count - found.shape[1]), value=-1)

    def windows(self, queries: torch.Tensor, clauses: torch.Tensor, width: int, alone: bool) -> tuple[torch.Tensor, torch.Tensor]:
        """The heads [n, k, HEAD] of `clauses` [n, k] and `width` tokens of each body, [n, k, width], from the start of the sentence that
        matches `queries` [n, QUERY] best, by late interaction of the sentence with the head; of that sentence only, where `alone`."""
        head, body, sentence = self._head[clauses], self._body[clauses], self._sentence[clauses].long()
        n, k, longest = body.shape
        asked = self._unit[queries.clamp(min=0)]
        weights = torch.exp(self._lengths[queries.clamp(min=0)]) * (queries >= 0)
        weights = weights / weights.sum(dim=1, keepdim=True).clamp(min=1e-6)
        in_head = self._cosines(asked, head.view(n, -1)).view(n, -1, k, HEAD).amax(dim=3)
        in_body = self._cosines(asked, body.view(n, -1)).view(n, -1, k, longest)
        of = sentence.clamp(min=0)[:, None].expand_as(in_body)
        by_sentence = in_body.new_zeros(*in_body.shape[:3], SENTENCES).scatter_reduce(3, of, in_body, "amax")
        late = (torch.maximum(by_sentence, in_head[..., None]) * weights[:, :, None, None]).sum(dim=1)
        best = late.argmax(dim=2, keepdim=True)
        at = torch.arange(longest, device=self._device)
        first = torch.where(sentence == best, at, longest).amin(dim=2, keepdim=True)
        places = first + torch.arange(width, device=self._device)
        shown = places.clamp(max=longest - 1)
        kept = places < longest
        if alone:
            kept = kept & (sentence.gather(2, shown) == best)
        return head, torch.where(kept, body.gather(2, shown), -1)

    def _cosines(self, asked: torch.Tensor, tokens: torch.Tensor) -> torch.Tensor:
        """float32 [n, QUERY, tokens], never below 0, and 0 where there is no token."""
        cosines = asked @ self._unit[tokens.clamp(min=0)].transpose(1, 2)
        return cosines.clamp(min=0).float() * (tokens >= 0)[:, None]
