"""Devices, schedules, the loop, checkpoints and evaluation."""
