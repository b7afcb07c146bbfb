"""`attribute`: the map of any method in the table of `probes.saliency`, by Captum, `saliency.rules` or `saliency.cams`.

Every map is float32 and belongs to a logit, or a difference of logits, of a net in eval mode. Where a picture has
several channels, theirs are added up; where a method speaks of patches, a patch's value is shared out over its pixels,
so that a map's sum is the sum over patches. Captum's object is made anew for each call, since some keep state.
"""

import threading
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from types import MappingProxyType

import numpy as np
import torch
from captum import attr
from torch import Tensor, nn

from resnet_core.data.files import STD
from resnet_core.probes.saliency import METHODS, Settings
from resnet_core.saliency import cams, rules
from resnet_core.saliency.asked import Asked
from resnet_core.saliency.untouched import untouched

_ONE_AT_A_TIME = threading.Lock()
"""Hooks change the module that all threads of a process share, and seeds its random numbers: another thread waits."""
_ANNOUNCED = "Input Tensor 0 did not already require"
"""What Captum warns of and takes back afterwards."""


def attribute(method: str, network: nn.Module, inputs: Tensor, *, target: Tensor, settings: Settings) -> Tensor:
    """The maps `(B, 1, H, W)` of `inputs` `(B, C, H, W)`, in float32; the net is left as it was.

    `target` is `(B,)` classes, or `(B, 2)` for "A, not B". A picture's map does not depend on the pictures beside it: a
    method that draws random numbers starts every picture from `settings.seed`, and leaves the process's own alone.
    ConfigError when the settings name no block of this net and the method needs one.
    """
    assert not any(module.training for module in network.modules()), "attribution in training mode: call eval() first"
    assert inputs.dtype == torch.float32, inputs.dtype
    assert not torch.is_inference_mode_enabled(), "no gradients in inference mode; use torch.no_grad"
    with _ONE_AT_A_TIME, untouched(network), torch.enable_grad(), warnings.catch_warnings():
        warnings.filterwarnings("ignore", _ANNOUNCED)
        asked = Asked.of(network, inputs, target, settings=settings)
        if not METHODS[method].random:
            return _map(method, asked)
        return torch.cat([_seeded_map(method, asked.picture(index)) for index in range(len(inputs))])


def _map(method: str, asked: Asked) -> Tensor:
    return _COMPUTE[method](asked).detach().sum(1, keepdim=True).float()


def _seeded_map(method: str, asked: Asked) -> Tensor:
    with seeded(asked.settings.seed, asked.inputs.device):
        return _map(method, asked)


@contextmanager
def seeded(seed: int, device: torch.device) -> Iterator[None]:
    """Torch's and numpy's random numbers from `seed`; GradientShap draws from both. Theirs go on as before."""
    before = np.random.get_state()
    try:
        with torch.random.fork_rng([device] if device.type == "cuda" else []):
            torch.manual_seed(seed)
            np.random.seed(seed)
            yield
    finally:
        np.random.set_state(before)


def _saliency(asked: Asked) -> Tensor:
    return attr.Saliency(asked.module).attribute(asked.inputs, target=asked.columns, abs=False)


def _input_x_gradient(asked: Asked) -> Tensor:
    return attr.InputXGradient(asked.module).attribute(asked.inputs, target=asked.columns)


def _integrated_gradients(asked: Asked) -> Tensor:
    return attr.IntegratedGradients(asked.module).attribute(
        asked.inputs,
        asked.baseline,
        target=asked.columns,
        n_steps=asked.settings.steps,
        internal_batch_size=asked.at_once,
    )


def _smooth_grad(asked: Asked) -> Tensor:
    return attr.NoiseTunnel(attr.Saliency(asked.module)).attribute(
        asked.inputs,
        nt_type="smoothgrad",
        nt_samples=asked.settings.samples,
        nt_samples_batch_size=min(asked.at_once, asked.settings.samples),
        stdevs=asked.settings.noise / STD,
        target=asked.columns,
        abs=False,
    )


def _gradient_shap(asked: Asked) -> Tensor:
    """Captum takes all draws in one batch; the mean over smaller batches is the same mean."""
    total, draws = torch.zeros_like(asked.inputs), asked.settings.draws
    for start in range(0, draws, asked.at_once):
        count = min(asked.at_once, draws - start)
        total += count * attr.GradientShap(asked.module).attribute(
            asked.inputs,
            asked.baseline,
            n_samples=count,
            target=asked.columns,
        )
    return total / draws


def _occlusion(asked: Asked) -> Tensor:
    channels, window, stride = asked.inputs.shape[1], asked.settings.window, asked.settings.stride
    return attr.Occlusion(asked.module).attribute(
        asked.inputs,
        (channels, window, window),
        strides=(channels, stride, stride),
        baselines=asked.baseline,
        target=asked.columns,
        perturbations_per_eval=_evaluations(asked),
    )


def _feature_ablation(asked: Asked) -> Tensor:
    return _by_patches(attr.FeatureAblation(asked.module).attribute, asked)


def _shapley_sampling(asked: Asked) -> Tensor:
    sampled = attr.ShapleyValueSampling(asked.module)
    return _by_patches(partial(sampled.attribute, n_samples=asked.settings.permutations), asked)


def _kernel_shap(asked: Asked) -> Tensor:
    return _by_patches(partial(attr.KernelShap(asked.module).attribute, n_samples=asked.settings.coalitions), asked)


def _lime(asked: Asked) -> Tensor:
    return _by_patches(partial(attr.Lime(asked.module).attribute, n_samples=asked.settings.coalitions), asked)


def _by_patches(captum: Callable[..., Tensor], asked: Asked) -> Tensor:
    """What one of Captum's methods gives each patch, shared out over its pixels."""
    found = captum(
        asked.inputs,
        asked.baseline,
        target=asked.columns,
        feature_mask=asked.patches,
        perturbations_per_eval=_evaluations(asked),
    )
    return _shared_out(found, asked)


def _grad_cam(asked: Asked) -> Tensor:
    found = attr.LayerGradCam(asked.module, asked.layer).attribute(
        asked.inputs, target=asked.columns, relu_attributions=True
    )
    return cams.enlarged(found, asked)


def _guided_grad_cam(asked: Asked) -> Tensor:
    return rules.guided_backprop(asked) * _grad_cam(asked)


def _evaluations(asked: Asked) -> int:
    """Disturbed copies of each picture in one pass."""
    return max(1, asked.at_once // len(asked.inputs))


def _shared_out(found: Tensor, asked: Asked) -> Tensor:
    """Captum gives every pixel of a patch the patch's whole value: here each gets its share."""
    patches = asked.patches.flatten()
    pixels = torch.bincount(patches)[patches].reshape(asked.inputs.shape[-2:])
    return found / (pixels * found.shape[1])


_COMPUTE: Mapping[str, Callable[[Asked], Tensor]] = MappingProxyType(
    {
        "saliency": _saliency,
        "input_x_gradient": _input_x_gradient,
        "integrated_gradients": _integrated_gradients,
        "smooth_grad": _smooth_grad,
        "gradient_shap": _gradient_shap,
        "deep_lift": rules.deep_lift,
        "guided_backprop": rules.guided_backprop,
        "deconvolution": rules.deconvolution,
        "occlusion": _occlusion,
        "feature_ablation": _feature_ablation,
        "shapley_sampling": _shapley_sampling,
        "kernel_shap": _kernel_shap,
        "lime": _lime,
        "grad_cam": _grad_cam,
        "guided_grad_cam": _guided_grad_cam,
        "layer_cam": cams.layer_cam,
        "hires_cam": cams.hires_cam,
        "eigen_cam": cams.eigen_cam,
        "score_cam": cams.score_cam,
    }
)
assert _COMPUTE.keys() == METHODS.keys(), _COMPUTE.keys() ^ METHODS.keys()
