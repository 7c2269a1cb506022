"""Writes torch_images.json: layers on images and sequences, and their gradients, as PyTorch has them, in double.

Here channels are the last axis, and filters are [height, width, in, out].

Run with PyTorch (CPU): python3 torch_images.py > torch_images.json
"""

import torch

from torch_cases import flat, numbers, start, write

start(12)
cases = []


def first(t):
    return t.movedim(t.dim() - 1, 1)


def last(t):
    return t.movedim(1, t.dim() - 1) if t.dim() > 2 else t


def filters(layer, t):
    """PyTorch's [out, in, ..], or [in, out, ..] of a transposed convolution, as [.., in, out]."""
    if t.dim() < 3:
        return t
    if t.dim() == 3:
        t = t.unsqueeze(2)
    turned = isinstance(layer, torch.nn.ConvTranspose2d)
    return t.permute(2, 3, 0, 1) if turned else t.permute(2, 3, 1, 0)


def add(name, layer, x, **parameters):
    state = dict(layer.named_parameters())
    with torch.no_grad():
        for torch_name in parameters.values():
            state[torch_name].copy_(numbers(*state[torch_name].shape))
    layer.train()
    x = x.clone().requires_grad_()
    y = last(layer(first(x)))
    v = numbers(*y.shape)
    (y * v).sum().backward()
    layer.eval()
    case = {"name": name, "shape": list(x.shape), "outputs": list(y.shape), "x": flat(x)}
    case["evaluated"] = flat(last(layer(first(x))))
    case["weights"] = flat(v)
    case["y"] = flat(y)
    case["to x"] = flat(x.grad)
    for key, torch_name in parameters.items():
        case[key] = flat(filters(layer, state[torch_name]))
        case["to " + key] = flat(filters(layer, state[torch_name].grad))
    case["parameters"] = list(parameters)
    case["buffers"] = []
    cases.append(case)


nn = torch.nn
conv = {"weight": "weight", "bias": "bias"}
norm = {"scale": "weight", "shift": "bias"}
add("conv", nn.Conv2d(3, 4, 3), numbers(2, 5, 6, 3), **conv)
add("conv strided", nn.Conv2d(2, 3, (3, 2), stride=2, padding=1, bias=False), numbers(2, 6, 5, 2), weight="weight")
add("conv dilated", nn.Conv2d(2, 3, 2, dilation=3, padding=2), numbers(1, 5, 4, 2), **conv)
add("conv in groups", nn.Conv2d(4, 6, 3, padding=1, groups=2), numbers(2, 4, 3, 4), **conv)
add("conv depthwise", nn.Conv2d(3, 3, 3, stride=2, padding=1, groups=3), numbers(2, 5, 6, 3), **conv)
add("conv depthwise doubled", nn.Conv2d(2, 4, 3, padding=1, groups=2), numbers(2, 3, 4, 2), **conv)
add("conv of sequences", nn.Conv1d(3, 2, 3, stride=2, padding=1, dilation=2), numbers(2, 9, 3), **conv)
add("conv transposed", nn.ConvTranspose2d(3, 2, 3, stride=2, padding=1, output_padding=1), numbers(2, 3, 4, 3), **conv)
add("conv transposed dilated", nn.ConvTranspose2d(2, 3, 2, stride=3, dilation=2), numbers(1, 2, 3, 2), **conv)
add("max pool", nn.MaxPool2d(2), numbers(2, 5, 4, 3))
add("max pool padded", nn.MaxPool2d(3, stride=2, padding=1), numbers(2, 6, 5, 2))
add("max pool of equals", nn.MaxPool2d(2, stride=1), numbers(1, 3, 3, 2).round())
add("average pool", nn.AvgPool2d(3, stride=2, padding=1), numbers(2, 5, 6, 2))
add("adaptive average pool", nn.AdaptiveAvgPool2d((2, 3)), numbers(2, 5, 7, 2))
add("adaptive max pool", nn.AdaptiveMaxPool2d((2, 3)), numbers(2, 5, 7, 2))
add("nearest", nn.Upsample(scale_factor=2), numbers(1, 2, 3, 2))
add("bilinear", nn.Upsample(scale_factor=3, mode="bilinear"), numbers(2, 3, 2, 2))
add("pixel shuffle", nn.PixelShuffle(2), numbers(2, 2, 3, 8))
add("group norm", nn.GroupNorm(2, 6), numbers(2, 3, 2, 6), **norm)
add("instance norm", nn.InstanceNorm2d(3), numbers(2, 3, 4, 3))
add("instance norm affine", nn.InstanceNorm2d(3, eps=1e-3, affine=True), numbers(2, 3, 4, 3), **norm)
padded = {"1.weight": "weight", "1.bias": "bias"}
add("padding zeros, conv", nn.Conv2d(2, 3, 3, padding=1), numbers(1, 4, 3, 2), **padded)
add("padding reflect, conv", nn.Conv2d(2, 3, 5, padding=2, padding_mode="reflect"), numbers(2, 4, 3, 2), **padded)
add("padding replicate, conv", nn.Conv2d(2, 3, 5, padding=2, stride=2, padding_mode="replicate"), numbers(2, 3, 1, 2), **padded)
add("padding circular, conv", nn.Conv2d(2, 3, 5, padding=2, padding_mode="circular"), numbers(2, 2, 4, 2), **padded)
add("padding reflect, conv of sequences", nn.Conv1d(3, 2, 3, padding=1, padding_mode="reflect"), numbers(2, 5, 3), **padded)
add("padding replicate, conv of sequences", nn.Conv1d(3, 2, 3, padding=1, padding_mode="replicate"), numbers(2, 5, 3), **padded)
add("padding circular, conv of sequences", nn.Conv1d(3, 2, 3, padding=1, padding_mode="circular"), numbers(2, 5, 3), **padded)
add("padding reflect, uneven", nn.ReflectionPad2d((2, 1, 2, 1)), numbers(1, 3, 4, 2))
add("padding replicate, uneven", nn.ReplicationPad2d((0, 3, 0, 3)), numbers(1, 2, 3, 2))
add("padding circular, uneven", nn.CircularPad2d((2, 0, 2, 0)), numbers(1, 3, 2, 2))

write(cases)
