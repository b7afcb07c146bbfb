"""A link to a page of the lab, as a learner pastes it, read back as what its fields stand for."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

from resnet_core.config import BlockConfig, NetworkConfig, parse
from resnet_core.course.exercises.tasks import Verdict
from resnet_core.errors import ConfigError
from resnet_core.plan.zoo import ZOO
from ui.block.controls import FIELDS as BLOCK_FIELDS
from ui.block.controls import block_choices
from ui.core_words import in_words
from ui.fields import Field
from ui.frame import PAGES, RESIDUAL_BLOCK
from ui.network.controls import BASE, all_fields, network_config

Built = BlockConfig | NetworkConfig


def built(page: str, text: str) -> Built | Verdict:
    """The config behind a link to this page; a verdict where there is none."""
    address = urlsplit(text.strip())
    named = address.path.rstrip("/").rpartition("/")[2]
    if named != page:
        others = [entry for entry in PAGES if entry.name == named]
        return Verdict("other-page", {"page": others[0].title}) if others else Verdict("no-link")
    held = {key: values[-1] for key, values in parse_qs(address.query).items()}
    try:
        return _block(held) if page == RESIDUAL_BLOCK.name else _network(held)
    except ConfigError as error:
        return Verdict("contradiction", {"reason": in_words(error)})


def _block(held: Mapping[str, str]) -> BlockConfig:
    return parse(BlockConfig, block_choices(_values(BLOCK_FIELDS, held)))


def _network(held: Mapping[str, str]) -> NetworkConfig:
    base = ZOO[str(BASE.read(held.get(BASE.key)) or BASE.default)].config
    return network_config(base, _values(all_fields(base), held))


def _values(some: Iterable[Field], held: Mapping[str, str]) -> dict[str, Any]:
    """What the fields hold by this address; their defaults where it says nothing that they take."""
    read = {field: field.read(held[field.key]) if field.key in held else None for field in some}
    return {field.key: field.default if value is None else value for field, value in read.items()}
