"""What a learner runs: the set-up, the own copies of the lessons, JupyterLab, and the doctor."""
