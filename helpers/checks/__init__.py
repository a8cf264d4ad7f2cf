"""The checks of the exercises, in two halves that share nothing but plain values.

``calling`` runs the learner's answer and writes down what it did; ``judging`` reads that and names the mistake.
"""
