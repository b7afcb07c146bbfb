"""Every exercise, in the order in which the page lists them."""

from types import MappingProxyType

from resnet_core.course.exercises.card import CARD
from resnet_core.course.exercises.chapter import CHAPTER
from resnet_core.course.exercises.counting import COUNTING
from resnet_core.course.exercises.learning import LEARNING
from resnet_core.course.exercises.shapes import SHAPES

EXERCISES = MappingProxyType({exercise.name: exercise for exercise in (*CHAPTER, *COUNTING, *SHAPES, *LEARNING, *CARD)})
