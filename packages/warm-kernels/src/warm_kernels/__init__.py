"""Kernels forked from one warm process that has imported torch already; ordinary kernels where that is not safe."""
