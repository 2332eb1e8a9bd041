"""The other strategies against their papers' definitions, written out."""

import numpy as np
import pytest

from store.specs.scores import Aggregate
from store.specs.selection_inputs import ClusterGroups, LabelGroups, MetadataNumbers, PredictionNumbers
from store.specs.strategies import (
    BadgeStrategy,
    BalanceStrategy,
    ClusterStrategy,
    DeduplicateStrategy,
    DiversityStrategy,
    DropQueryStrategy,
    SimilarityStrategy,
    StratifiedStrategy,
    ThresholdStrategy,
    TypicalityStrategy,
    UncertaintyStrategy,
    WeightsStrategy,
)
from tests.worker.select import literal
from tests.worker.select.reference import indices
from worker.reporting import Silent, UserError
from worker.select import Inputs, Membership, UnusableRows, select
from worker.select.badge import Gradients
from worker.select.hierarchy import even_split
from worker.select.kmeans import kmeans
from worker.select.lattice import Lattice
from worker.select.pool import Pool
from worker.select.typicality import typicality

VECTORS = literal.clusters(120, 10)
ALL = np.arange(len(VECTORS))
SPEED = MetadataNumbers(key="speed")
NUMBERS = np.random.default_rng(1).integers(0, 50, len(VECTORS)).astype(np.float64)
LABELS = np.arange(len(VECTORS)) % 3
PROBABILITIES = np.random.default_rng(2).dirichlet([0.5, 0.5, 0.5], len(VECTORS)).astype(np.float32)
KNOWN = Inputs(
    numbers={SPEED: NUMBERS, PredictionNumbers(task="model"): NUMBERS / 50},
    probabilities={"model": PROBABILITIES},
    labels=LABELS,
    groups={LabelGroups(): Membership(("a", "b", "c"), np.eye(3, dtype=np.float32)[LABELS])},
)


def test_typicality_is_the_inverse_mean_distance_to_the_neighbours() -> None:
    ours = typicality(Lattice(VECTORS), ALL, n_neighbors=7)
    np.testing.assert_allclose(ours, literal.typicality(VECTORS, 7), rtol=2e-3)
    few = typicality(Lattice(VECTORS), ALL[:5], n_neighbors=7)
    np.testing.assert_allclose(few, literal.typicality(VECTORS[:5], 7), rtol=2e-3)
    assert typicality(Lattice(VECTORS), ALL[:1], n_neighbors=7).tolist() == [0]


def test_typiclust_takes_the_densest_of_the_largest_clusters_without_labels() -> None:
    given = indices(0, 1)
    clusters = kmeans(Lattice(VECTORS), ALL, 10, seed=0, reporter=Silent())
    labelled = np.bincount(clusters.assigned[given], minlength=len(clusters.centres))
    order = sorted(range(10), key=lambda one: (clusters.sizes[one] < 5, labelled[one], -clusters.sizes[one], one))
    wanted = []
    for cluster in order:
        members = np.flatnonzero(clusters.assigned == cluster)
        density = literal.typicality(VECTORS[members], 20) if members.size > 1 else np.zeros(1)
        open_ = [member for member in np.argsort(-density) if members[member] not in given]
        wanted.append(int(members[open_[0]]))
    selection = select(TypicalityStrategy(), VECTORS, n_samples=8, preselected=given)
    assert selection.rows.tolist() == wanted[:8]


def test_medoids_are_the_nearest_to_the_means_of_their_clusters() -> None:
    rows = select(ClusterStrategy(seed=3), VECTORS, n_samples=7).rows
    clusters = kmeans(Lattice(VECTORS), ALL, 7, seed=3, reporter=Silent())
    assert sorted(clusters.assigned[rows].tolist()) == list(range(7))
    for row in rows.tolist():
        members = np.flatnonzero(clusters.assigned == clusters.assigned[row])
        gaps = np.linalg.norm(VECTORS[members] - VECTORS[members].mean(axis=0), axis=1)
        assert np.linalg.norm(VECTORS[row] - VECTORS[members].mean(axis=0)) <= gaps.min() + 1e-3


def test_kmeans_ends_where_no_row_is_nearer_to_another_mean() -> None:
    clusters = kmeans(Lattice(VECTORS), ALL, 6, n_iterations=100, seed=0, reporter=Silent())
    means = np.stack([VECTORS[clusters.assigned == one].mean(axis=0) for one in range(len(clusters.centres))])
    gaps = ((VECTORS[:, None] - means) ** 2).sum(axis=2)
    assert (gaps[ALL, clusters.assigned] <= gaps.min(axis=1) + 1e-3).all()


@pytest.mark.parametrize("strength", [1.0, -1.0])
def test_weights_take_the_largest_or_the_smallest(strength: float) -> None:
    rows = select(WeightsStrategy(by=SPEED, strength=strength), VECTORS, n_samples=30, inputs=KNOWN).rows
    assert rows.tolist() == sorted(ALL.tolist(), key=lambda row: (-strength * NUMBERS[row], row))[:30]


def test_uncertainty_takes_the_least_sure() -> None:
    rows = select(UncertaintyStrategy(task="model"), VECTORS, n_samples=10, inputs=KNOWN).rows
    assert rows.tolist() == sorted(ALL.tolist(), key=lambda row: (-NUMBERS[row], row))[:10]
    summed = UncertaintyStrategy(task="model", aggregate=Aggregate.SUM)
    with pytest.raises(ValueError, match=r"inputs\.numbers has no"):
        select(summed, VECTORS, n_samples=3, inputs=KNOWN)


def test_cluster_margin_goes_round_the_clusters_of_the_least_sure() -> None:
    spec = UncertaintyStrategy(task="model", oversample=4)
    rows = select(spec, VECTORS, n_samples=10, inputs=KNOWN).rows
    unsure = sorted(ALL.tolist(), key=lambda row: (-NUMBERS[row], row))[:40]
    clusters = kmeans(Lattice(VECTORS), np.sort(unsure), 10, seed=0, reporter=Silent())
    of = dict(zip(sorted(unsure), clusters.assigned.tolist(), strict=True))
    assert set(rows.tolist()) <= set(unsure)
    by_size = np.argsort(clusters.sizes, kind="stable").tolist()
    assert [of[row] for row in rows.tolist()][: len(by_size)] == by_size[:10]


def test_similarity_ranks_by_the_nearest_of_the_query() -> None:
    spec = SimilarityStrategy(query=("smp_" + "0" * 26,))
    known = Inputs(queries={spec.query: indices(5, 60)})  # type: ignore[dict-item]
    rows = select(spec, VECTORS, n_samples=20, preselected=indices(5, 60), inputs=known).rows
    cosine = (VECTORS.astype(np.float64) @ VECTORS[[5, 60]].T).max(axis=1)
    rest = np.delete(ALL, [5, 60])
    assert cosine[rows].min() >= np.sort(cosine[rest])[-20] - 5e-4
    away = select(spec.model_copy(update={"strength": -1.0}), VECTORS, n_samples=20, inputs=known).rows
    assert cosine[away].max() <= np.sort(cosine)[19] + 5e-4


def test_badge_measures_the_gradients_written_out() -> None:
    pool = Pool.build(VECTORS, indices(), None, inputs=KNOWN)
    gradients = Gradients(BadgeStrategy(task="model"), pool)
    written = literal.gradients(PROBABILITIES.astype(np.float64), VECTORS)
    np.testing.assert_allclose(gradients.norms, (written**2).sum(axis=1), atol=1e-3)
    np.testing.assert_allclose(gradients.squared_distances(7), ((written - written[7]) ** 2).sum(axis=1), atol=2e-3)
    selection = select(BadgeStrategy(task="model"), VECTORS, n_samples=15, inputs=KNOWN)
    assert selection.rows[0] == np.argmax(np.round((written**2).sum(axis=1), 3))
    assert len(set(selection.rows.tolist())) == 15
    assert (selection.gains > 0).all()  # never a sample whose gradient is picked already


def test_dropquery_prefers_samples_whose_prediction_flips() -> None:
    rng = np.random.default_rng(0)
    labels = np.repeat([0, 1], 60)
    clear = np.arange(120) % 60 < 50
    centres = np.where(labels[:, None] == np.arange(32) // 16, 1.0, 0.0)
    vectors = literal.unit(np.where(clear[:, None], centres, 1.0) + 0.1 * rng.standard_normal((120, 32)))
    given = np.concatenate([np.arange(10), np.arange(60, 70)])
    spec = DropQueryStrategy(candidate_factor=1, n_dropout=5, p=0.5)
    rows = select(spec, vectors, n_samples=6, preselected=given, inputs=Inputs(labels=labels)).rows
    assert np.count_nonzero(~clear[rows]) >= 5
    assert not set(rows.tolist()) & set(given.tolist())


@pytest.mark.parametrize(("allocation", "counts"), [("equal", [10, 10, 10]), ("proportional", [15, 10, 5])])
def test_stratified_allocates_to_groups(allocation: str, counts: list[int]) -> None:
    group = np.repeat([0, 1, 2], [60, 40, 20])
    known = Inputs(groups={LabelGroups(): Membership(("a", "b", "c"), np.eye(3, dtype=np.float32)[group])})
    spec = StratifiedStrategy(allocation=allocation, seed=2)
    rows = select(spec, VECTORS, n_samples=30, inputs=known).rows
    assert np.bincount(group[rows]).tolist() == counts
    everything = select(spec, VECTORS, n_samples=120, inputs=known).rows
    assert sorted(everything.tolist()) == ALL.tolist()


def test_balance_makes_up_for_what_is_preselected() -> None:
    given = np.flatnonzero(LABELS == 0)[:12]
    rows = select(BalanceStrategy(by=LabelGroups()), VECTORS, n_samples=24, preselected=given, inputs=KNOWN).rows
    assert np.bincount(LABELS[rows], minlength=3).tolist() == [0, 12, 12]
    target = BalanceStrategy(by=LabelGroups(), target={"a": 0.5, "b": 0.25, "c": 0.25})
    rows = select(target, VECTORS, n_samples=40, inputs=KNOWN).rows
    assert np.bincount(LABELS[rows]).tolist() == [20, 10, 10]
    input_ = BalanceStrategy(by=LabelGroups(), target="input")
    assert np.bincount(LABELS[select(input_, VECTORS, n_samples=30, inputs=KNOWN).rows]).tolist() == [10, 10, 10]
    one = BalanceStrategy(by=LabelGroups(), target={"b": 0.8})
    assert np.bincount(LABELS[select(one, VECTORS, n_samples=30, inputs=KNOWN).rows])[1] == 24


def test_balance_with_class_shares_of_predictions() -> None:
    shares = PROBABILITIES / PROBABILITIES.sum(axis=1, keepdims=True)
    known = Inputs(groups={LabelGroups(): Membership(("a", "b", "c"), shares)})
    rows = select(BalanceStrategy(by=LabelGroups()), VECTORS, n_samples=30, inputs=known).rows
    np.testing.assert_allclose(shares[rows].sum(axis=0), [10, 10, 10], atol=0.5)


def test_targets_that_cannot_be_met_are_refused() -> None:
    with pytest.raises(UserError, match="the group d"):
        select(BalanceStrategy(by=LabelGroups(), target={"d": 0.5}), VECTORS, n_samples=3, inputs=KNOWN)
    short = BalanceStrategy(by=LabelGroups(), target={"a": 0.5, "b": 0.1, "c": 0.1})
    with pytest.raises(UserError, match=r"sum to 0\.7"):
        select(short, VECTORS, n_samples=3, inputs=KNOWN)


@pytest.mark.parametrize(("sizes", "total"), [([5, 1, 9], 10), ([3, 3, 3], 9), ([100, 2, 2, 2], 20), ([4, 4], 3)])
def test_a_split_is_as_even_as_it_can_be(sizes: list[int], total: int) -> None:
    parts = even_split(np.array(sizes), total, np.random.default_rng(0))
    assert parts.sum() == total
    assert (parts <= sizes).all()
    assert sorted(parts.tolist()) == literal.even_split(sizes, total)


def test_a_hierarchy_balances_its_coarse_clusters() -> None:
    rng = np.random.default_rng(0)
    kind = np.repeat([0, 1, 2, 3], [300, 30, 30, 30])
    vectors = literal.unit(5 * np.eye(4, 12)[kind] + 0.3 * rng.standard_normal((390, 12)))
    spec = BalanceStrategy(by=ClusterGroups(n_clusters=30), levels=(4,))
    assert np.bincount(kind[select(spec, vectors, n_samples=40).rows]).tolist() == [10, 10, 10, 10]
    closest = BalanceStrategy(by=ClusterGroups(n_clusters=4), sampling="closest")
    rows = select(closest, vectors, n_samples=8).rows
    assert np.bincount(kind[rows]).tolist() == [2, 2, 2, 2]


@pytest.mark.parametrize("steps", [0, 1, 2, 5])
@pytest.mark.parametrize("block", [512, 16])
def test_duplicates_are_those_of_the_loop(steps: int, block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("worker.select.filters._BLOCK", block)
    monkeypatch.setattr("worker.select.filters._Kept._ROWS", 40)
    # Chains: every sample is near the next one of its circle, and no distance is too near the limit to call.
    rng = np.random.default_rng(steps)
    angles, circle = 0.05 * rng.integers(0, 60, 120), rng.integers(0, 3, 120)
    vectors = np.zeros((120, 6), dtype=np.float32)
    vectors[np.arange(120), 2 * circle], vectors[np.arange(120), 2 * circle + 1] = np.cos(angles), np.sin(angles)
    given = [50, 51]
    order = [*given, *[row for row in range(120) if row not in given]]
    max_distance = 2 * np.sin(0.05 * (steps + 0.5) / 2)
    spec = DeduplicateStrategy(max_distance=max_distance)
    wanted = [row for row in literal.without_duplicates(vectors, order, max_distance) if row not in given]
    selection = select(spec, vectors, n_samples=118, preselected=indices(*given))
    assert selection.rows.tolist() == sorted(wanted)
    assert selection.stopped_early is not None


def test_duplicates_can_be_confirmed_by_their_hashes() -> None:
    copies = np.repeat(VECTORS[:20], 2, axis=0)
    hashes = np.where(np.arange(40) % 4 < 2, 0, np.arange(40) % 2 * 0xFF).astype(np.uint64)
    spec = DeduplicateStrategy(max_distance=0.01, max_hash_distance=4)
    rows = select(spec, copies, n_samples=40, inputs=Inputs(hashes=hashes)).rows.tolist()
    assert rows == [row for row in range(40) if row % 4 != 1]


def test_thresholds_come_first_and_say_what_they_leave() -> None:
    bounds = [
        ThresholdStrategy(by=SPEED, operation="bigger_equal", value=10),
        ThresholdStrategy(by=SPEED, operation="smaller", value=20),
    ]
    selection = select([*bounds, DiversityStrategy()], VECTORS, n_samples=100, inputs=KNOWN)
    passing = np.flatnonzero((NUMBERS >= 10) & (NUMBERS < 20))
    assert sorted(selection.rows.tolist()) == passing.tolist()
    assert selection.stopped_early == f"The filters leave {passing.size} samples to pick from."
    with pytest.raises(UserError, match="None of the 120 candidates has a metadata speed above 50"):
        select(ThresholdStrategy(by=SPEED, operation="bigger", value=50), VECTORS, n_samples=1, inputs=KNOWN)


def test_rows_that_lack_a_number_are_named() -> None:
    lacking = NUMBERS.copy()
    lacking[[4, 9, 11, 30, 31, 32, 33]] = np.nan
    known = Inputs(numbers={SPEED: lacking})
    with pytest.raises(UnusableRows, match=r"7 samples have no metadata speed: row 4, .*row 31 and 2 more"):
        select(WeightsStrategy(by=SPEED), VECTORS, n_samples=3, inputs=known)
    candidates = np.isfinite(lacking)
    assert len(select(WeightsStrategy(by=SPEED), VECTORS, n_samples=3, inputs=known, candidates=candidates)) == 3


def test_zero_and_infinite_vectors_are_named_unless_left_out() -> None:
    broken = VECTORS.copy()
    broken[3], broken[8, 2] = 0, np.inf
    for spec in (ClusterStrategy(), TypicalityStrategy()):
        with pytest.raises(UserError, match=r"2 samples have an embedding that is zero or not finite: row 3, row 8"):
            select(spec, broken, n_samples=5)
        eligible = np.isin(ALL, [3, 8], invert=True)
        assert len(select(spec, broken, n_samples=5, eligible=eligible)) == 5


def test_without_labels_or_predictions_there_is_no_model() -> None:
    for spec in (UncertaintyStrategy(), DropQueryStrategy(), BadgeStrategy()):
        with pytest.raises(UserError, match="needs a model"):
            select(spec, VECTORS, n_samples=3)
        with pytest.raises(UserError, match="at least two classes"):
            select(spec, VECTORS, n_samples=3, preselected=indices(0, 3), inputs=KNOWN)
