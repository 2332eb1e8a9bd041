"""Losses against slow transcriptions of the formulas in their papers, number by number."""

import math
from statistics import NormalDist

import pytest
import torch
from torch import Tensor

from worker.pretrain import losses
from worker.pretrain.losses.slices import random_directions

Matrix = list[list[float]]


def random_views(seed: int, *shape: int) -> Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


def unit(row: list[float]) -> list[float]:
    length = math.sqrt(sum(x * x for x in row))
    return [x / length for x in row]


def dot(a: list[float], b: list[float]) -> float:
    return sum(x * y for x, y in zip(a, b, strict=True))


def column(matrix: Matrix, index: int) -> list[float]:
    return [row[index] for row in matrix]


def mean(values: list[float]) -> float:
    return sum(values) / len(values)


def plain_sinkhorn(scores: Matrix, epsilon: float, iterations: int) -> Matrix:
    """Alternately give every column the same sum and every row the sum 1."""
    q = [[math.exp(score / epsilon) for score in row] for row in scores]
    for _ in range(iterations):
        sums = [sum(column(q, j)) for j in range(len(q[0]))]
        q = [[x / total for x, total in zip(row, sums, strict=True)] for row in q]
        q = [[x / sum(row) for x in row] for row in q]
    return q


@pytest.mark.parametrize(("batch", "dim"), [(2, 3), (5, 4)])
def test_resa(batch: int, dim: int) -> None:
    """The images of a batch are the clusters: assignments out of the features, cross entropy of the embeddings."""
    features, slow_features, *embeddings = random_views(batch, 6, batch, dim).unbind()
    h, h_slow = ([unit(row) for row in x.tolist()] for x in (features, slow_features))
    assignment = plain_sinkhorn([[dot(a, b) for b in h_slow] for a in h], 0.05, 3)
    student, teacher = embeddings[:2], embeddings[2:]
    total = 0.0
    for i, j in ((0, 1), (1, 0)):
        z, z_slow = ([unit(row) for row in x.tolist()] for x in (student[i], teacher[j]))
        for n in range(batch):
            logits = [dot(z[n], other) / 0.4 for other in z_slow]
            normaliser = math.log(sum(math.exp(logit) for logit in logits))
            total -= sum(assignment[n][m] * (logits[m] - normaliser) for m in range(batch)) / batch
    loss = losses.ReSALoss()(student, teacher, features, slow_features)
    assert loss.item() == pytest.approx(total / 2, rel=1e-9)


def standardised(matrix: Matrix) -> Matrix:
    columns = []
    for j in range(len(matrix[0])):
        values = column(matrix, j)
        centre = mean(values)
        variance = mean([(x - centre) ** 2 for x in values])
        columns.append([(x - centre) / math.sqrt(variance + 1e-5) for x in values])
    return [list(row) for row in zip(*columns, strict=True)]


def correlation(a: Matrix, b: Matrix) -> Matrix:
    return [[dot(column(a, i), column(b, j)) / len(a) for j in range(len(b[0]))] for i in range(len(a[0]))]


@pytest.mark.parametrize(("batch", "dim"), [(2, 3), (6, 4)])
def test_mixed_barlow_twins(batch: int, dim: int) -> None:
    """C(mixed, A) and C(mixed, B) against the same mixture of C(A, A), C(B, A), C(A, B) and C(B, B)."""
    share, weight, mixing = 0.3, 0.02, 4.0
    views = random_views(dim, 3, batch, dim)
    partner = torch.randperm(batch, generator=torch.Generator().manual_seed(1))
    a, b, m = (standardised(view.tolist()) for view in views)
    permuted = [b[i] for i in partner.tolist()]
    cross = correlation(a, b)
    expected = sum(
        (cross[i][j] - 1) ** 2 if i == j else weight * cross[i][j] ** 2 for i in range(dim) for j in range(dim)
    )
    for view in (a, b):
        is_, with_a, with_b = correlation(m, view), correlation(a, view), correlation(permuted, view)
        expected += sum(
            mixing * weight * (is_[i][j] - share * with_a[i][j] - (1 - share) * with_b[i][j]) ** 2
            for i in range(dim)
            for j in range(dim)
        )
    loss = losses.MixedBarlowTwinsLoss(redundancy_weight=weight, mixing_weight=mixing)
    value = loss(*views, partner, torch.tensor(share, dtype=torch.float64))
    assert value.item() == pytest.approx(expected, rel=1e-9)


def nuclear_norm(matrix: Matrix) -> float:
    """The sum of the roots of the eigenvalues of M M^T."""
    gram = torch.tensor([[dot(a, b) for b in matrix] for a in matrix], dtype=torch.float64)
    return float(torch.linalg.eigvalsh(gram).clamp(min=0).sqrt().sum())


@pytest.mark.parametrize("weight", [0.0, 0.3])
def test_mmcr(weight: float) -> None:
    views = torch.nn.functional.normalize(random_views(3, 4, 3, 6), dim=2)
    images: list[Matrix] = views.tolist()
    centroids = [[mean(column(image, j)) for j in range(6)] for image in images]
    expected = weight * mean([nuclear_norm(image) for image in images]) - nuclear_norm(centroids)
    assert losses.MMCRLoss(compression_weight=weight)(views).item() == pytest.approx(expected, rel=1e-6)


def plain_invariance(views: Tensor, n_global: int) -> float:
    v, n, d = views.shape
    numbers = views.tolist()
    return mean(
        [
            (numbers[view][i][j] - mean([numbers[g][i][j] for g in range(n_global)])) ** 2
            for view in range(v)
            for i in range(n)
            for j in range(d)
        ]
    )


@pytest.mark.parametrize("n_local", [0, 2])
def test_lejepa(n_local: int) -> None:
    """N times the integral over [-3, 3] of |empirical - Gaussian characteristic function|^2 under a Gaussian window."""
    views = random_views(7, 2 + n_local, 5, 3)
    directions = random_directions(views, 4)
    points = [-3 + 6 * k / 32 for k in range(33)]
    statistics = []
    for view in views.tolist():
        for s in range(4):
            along = [dot(row, directions[:, s].tolist()) for row in view]
            integral = 0.0
            for k, t in enumerate(points):
                target = math.exp(-t * t / 2)
                error = (mean([math.cos(t * x) for x in along]) - target) ** 2
                error += mean([math.sin(t * x) for x in along]) ** 2
                integral += error * target * (6 / 32) / (2 if k in (0, 32) else 1)
            statistics.append(5 * integral)
    result = losses.LeJEPALoss(weight=0.05, slices=4).along(views[:2], views[2:], directions)
    assert result["sigreg"].item() == pytest.approx(mean(statistics), rel=1e-9)
    expected = 0.05 * mean(statistics) + 0.95 * plain_invariance(views, 2)
    assert result["loss"].item() == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("n_local", [0, 2])
def test_visreg(n_local: int) -> None:
    views = random_views(8, 2 + n_local, 5, 3)
    directions = random_directions(views, 4)
    quantiles = [NormalDist().inv_cdf(i / 6) for i in range(1, 6)]
    center, scale, shape = [], [], []
    for view in views.tolist():
        normalised = []
        for j in range(3):
            values = column(view, j)
            deviation = math.sqrt(mean([(x - mean(values)) ** 2 for x in values]))
            center.append(mean(values) ** 2)
            scale.append((deviation - 1) ** 2)
            normalised.append([(x - mean(values)) / (deviation + 1e-4) for x in values])
        rows = list(zip(*normalised, strict=True))
        for s in range(4):
            along = sorted(dot(list(row), directions[:, s].tolist()) for row in rows)
            shape += [(x - quantile) ** 2 for x, quantile in zip(along, quantiles, strict=True)]
    expected = 0.4 * plain_invariance(views, 2) + 0.6 * (mean(scale) + 2 * mean(shape) + mean(center))
    loss = losses.VISRegLoss(weight=0.6, shape_weight=2.0).along(views[:2], views[2:], directions)
    assert loss["loss"].item() == pytest.approx(expected, rel=1e-9)


def test_the_gradient_of_sigreg_is_that_of_its_values() -> None:
    views = random_views(9, 2, 4, 3).requires_grad_()
    directions = random_directions(views.detach(), 3)
    assert torch.autograd.gradcheck(lambda x: losses.sigreg(x, directions), (views,))


def test_an_unequal_batch_gets_an_even_assignment() -> None:
    """However much all rows prefer the first column, iteration gives every column the same share."""
    scores = random_views(1, 12, 4) * 0.1
    scores[:, 0] += 1
    codes = losses.sinkhorn(scores, iterations=200)
    torch.testing.assert_close(codes.sum(dim=1), torch.ones(12, dtype=torch.float64))
    torch.testing.assert_close(codes.sum(dim=0), torch.full((4,), 3.0, dtype=torch.float64), rtol=1e-3, atol=1e-3)


def test_a_sharp_assignment_neither_overflows_nor_underflows() -> None:
    scores = torch.tensor([[1.0, -1.0], [-1.0, -1.0], [-1.0, 1.0]])
    codes = losses.sinkhorn(scores, epsilon=1e-3)
    assert torch.isfinite(codes).all()
    torch.testing.assert_close(codes.sum(dim=1), torch.ones(3))
