"""`attribute`: the map of any method in `saliency.table`, by Captum, `saliency.rules` or `saliency.cams`.

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
from resnet_core.saliency import cams, rules
from resnet_core.saliency.request import Request
from resnet_core.saliency.table import METHODS, Settings
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
        request = Request.of(network, inputs, target, settings=settings)
        if not METHODS[method].random:
            return _map(method, request)
        return torch.cat([_seeded_map(method, request.picture(index)) for index in range(len(inputs))])


def _map(method: str, request: Request) -> Tensor:
    return _COMPUTE[method](request).detach().sum(1, keepdim=True).float()


def _seeded_map(method: str, request: Request) -> Tensor:
    with seeded(request.settings.seed, request.inputs.device):
        return _map(method, request)


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


def _saliency(request: Request) -> Tensor:
    return attr.Saliency(request.module).attribute(request.inputs, target=request.columns, abs=False)


def _input_x_gradient(request: Request) -> Tensor:
    return attr.InputXGradient(request.module).attribute(request.inputs, target=request.columns)


def _integrated_gradients(request: Request) -> Tensor:
    return attr.IntegratedGradients(request.module).attribute(
        request.inputs,
        request.baseline,
        target=request.columns,
        n_steps=request.settings.steps,
        internal_batch_size=request.at_once,
    )


def _smooth_grad(request: Request) -> Tensor:
    return attr.NoiseTunnel(attr.Saliency(request.module)).attribute(
        request.inputs,
        nt_type="smoothgrad",
        nt_samples=request.settings.samples,
        nt_samples_batch_size=min(request.at_once, request.settings.samples),
        stdevs=request.settings.noise / STD,
        target=request.columns,
        abs=False,
    )


def _gradient_shap(request: Request) -> Tensor:
    """Captum takes all draws in one batch; the mean over smaller batches is the same mean."""
    total, draws = torch.zeros_like(request.inputs), request.settings.draws
    for start in range(0, draws, request.at_once):
        count = min(request.at_once, draws - start)
        total += count * attr.GradientShap(request.module).attribute(
            request.inputs,
            request.baseline,
            n_samples=count,
            target=request.columns,
        )
    return total / draws


def _occlusion(request: Request) -> Tensor:
    channels, window, stride = request.inputs.shape[1], request.settings.window, request.settings.stride
    return attr.Occlusion(request.module).attribute(
        request.inputs,
        (channels, window, window),
        strides=(channels, stride, stride),
        baselines=request.baseline,
        target=request.columns,
        perturbations_per_eval=_evaluations(request),
    )


def _feature_ablation(request: Request) -> Tensor:
    return _by_patches(attr.FeatureAblation(request.module).attribute, request)


def _shapley_sampling(request: Request) -> Tensor:
    sampled = attr.ShapleyValueSampling(request.module)
    return _by_patches(partial(sampled.attribute, n_samples=request.settings.permutations), request)


def _kernel_shap(request: Request) -> Tensor:
    fitted = attr.KernelShap(request.module)
    return _by_patches(partial(fitted.attribute, n_samples=request.settings.coalitions), request)


def _lime(request: Request) -> Tensor:
    return _by_patches(partial(attr.Lime(request.module).attribute, n_samples=request.settings.coalitions), request)


def _by_patches(captum: Callable[..., Tensor], request: Request) -> Tensor:
    """What one of Captum's methods gives each patch, shared out over its pixels."""
    of_patches = captum(
        request.inputs,
        request.baseline,
        target=request.columns,
        feature_mask=request.patches,
        perturbations_per_eval=_evaluations(request),
    )
    return _shared_out(of_patches, request)


def _grad_cam(request: Request) -> Tensor:
    coarse = attr.LayerGradCam(request.module, request.layer).attribute(
        request.inputs, target=request.columns, relu_attributions=True
    )
    return cams.enlarged(coarse, request)


def _guided_grad_cam(request: Request) -> Tensor:
    return rules.guided_backprop(request) * _grad_cam(request)


def _evaluations(request: Request) -> int:
    """Disturbed copies of each picture in one pass."""
    return max(1, request.at_once // len(request.inputs))


def _shared_out(of_patches: Tensor, request: Request) -> Tensor:
    """Captum gives every pixel of a patch the patch's whole value: here each gets its share."""
    patches = request.patches.flatten()
    pixels = torch.bincount(patches)[patches].reshape(request.inputs.shape[-2:])
    return of_patches / (pixels * of_patches.shape[1])


_COMPUTE: Mapping[str, Callable[[Request], Tensor]] = MappingProxyType(
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
