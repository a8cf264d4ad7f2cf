"""Calls functions on the inputs, in the order of the arguments."""


def probe(answers: dict, inputs: dict):
    """What the answer returns; with several answers, a list of what each returns."""
    values = [answer(*inputs.get(name, inputs).values()) for name, answer in answers.items()]
    return values[0] if len(values) == 1 else values
