"""Writes torch_recurrent.json: recurrent layers and their gradients as PyTorch has them, in double.

Here weights are [in, out], and the parameters of a layer are named layer.weight_ih, layer.reverse.weight_ih, ..

Run with PyTorch (CPU): python3 torch_recurrent.py > torch_recurrent.json
"""

import torch

from torch_cases import flat, numbers, start, turned, write

start(13)
cases = []


def path(name):
    kind, layer = name.rsplit("_l", 1)
    return layer.replace("_reverse", ".reverse") + "." + kind


def add(name, layer, x, last=False):
    with torch.no_grad():
        for parameter in layer.parameters():
            parameter.copy_(numbers(*parameter.shape) * 0.5)
    x = x.clone().requires_grad_()
    y, state = layer(x)
    if last:
        top = state[0] if isinstance(state, tuple) else state
        directions = 2 if layer.bidirectional else 1
        y = torch.cat(list(top[-directions:]), dim=1)
    v = numbers(*y.shape)
    (y * v).sum().backward()
    case = {"name": name, "shape": list(x.shape), "outputs": list(y.shape), "x": flat(x)}
    case["evaluated"] = flat(y)
    case["weights"] = flat(v)
    case["y"] = flat(y)
    case["to x"] = flat(x.grad)
    case["parameters"] = []
    case["buffers"] = []
    for key, parameter in layer.named_parameters():
        case["parameters"].append(path(key))
        case[path(key)] = flat(turned(parameter))
        case["to " + path(key)] = flat(turned(parameter.grad))
    cases.append(case)


nn = torch.nn
add("rnn", nn.RNN(3, 4, batch_first=True), numbers(2, 5, 3))
add("lstm", nn.LSTM(3, 4, batch_first=True), numbers(2, 5, 3))
add("gru", nn.GRU(3, 4, batch_first=True), numbers(2, 5, 3))
add("lstm of two layers, last", nn.LSTM(2, 3, num_layers=2, batch_first=True), numbers(3, 4, 2), last=True)
add("lstm in both directions", nn.LSTM(2, 3, bidirectional=True, batch_first=True), numbers(2, 4, 2))
add(
    "gru of two layers in both directions, last",
    nn.GRU(2, 3, num_layers=2, bidirectional=True, batch_first=True),
    numbers(2, 3, 2),
    last=True,
)

write(cases)
