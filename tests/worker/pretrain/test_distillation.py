"""Distillation: the student comes to see what the teacher sees, and the teacher stays what it was."""

import pytest
import torch
import torch.nn.functional as F
from pydantic import ValidationError

from store.specs.backbones import Backbone
from store.specs.methods import Distillation, Teacher
from worker.pretrain.backbones import FeatureExtractor, build_backbone
from worker.pretrain.methods import Views, build_method, distillation
from worker.reporting import UserError

SPEC = Distillation(teacher=Teacher(checkpoint="ckpt_" + "0" * 26), queue_size=32)


def teacher() -> FeatureExtractor:
    return build_backbone(Backbone(name="timm/test_vit", patch_size=4, seed=9), 16)


def method(spec: Distillation = SPEC) -> distillation.Distillation:
    built = build_method(spec, build_backbone(Backbone(width=8), 16), teacher=teacher())
    assert isinstance(built, distillation.Distillation)
    return built


def views(seed: int) -> Views:
    generator = torch.Generator().manual_seed(seed)
    return Views((torch.randn(16, 3, 16, 16, generator=generator),), generator=generator)


def test_the_loss_is_the_divergence_of_two_distributions_over_the_queue() -> None:
    student, expert, queue = (F.normalize(torch.randn(n, 8, dtype=torch.float64), dim=1) for n in (5, 5, 20))
    p, q = ((e @ queue.T / 0.07).softmax(1) for e in (expert, student))
    expected = (p * (p / q).log()).sum(1).mean()
    torch.testing.assert_close(distillation.queue_divergence(student, expert, queue, temperature=0.07), expected)
    same = distillation.queue_divergence(expert, expert, queue, temperature=0.07)
    torch.testing.assert_close(same, torch.zeros((), dtype=torch.float64))


def test_the_student_learns_and_the_teacher_does_not() -> None:
    trained = method().train()
    before = {key: value.clone() for key, value in trained.teacher.state_dict().items()}
    optimizer = torch.optim.AdamW([p for p in trained.parameters() if p.requires_grad], lr=3e-3)
    losses = []
    for step in range(30):
        loss = trained(views(step % 3)).loss
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    assert sum(losses[-5:]) < 0.7 * sum(losses[3:8])
    assert not trained.teacher.training
    assert all(torch.equal(value, before[key]) for key, value in trained.teacher.state_dict().items())


def test_the_batch_is_in_the_queue_when_it_is_compared() -> None:
    built = method().eval()
    batch = views(0)
    with torch.no_grad():
        built(batch)
        images = distillation.blend(batch.global_crops[0], torch.Generator().manual_seed(0))
    assert images.shape == (16, 3, 16, 16)
    assert (built.queue.keys.norm(dim=1) - 1).abs().max() < 1e-5
    with torch.no_grad():
        plain = method(SPEC.model_copy(update={"mixup": False})).eval()
        plain(batch)
        expected = F.normalize(plain.teacher(batch.global_crops[0]), dim=1)
    similar = expected @ plain.queue.keys.T
    torch.testing.assert_close(similar.max(dim=1).values, torch.ones(16))


def test_a_batch_that_is_longer_than_the_queue_fills_it() -> None:
    small = method(SPEC.model_copy(update={"queue_size": 8, "mixup": False}))
    assert torch.isfinite(small(views(0)).loss)


def test_resuming_needs_no_copy_of_the_teacher() -> None:
    built = method()
    state = built.state_dict()
    assert not any(key.startswith("teacher.") for key in state)
    other = build_method(SPEC, build_backbone(Backbone(width=8, seed=4), 16), teacher=teacher())
    other.load_state_dict(state)
    assert torch.equal(other.state_dict()["projection.weight"], state["projection.weight"])


def test_the_teacher_gets_pixels_as_it_wants_them() -> None:
    expert = teacher()
    expert.mean, expert.std = (0.5, 0.5, 0.5), (0.25, 0.5, 1.0)
    student = build_backbone(Backbone(width=8), 16)
    built = build_method(SPEC, student, teacher=expert)
    assert isinstance(built, distillation.Distillation)
    pixels = torch.rand(2, 3, 4, 4)
    column = [torch.tensor(values)[:, None, None] for values in (student.mean, student.std, expert.mean, expert.std)]
    wanted = built._as_teacher_wants((pixels - column[0]) / column[1])
    torch.testing.assert_close(wanted, (pixels - column[2]) / column[3])


@pytest.mark.parametrize(("images", "length"), [(10, 16), (50, 16), (51, 32), (10_000, 2048), (10**6, 8192)])
def test_the_queue_grows_with_the_dataset(images: int, length: int) -> None:
    assert Distillation(teacher=SPEC.teacher).resolve_queue_size(images) == length


def test_a_teacher_knows_something() -> None:
    with pytest.raises(ValidationError, match="nothing to teach"):
        Teacher(backbone=Backbone())
    with pytest.raises(ValidationError, match="exactly one"):
        Teacher()
    with pytest.raises(UserError, match="needs a teacher"):
        build_method(SPEC, build_backbone(Backbone(width=8), 16))
