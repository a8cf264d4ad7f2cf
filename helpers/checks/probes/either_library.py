"""Calls a function on tensors; one written for NumPy, on which tensors fail, is called on arrays."""


def probe(answers: dict, inputs: dict):
    """What the answer returns, for tensors or else for arrays; if it raises on both, what it raised on tensors."""
    (answer,) = answers.values()
    untouched = {name: value.clone() for name, value in inputs.items()}
    try:
        return answer(*inputs.values())
    except Exception as on_tensors:  # np.mean(tensor), tensor.astype(...), tensor.dot(matrix)
        for name, value in untouched.items():
            inputs[name].copy_(value)
        try:
            return answer(*(value.numpy() for value in inputs.values()))  # a view, so that a change to it is seen
        except Exception:
            raise on_tensors from None
