"""Writes pytorch.json: what PyTorch's optimizers and schedules come to, in float64 on the CPU.

Run in this folder where `torch` can be imported (2.13.0 wrote the file that is stored here).

The gradient of element i before step t (from 1) is SCALE[i] * p[i] + ((7 * t + 3 * i) % 11 - 5) / 10,
so that it depends on the parameters, changes sign and needs no function.
"""

import json
import warnings

import torch

warnings.filterwarnings("ignore")
torch.set_default_dtype(torch.float64)  # NAdam keeps a product in the default type
START = [1.0, -2.0, 0.5, 3.0, -0.25, 0.125]
SCALE = [1.0, 0.1, 10.0, 0.5, 2.0, 0.01]
KEEP = (1, 2, 3, 10, 100)


def orthogonal(grad, ns_coefficients, ns_steps, eps):
    """Newton-Schulz as in torch.optim.Muon, but in float64 instead of bfloat16."""
    a, b, c = ns_coefficients
    x = grad.double()
    if grad.size(0) > grad.size(1):
        x = x.T
    x = x / x.norm().clamp(min=eps)
    for _ in range(ns_steps):
        gram = x @ x.T
        x = a * x + (b * gram + c * gram @ gram) @ x
    return x.T if grad.size(0) > grad.size(1) else x


def gradient(p, t):
    return [SCALE[i] * p[i] + ((7 * t + 3 * i) % 11 - 5) / 10 for i in range(len(p))]


def run(make, shape=(6,)):
    """Values after the steps in KEEP. A matrix [in, out] is given to PyTorch as [out, in]."""
    matrix = len(shape) == 2
    start = torch.tensor(START, dtype=torch.float64).reshape(shape)
    param = torch.nn.Parameter(start.T.contiguous() if matrix else start.clone())
    optimizer = make([param])
    rows = {}
    for t in range(1, max(KEEP) + 1):
        p = (param.detach().T if matrix else param.detach()).reshape(-1).tolist()
        g = torch.tensor(gradient(p, t), dtype=torch.float64).reshape(shape)
        param.grad = g.T.contiguous() if matrix else g
        optimizer.step()
        if t in KEEP:
            rows[str(t)] = (param.detach().T if matrix else param.detach()).reshape(-1).tolist()
    return rows


def optimizers():
    o = torch.optim
    import torch.optim._muon as muon

    muon._zeropower_via_newtonschulz = orthogonal
    return {
        "sgd": run(lambda p: o.SGD(p, lr=0.05)),
        "momentum": run(lambda p: o.SGD(p, lr=0.02, momentum=0.9)),
        "nesterov": run(lambda p: o.SGD(p, lr=0.02, momentum=0.9, nesterov=True)),
        "adagrad": run(lambda p: o.Adagrad(p, lr=0.1, lr_decay=0.01)),
        "adadelta": run(lambda p: o.Adadelta(p, lr=1.0)),
        "rmsprop": run(lambda p: o.RMSprop(p, lr=0.01)),
        "rmsprop-centred": run(lambda p: o.RMSprop(p, lr=0.01, momentum=0.5, centered=True)),
        "adam": run(lambda p: o.Adam(p, lr=0.02)),
        "amsgrad": run(lambda p: o.Adam(p, lr=0.02, amsgrad=True)),
        "adamw": run(lambda p: o.AdamW(p, lr=0.02, weight_decay=0.1)),
        "adamax": run(lambda p: o.Adamax(p, lr=0.02)),
        "nadam": run(lambda p: o.NAdam(p, lr=0.02)),
        "radam": run(lambda p: o.RAdam(p, lr=0.02)),
        "muon": run(lambda p: o.Muon(p, lr=0.02, weight_decay=0.1), shape=(2, 3)),
        "muon-plain": run(
            lambda p: o.Muon(p, lr=0.02, weight_decay=0, nesterov=False, adjust_lr_fn="match_rms_adamw"),
            shape=(3, 2)),
    }


def rates(make, steps, metric=None):
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.1)
    schedule = make(optimizer)
    values = []
    for step in range(steps):
        values.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        schedule.step(metric(step)) if metric else schedule.step()
    return values


def plateau(step):
    """Falls, then stands still with a little noise, then falls again."""
    return max(2.0, 5.0 - step) + (step % 3) * 1e-5 - (1.0 if step >= 30 else 0.0)


def schedules():
    s = torch.optim.lr_scheduler
    warm = lambda o: s.SequentialLR(
        o, [s.LinearLR(o, start_factor=0.2, total_iters=4), s.ExponentialLR(o, 0.9)], milestones=[4])
    return {
        "step": rates(lambda o: s.StepLR(o, 3, 0.5), 20),
        "multi-step": rates(lambda o: s.MultiStepLR(o, [2, 5, 5, 11], 0.1), 20),
        "exponential": rates(lambda o: s.ExponentialLR(o, 0.9), 20),
        "polynomial": rates(lambda o: s.PolynomialLR(o, 12, 2.0), 20),
        "cosine": rates(lambda o: s.CosineAnnealingLR(o, 8, 0.01), 20),
        "restarts": rates(lambda o: s.CosineAnnealingWarmRestarts(o, 3, 2, 0.01), 25),
        "one-cycle": rates(lambda o: s.OneCycleLR(o, 0.1, total_steps=20), 20),
        "warm-up": rates(warm, 20),
        "plateau": rates(
            lambda o: s.ReduceLROnPlateau(o, factor=0.5, patience=2, cooldown=1, min_lr=0.01),
            50, plateau),
    }


with open("pytorch.json", "w") as file:
    json.dump({"optimizers": optimizers(), "schedules": schedules()}, file, indent=0)
    file.write("\n")
