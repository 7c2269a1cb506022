"""Writes torch_layers.json: layers, their gradients and running statistics as PyTorch has them, in double.

Run with PyTorch (CPU): python3 torch_layers.py > torch_layers.json
"""

import torch

from torch_cases import start, write

start(11)
cases = []


def numbers(*shape, scale=1.0, shift=0.0):
    # Representable as float, so that float and double start from the same numbers.
    return (torch.randn(*shape) * scale + shift).float().double()


def add(name, layer, x, **parameters):
    """Channels are the last axis here and axis 1 in PyTorch's batch norm."""
    state = dict(layer.named_parameters())
    start = {}
    with torch.no_grad():
        for key, torch_name in parameters.items():
            tensor = getattr(layer, torch_name)
            if torch_name == "running_var":
                tensor.copy_((numbers(*tensor.shape).abs() + 0.5).float())
            else:
                tensor.copy_(numbers(*tensor.shape))
            start[key] = tensor.clone()
    v = numbers(*x.shape)
    x = x.clone().requires_grad_()
    last = x.dim() - 1
    batch_norm = isinstance(layer, torch.nn.modules.batchnorm._BatchNorm)
    turn = (lambda t: t.movedim(last, 1)) if batch_norm else (lambda t: t)
    back = (lambda t: t.movedim(1, last)) if batch_norm else (lambda t: t)
    case = {"name": name, "shape": list(x.shape), "x": x.detach().reshape(-1).tolist()}
    layer.eval()
    case["evaluated"] = back(layer(turn(x))).detach().reshape(-1).tolist()
    layer.train()
    y = back(layer(turn(x)))
    (y * v).sum().backward()
    case["weights"] = v.reshape(-1).tolist()
    case["y"] = y.detach().reshape(-1).tolist()
    case["to x"] = x.grad.reshape(-1).tolist()
    for key, torch_name in parameters.items():
        case[key] = start[key].tolist()
        if torch_name in state:
            case["to " + key] = state[torch_name].grad.reshape(-1).tolist()
        else:
            case["new " + key] = getattr(layer, torch_name).tolist()
    case["parameters"] = [k for k, n in parameters.items() if n in state]
    case["buffers"] = [k for k, n in parameters.items() if n not in state]
    cases.append(case)


norm = {"scale": "weight", "shift": "bias"}
running = {**norm, "running_mean": "running_mean", "running_variance": "running_var"}
add("batch norm", torch.nn.BatchNorm1d(3), numbers(5, 3, scale=2, shift=1), **running)
add("batch norm of images", torch.nn.BatchNorm2d(2), numbers(2, 3, 2, 2), **running)
add("batch norm momentum", torch.nn.BatchNorm1d(3, eps=0.01, momentum=0.3), numbers(4, 3), **running)
add("layer norm", torch.nn.LayerNorm(6), numbers(2, 3, 6, scale=3, shift=-1), **norm)
add("rms norm", torch.nn.RMSNorm(6, eps=2.0**-23), numbers(4, 6), scale="weight")
add("parametric relu", torch.nn.PReLU(), numbers(3, 4), slope="weight")
add("parametric relu per channel", torch.nn.PReLU(4), numbers(3, 4), slope="weight")

write(cases)
