"""Printed numbers and figures compared within tolerance: a pure core, and a pytest plugin for nbval around it."""
