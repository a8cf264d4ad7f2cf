"""Builds a model of linear layers and calls the answer on it."""


def probe(answers: dict, inputs: dict):
    """What the answer returns for the model.

    ``inputs`` holds, under "model", the layers in order: name, weight and bias; a layer without a name is the model.
    """
    (answer,) = answers.values()
    return answer(_model(inputs["model"]))


def _model(layers):
    from torch import nn

    class Model(nn.Module):
        def __init__(self):
            super().__init__()
            for name, weight, bias in layers:
                self.add_module(name, _linear(weight, bias))

        def forward(self, x):
            for layer in self.children():
                x = layer(x)
            return x

    return Model() if layers[0][0] else _linear(*layers[0][1:])


def _linear(weight, bias):
    import torch
    from torch import nn

    layer = nn.Linear(len(weight[0]), len(weight))
    with torch.no_grad():
        layer.weight.copy_(torch.tensor(weight))
        layer.bias.copy_(torch.tensor(bias))
    return layer
