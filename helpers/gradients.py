"""Checking a gradient: the number a nudge gives, and how far two numbers are apart."""

# The words of the course for a relative error between a gradient and its numerical check.
HAPPY_BELOW, WRONG_ABOVE = 1e-7, 1e-2


def central_difference(f, w, h=1e-5):
    """Slope of f at w from a nudge to both sides.

    Args:
        f: function of one number.
        w: float, where the slope is wanted.
        h: float, the nudge, in the unit of w.

    Returns:
        float, in the unit of f over that of w; the error is of order h squared.
    """
    return (f(w + h) - f(w - h)) / (2 * h)


def relative_error(gradient, check):
    """How far two gradients are apart, from 0 (equal) to 1 (opposite signs): |a − n| / (|a| + |n|).

    Args:
        gradient: float, the gradient that is to be believed.
        check: float, the same slope found another way.
    """
    size = abs(gradient) + abs(check)
    return abs(gradient - check) / size if size else 0.0


def compare_slopes(**slopes):
    """Print slopes found in different ways, and the largest relative error between the first and each other one.

    Args:
        slopes: name of the way -> slope (float), such as `by_hand=40.0, nudge=40.0, autograd=40.0`.
    """
    first, *others = slopes.values()
    for name, slope in slopes.items():
        print(f"{name.replace('_', ' '):12} {slope:.4g}")
    error = max(relative_error(first, other) for other in others)
    # Rounding differs from one processor to the next: below the threshold only the verdict is the same everywhere.
    print(f"agree: relative error below {HAPPY_BELOW:g}" if error < HAPPY_BELOW else f"relative error {error:.4g}")
