"""How an answer is called: one module a way, each with ``probe(answers, inputs)``, run beside the learner's code.

``answers`` holds the learner's functions or classes by name, in the exercise's order; ``inputs`` the case's inputs.
What probe returns is judged. A probe knows nothing of what is right.
"""
