"""The numbers that several lessons share."""

import numpy as np

# Four points on y = 2x: the data of lessons 02 to 05 and of the capstone.
X = np.array([1, 2, 3, 4], dtype=np.float32)  # (samples,)
Y = np.array([2, 4, 6, 8], dtype=np.float32)  # (samples,)

# Where the students' runs of lesson 05 began; found again from their printed tables.
STUDENTS_START = (0.47510719299316406, 0.534102201461792)  # (w, b) of the run that ends at f(5) = 9.967
OTHER_START = (0.7606186866760254, -0.5324838161468506)  # (w, b) of the run that ends at f(5) = 10.003
STUDENTS_SEED = 2202555456  # the seventh nn.Linear(1, 1) made after it is STUDENTS_START, the fifth OTHER_START

# Three points with labels 1, 0, 1 on one line: the perceptron of lesson 06.
POINTS = np.array([[1, 2], [3, 4], [5, 6]], dtype=np.float32)  # (samples, features)
LABELS = np.array([[1], [0], [1]], dtype=np.float32)  # (samples, 1)
