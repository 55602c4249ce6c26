"""The model's token vectors, computed from its own weights with numpy: what spaCy's `tok2vec` gives, in half its time or less.

A word's embedding depends on the word alone, so it is reckoned once and kept; the convolutions over it are few operations on
one array for all sentences of a batch. spaCy's own layers do the same through some hundred calls a batch, whatever its size,
and a report's few sentences are a small batch. `encoder_of` gives None for a model that is built otherwise or comes out otherwise:
then spaCy's own layers are used.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]

#: words whose embeddings are kept: 384 bytes each; when there are more, all are forgotten
KEPT = 20_000
#: the layers that this knows: "embed >> convolve", the second of residual windows of three tokens
WINDOW = "residual(expand_window>>maxout>>layernorm>>dropout)"
#: how far the vectors of the probe may be from spaCy's: sums in another order differ in the last digits
CLOSE = 1e-4
PROBE = ("The minister didn't meet Col. Okello on 3 May, officials said.", "Talks", "Kenya's $5m ($2m of it lent) arrived.")


class Window:
    """One convolution over three tokens: the largest of three pieces, normalised, added to what went in."""

    def __init__(self, maxout: Any, norm: Any) -> None:
        weights, bias = maxout.get_param("W"), maxout.get_param("b")
        outputs, pieces, inputs = weights.shape
        # piece by piece, so that the largest is taken over whole rows
        self._weights = np.ascontiguousarray(weights.transpose(1, 0, 2).reshape(pieces * outputs, inputs).T)
        self._bias = np.ascontiguousarray(bias.T.reshape(-1))
        self._pieces, self._outputs = pieces, outputs
        self._gain, self._shift = norm.get_param("G"), norm.get_param("b")

    def __call__(self, x: Array) -> Array:
        """Tokens by width, in and out."""
        wide = np.zeros((len(x), 3, x.shape[1]), dtype=np.float32)
        wide[1:, 0], wide[:, 1], wide[:-1, 2] = x[:-1], x, x[1:]
        summed = wide.reshape(len(x), -1) @ self._weights
        summed += self._bias
        parts = summed.reshape(len(x), self._pieces, self._outputs)
        best: Array = parts[:, 0]
        for piece in range(1, self._pieces):
            best = np.maximum(best, parts[:, piece])
        best = best - best.mean(axis=1, keepdims=True)
        best /= np.sqrt(np.square(best).mean(axis=1, keepdims=True) + np.float32(1e-8))
        best *= self._gain
        best += self._shift
        best += x
        return best


class Encoder:
    """Vectors of the tokens of some docs: one array for each doc, tokens by width."""

    def __init__(self, embed: Any, windows: Sequence[Window], width: int) -> None:
        self._attributes = list(embed.layers[0].attrs["columns"])
        self._layers = embed.layers[2:4]  # the hashed tables, and what mixes them
        self._windows, self._width = windows, width
        self._rows: dict[bytes, int] = {}
        self._vectors = np.zeros((1024, width), dtype=np.float32)

    def __call__(self, docs: Sequence[Any]) -> list[Array]:
        """The vectors of each doc."""
        wide = len(self._attributes)
        features = [np.ascontiguousarray(doc.to_array(self._attributes), dtype=np.uint64).reshape(len(doc), wide) for doc in docs]
        lengths = [len(one) for one in features]
        if not any(lengths):
            return [np.zeros((0, self._width), dtype=np.float32) for _ in docs]
        known = self._embedded(np.concatenate([one for one in features if len(one)]))
        pad = len(self._windows)  # zeros between two sentences, as many as a window reaches through all layers
        starts = np.cumsum([pad, *(n + pad for n in lengths)])
        x = np.zeros((int(starts[-1]), self._width), dtype=np.float32)
        spans = [(int(at), int(at) + n) for at, n in zip(starts, lengths, strict=False)]
        done = 0
        for start, end in spans:
            x[start:end] = known[done : done + end - start]
            done += end - start
        for window in self._windows:
            x = window(x)
        return [x[start:end] for start, end in spans]

    def _embedded(self, features: NDArray[np.uint64]) -> Array:
        """The embeddings of these rows of features; those not met before are made by the model's layers."""
        keys: list[Any] = features.view(np.dtype((np.void, features.shape[1] * 8))).ravel().tolist()
        if len(self._rows) + len(keys) > KEPT:
            self._rows.clear()
        fresh: dict[Any, int] = {key: n for n, key in enumerate(keys) if key not in self._rows}
        if fresh:
            made = features[list(fresh.values())]
            for layer in self._layers:
                made = layer.predict(made)
            first = len(self._rows)
            self._room(first + len(fresh))
            self._vectors[first : first + len(fresh)] = made
            self._rows.update((key, first + n) for n, key in enumerate(fresh))
        rows = self._rows
        return self._vectors[[rows[key] for key in keys]]

    def _room(self, needed: int) -> None:
        if needed > len(self._vectors):
            more = np.zeros((max(needed, 2 * len(self._vectors)), self._width), dtype=np.float32)
            more[: len(self._vectors)] = self._vectors
            self._vectors = more


def encoder_of(nlp: Any) -> Encoder | None:
    """The encoder of a pipeline's shared `tok2vec`; None where it is none that this knows, or where a probe comes out otherwise."""
    if "tok2vec" not in nlp.pipe_names:
        return None
    model = nlp.get_pipe("tok2vec").model
    try:
        embed, convolve = model.layers
        windows = [Window(*_maxout_and_norm(layer)) for layer in convolve.layers[0].layers if layer.name == WINDOW]
        if len(windows) != len(convolve.layers[0].layers) or len(embed.layers) != 5 or convolve.attrs["pad"] != len(windows):
            return None
        made = Encoder(embed, windows, int(model.get_dim("nO")))
        docs = [nlp.make_doc(text) for text in PROBE]
        pairs = zip(made(docs), model.predict(docs), strict=True)
        return made if all(np.allclose(mine, theirs, atol=CLOSE) for mine, theirs in pairs) else None
    except (AttributeError, IndexError, KeyError, ValueError):  # built otherwise
        return None


def _maxout_and_norm(residual: Any) -> Iterator[Any]:
    """The two layers with weights inside a residual window."""
    inside = {layer.name: layer for layer in residual.walk()}
    yield inside["maxout"]
    yield inside["layernorm"]
