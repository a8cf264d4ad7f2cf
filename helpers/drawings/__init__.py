"""The drawings of the lessons: one module a lesson, each function returns one figure with one message."""
