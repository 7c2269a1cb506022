"""Writes torch_attention.json: attention, positions and transformer blocks as PyTorch has them, in double.

Here weights are [in, out], and PyTorch's packed in_proj is query, key and value. Where PyTorch has no layer, the
formula is written out below.

Run with PyTorch (CPU): python3 torch_attention.py > torch_attention.json
"""

import math

import torch

from torch_cases import flat, numbers, start, turned, write

nn = torch.nn
functional = nn.functional
start(17)
cases = []


def given(module):
    """The module with numbers that a float can hold."""
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.copy_(numbers(*parameter.shape) * 0.5)
    return module


NORMS = {"weight": "scale", "bias": "shift"}


def pieces(module, renamed):
    """The parameters of a PyTorch module by the names here: pairs of values and gradients."""
    result = {}
    for key, parameter in module.named_parameters():
        owner, _, last = key.rpartition(".")
        name = renamed.get(owner, owner)
        if last.startswith("in_proj_"):
            kind = last.removeprefix("in_proj_")
            parts = zip(("query", "key", "value"), parameter.chunk(3), parameter.grad.chunk(3))
            for part, value, gradient in parts:
                path = ".".join(filter(None, (name, part, kind)))
                result[path] = (turned(value), turned(gradient))
        else:
            norm = name.rpartition(".")[2].startswith("norm")
            path = ".".join(filter(None, (name, NORMS[last] if norm else last)))
            result[path] = (turned(parameter), turned(parameter.grad))
    return result


def add(name, forward, inputs, module=None, renamed=None):
    inputs = {key: value.clone().requires_grad_(value.is_floating_point()) for key, value in inputs.items()}
    y = forward(*inputs.values())
    v = numbers(*y.shape)
    (y * v).sum().backward()
    case = {"name": name, "outputs": list(y.shape), "weights": flat(v), "y": flat(y)}
    case["inputs"] = list(inputs)
    for key, value in inputs.items():
        case["shape of " + key] = list(value.shape)
        case[key] = flat(value.double())
        if value.requires_grad:
            case["to " + key] = flat(value.grad)
    parameters = pieces(module, renamed or {}) if module is not None else {}
    case["parameters"] = list(parameters)
    for path, (value, gradient) in parameters.items():
        case[path] = flat(value)
        case["to " + path] = flat(gradient)
    cases.append(case)


def causal(steps):
    return nn.Transformer.generate_square_subsequent_mask(steps, dtype=torch.float64)


# Scaled dot products, of odd sizes.
def qkv(*batch, queries=5, keys=7, size=3, out=2):
    return {"q": numbers(*batch, queries, size), "k": numbers(*batch, keys, size), "v": numbers(*batch, keys, out)}


dot = functional.scaled_dot_product_attention
add("dot products", dot, qkv(2))
add("dot products in heads", dot, qkv(2, 3, queries=4, keys=1, size=5, out=4))
add("causal dot products", lambda q, k, v: dot(q, k, v, is_causal=True), qkv(3, queries=7))
allowed = torch.tensor([[[1, 0, 1, 1, 0, 1, 1]], [[0, 1, 0, 0, 0, 0, 1]]], dtype=torch.bool)
add("masked dot products", lambda q, k, v, keep: dot(q, k, v, attn_mask=keep), qkv(2) | {"keep": allowed})
# The last queries of a longer sequence: query i sees keys up to i + 7 - 5.
late = torch.ones(5, 7, dtype=torch.bool).tril(2)
add("causal dot products of the last", lambda q, k, v: dot(q, k, v, attn_mask=late), qkv(2))
large = qkv(2)
large["q"] *= 64
add("sharp dot products", dot, large)

# Multi-head attention. PyTorch's masks say what to leave out, ours what to keep.
HEADS = {"out_proj": "out"}
padding = torch.tensor([[1, 1, 1, 1, 0], [1, 0, 1, 0, 0]], dtype=torch.bool)


def heads(count, width, bias=True):
    return given(nn.MultiheadAttention(width, count, bias=bias, batch_first=True))


m = heads(3, 6)
add("heads", lambda x, m=m: m(x, x, x, need_weights=False)[0], {"x": numbers(2, 5, 6)}, m, HEADS)
m = heads(2, 4, bias=False)
add(
    "causal heads",
    lambda x, m=m: m(x, x, x, attn_mask=causal(5), need_weights=False)[0],
    {"x": numbers(2, 5, 4)},
    m,
    HEADS,
)
m = heads(1, 3)
add("one head", lambda x, m=m: m(x, x, x, need_weights=False)[0], {"x": numbers(1, 4, 3)}, m, HEADS)
m = heads(3, 6)
add(
    "heads that ask a memory with padding",
    lambda x, memory, keep, m=m: m(x, memory, memory, key_padding_mask=~keep, need_weights=False)[0],
    {"x": numbers(2, 3, 6), "memory": numbers(2, 5, 6), "keep": padding},
    m,
    HEADS,
)


class Grouped(nn.Module):
    """Heads that share keys and values, and may be turned: rotary positions as products of complex numbers."""

    def __init__(self, width, count, groups, rotary=None, causal=False):
        super().__init__()
        self.count, self.groups, self.rotary, self.causal = count, groups, rotary, causal
        size = width // count
        self.query = nn.Linear(width, width)
        self.key = nn.Linear(width, groups * size)
        self.value = nn.Linear(width, groups * size)
        self.out = nn.Linear(width, width)

    def split(self, x, count):
        return x.reshape(x.shape[0], x.shape[1], count, -1).transpose(1, 2)

    def turn(self, x):
        half = x.shape[-1] // 2
        angles = torch.outer(torch.arange(x.shape[-2]).double(), self.rotary ** (-torch.arange(half).double() / half))
        points = torch.complex(x[..., :half], x[..., half:]) * torch.polar(torch.ones_like(angles), angles)
        return torch.cat([points.real, points.imag], dim=-1)

    def forward(self, x):
        q, k = self.split(self.query(x), self.count), self.split(self.key(x), self.groups)
        v = self.split(self.value(x), self.groups)
        if self.rotary:
            q, k = self.turn(q), self.turn(k)
        y = dot(q, k, v, is_causal=self.causal, enable_gqa=self.groups != self.count)
        return self.out(y.transpose(1, 2).reshape(x.shape))


m = given(Grouped(8, 4, 2))
add("heads in groups", m, {"x": numbers(2, 5, 8)}, m)
m = given(Grouped(6, 3, 1, causal=True))
add("causal heads in one group", m, {"x": numbers(2, 4, 6)}, m)
m = given(Grouped(12, 2, 2, rotary=10_000.0))
add("rotary heads", m, {"x": numbers(2, 5, 12)}, m)
m = given(Grouped(8, 4, 2, rotary=100.0, causal=True))
add("causal rotary heads in groups", m, {"x": numbers(2, 5, 8)}, m)


def sinusoidal(steps, width):
    table = torch.zeros(steps, width)
    place = torch.arange(steps).double()[:, None]
    rate = torch.exp(torch.arange(0, width, 2).double() * (-math.log(10_000.0) / width))
    table[:, 0::2] = torch.sin(place * rate)
    table[:, 1::2] = torch.cos(place * rate)[:, : width // 2]
    return table


add("sinusoidal positions", lambda x: x + sinusoidal(7, 6), {"x": numbers(2, 7, 6)})
add("sinusoidal positions of odd width", lambda x: x + sinusoidal(4, 5), {"x": numbers(1, 4, 5)})

# Whole blocks.
ENCODER = {
    "self_attn": "attention",
    "self_attn.out_proj": "attention.out",
    "linear1": "dense.up",
    "linear2": "dense.down",
}
DECODER = ENCODER | {
    "multihead_attn": "cross",
    "multihead_attn.out_proj": "cross.out",
    "norm2": "norm3",
    "norm3": "norm2",
}


def block(kind, width, count, inner, activation, first):
    layer = kind(width, count, inner, dropout=0.0, activation=activation, batch_first=True, norm_first=first)
    return given(layer)


encoder, decoder = nn.TransformerEncoderLayer, nn.TransformerDecoderLayer
m = block(encoder, 6, 3, 10, "relu", False)
add("encoder block, norms last", m, {"x": numbers(2, 5, 6)}, m, ENCODER)
m = block(encoder, 6, 2, 7, "gelu", True)
add("encoder block, norms first", m, {"x": numbers(2, 5, 6)}, m, ENCODER)
m = block(encoder, 6, 2, 7, "gelu", True)
add(
    "encoder block with padding",
    lambda x, keep, m=m: m(x, src_key_padding_mask=~keep),
    {"x": numbers(2, 5, 6), "keep": padding},
    m,
    ENCODER,
)
m = block(decoder, 6, 3, 8, "relu", False)
add(
    "decoder block, norms last",
    lambda x, memory, m=m: m(x, memory, tgt_mask=causal(4)),
    {"x": numbers(2, 4, 6), "memory": numbers(2, 5, 6)},
    m,
    DECODER,
)
m = block(decoder, 6, 2, 8, "gelu", True)
add(
    "decoder block with padding",
    lambda x, memory, keep, m=m: m(x, memory, tgt_mask=causal(4), memory_key_padding_mask=~keep),
    {"x": numbers(2, 4, 6), "memory": numbers(2, 5, 6), "keep": padding},
    m,
    DECODER,
)

write(cases)
