"""Writes torch_losses.json: losses and their gradients as PyTorch computes them, in double.

Run with PyTorch (CPU): python3 torch_losses.py > torch_losses.json
"""

import torch
import torch.nn.functional as F

from torch_cases import start, write

start(7)
cases = []


def add(name, outputs, targets, loss, labels=False, weights=None):
    outputs.grad = None
    value = loss(outputs, targets)
    value.sum().backward()
    cases.append({
        "name": name,
        "shape": list(outputs.shape),
        "outputs": outputs.detach().reshape(-1).tolist(),
        "labels": targets.reshape(-1).tolist() if labels else [],
        "targets": [] if labels else targets.reshape(-1).tolist(),
        "weights": [] if weights is None else weights.tolist(),
        "values": value.detach().reshape(-1).tolist(),
        "gradient": outputs.grad.reshape(-1).tolist(),
    })


def numbers(*shape, scale=2.0):
    # Representable as float, so that float and double start from the same numbers.
    return (torch.randn(*shape) * scale).float().double().requires_grad_()


def fixed(tensor):
    return tensor.detach().float().double()


def softmax_last(y, t, **options):
    """Cross-entropy with the classes along the last axis."""
    last = y.dim() - 1
    return F.cross_entropy(y.movedim(last, 1), t, **options)


y, t = numbers(3, 4), fixed(numbers(3, 4))
add("mse sum", y, t, lambda y, t: F.mse_loss(y, t, reduction="sum"))
add("mae mean", y, t, lambda y, t: F.l1_loss(y, t))
add("mae none", y, t, lambda y, t: F.l1_loss(y, t, reduction="none"))
add("huber 0.75", y, t, lambda y, t: F.huber_loss(y, t, delta=0.75))
add("huber 2.5 sum", y, t, lambda y, t: F.huber_loss(y, t, delta=2.5, reduction="sum"))
add("log-cosh", y, t, lambda y, t: torch.log(torch.cosh(y - t)).mean())
sample = torch.tensor([0.5, 2.0, 0.0])
add("mse weighted", y, t,
    lambda y, t: ((y - t) ** 2 * sample[:, None]).sum() / (4 * sample.sum()), weights=sample)

z = numbers(5, 4)
labels = torch.tensor([3, 0, 2, 0, 1])
holes = torch.tensor([3, -100, 2, 0, -100])
w = torch.tensor([0.5, 1.0, 2.0, 3.5])
add("ce", z, labels, lambda y, t: F.cross_entropy(y, t), labels=True)
add("ce none smoothed", z, labels,
    lambda y, t: F.cross_entropy(y, t, reduction="none", label_smoothing=0.2), labels=True)
add("ce weights holes", z, holes, lambda y, t: F.cross_entropy(y, t, weight=w), labels=True)
add("ce weights holes smoothed", z, holes,
    lambda y, t: F.cross_entropy(y, t, weight=w, label_smoothing=0.1), labels=True)
add("ce ignoring class 0", z, labels,
    lambda y, t: F.cross_entropy(y, t, ignore_index=0), labels=True)
p = fixed(torch.softmax(torch.randn(5, 4), -1))
add("ce probabilities weights smoothed", z, p,
    lambda y, t: F.cross_entropy(y, t, weight=w, label_smoothing=0.1))
per = torch.tensor([1.0, 0.25, 3.0, 0.0, 2.0])
add("ce sample and class weights", z, labels,
    lambda y, t: (F.cross_entropy(y, t, weight=w, reduction="none") * per).sum()
    / (w[t] * per).sum(), labels=True, weights=per)
z3 = numbers(2, 3, 4)
add("ce of sequences", z3, torch.tensor([[0, 3, -100], [2, 2, 1]]),
    lambda y, t: softmax_last(y, t, weight=w), labels=True)
log_p = torch.log_softmax(numbers(5, 4).detach(), -1).float().double().requires_grad_()
add("nll weights holes", log_p, holes, lambda y, t: F.nll_loss(y, t, weight=w), labels=True)
add("kl", log_p, p, lambda y, t: F.kl_div(y, t, reduction="batchmean"))

x = numbers(3, 4, scale=3.0)
yes = torch.tensor([[1.0, 0, 0, 1], [0.25, 1, 0.5, 0], [0, 0, 1, 1]])
add("bce", x, yes, lambda y, t: F.binary_cross_entropy_with_logits(y, t))
add("bce positive weights", x, yes,
    lambda y, t: F.binary_cross_entropy_with_logits(y, t, pos_weight=w))
far = torch.tensor([[-200.0, 200, -30, 30], [-200, 200, -30, 30]]).requires_grad_()
add("bce far out", far, torch.tensor([[0.0, 1, 0, 1], [1, 0, 1, 0]]),
    lambda y, t: F.binary_cross_entropy_with_logits(y, t, reduction="none"))

# PyTorch divides by the number of classes.
add("hinge 1", z, labels, lambda y, t: 4 * F.multi_margin_loss(y, t), labels=True)
add("hinge 2.5 none", z, labels,
    lambda y, t: 4 * F.multi_margin_loss(y, t, margin=2.5, reduction="none"), labels=True)
add("squared hinge", z, labels, lambda y, t: 4 * F.multi_margin_loss(y, t, p=2), labels=True)
sign = torch.tensor([[1.0, -1, 1, 1], [-1, -1, 1, -1], [1, 1, -1, -1]])
add("hinge binary", x, sign, lambda y, t: torch.clamp(1 - t * y, min=0).mean())

count = torch.tensor([[0.0, 1, 2, 7], [3, 0, 1, 2], [5, 4, 1, 0]])
add("poisson", y, count, lambda y, t: F.poisson_nll_loss(y, t))
add("poisson full", y, count, lambda y, t: F.poisson_nll_loss(y, t, full=True))


def focal(x, t, alpha=0.25, gamma=2.0):
    """Lin et al. 2017, eq. 5, term by term."""
    p = torch.sigmoid(x)
    p_t = p * t + (1 - p) * (1 - t)
    a_t = alpha * t + (1 - alpha) * (1 - t)
    ce = F.binary_cross_entropy_with_logits(x, t, reduction="none")
    return a_t * (1 - p_t) ** gamma * ce


hard = torch.tensor([[1.0, 0, 0, 1], [0, 1, 1, 0], [0, 0, 1, 1]])
add("focal", x, hard, lambda y, t: focal(y, t).mean())
add("focal 0.5", x, hard, lambda y, t: focal(y, t, alpha=0.5, gamma=0.5).sum())


def focal_classes(z, t, gamma):
    q = F.log_softmax(z, -1).gather(-1, t[:, None])[:, 0]
    return (-(1 - torch.exp(q)) ** gamma * q).mean()


add("focal classes", z, labels, lambda y, t: focal_classes(y, t, 2.0), labels=True)
add("cosine", y, t,
    lambda y, t: F.cosine_embedding_loss(y, t, torch.ones(3), reduction="none"))

write(cases)
