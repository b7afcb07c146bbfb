"""The bank: three items for each misconception, by what answers them."""

from resnet_core.course.items import counting, depth, maps, shapes, shortcuts, training

ITEMS = tuple(
    sorted(
        (*shortcuts.ITEMS, *shapes.ITEMS, *counting.ITEMS, *depth.ITEMS, *training.ITEMS, *maps.ITEMS),
        key=lambda item: (item.misconception.number, item.id),
    )
)
"""By number and letter."""
