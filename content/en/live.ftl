### What goes on now, moved by events.

live-bar = How far the run is
live-tiles = The run in numbers
live-whole = All steps
live-at = step { $step }
live-keys = Drag across a part to look at it closely. With the keyboard: arrows read the curves, plus looks closer, Escape shows all.
