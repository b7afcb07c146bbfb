"""Runs in the background: a queue in the store, and one supervised process a run. No torch outside `worker`/`tasks`."""
