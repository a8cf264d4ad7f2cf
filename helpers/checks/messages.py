"""Every text a check can say that is not about one exercise. Translate this module and the declarations' messages."""

RIGHT = "right"
RIGHT_ON = "right, on {count} inputs"
TODO = "to do"
TODO_PARTS = "to do: nothing yet in {names}"
MISSING = "to do: define {names} first, then check again"

RAISED = "{answer} raised {type}: {message}."
RAISED_LINE = " Line {number}: {line}"
RAISED_INPUTS = " (for {inputs})"
REFUSED = "{answer} takes ({takes}); we call it with ({ours}), in this order"
OUT_OF_TIME = "stopped after {seconds:g} seconds: is there a loop that does not end?"
NAMED_RAISE = "{text} ({type})"

CHANGED = "The value is right, but your code changes its input {names}. Work on a new array: a = a - 1, not a -= 1."
ONCE_ONLY = "Right the first time, not the second. Start from the arguments, not from what an earlier call left."
EVIDENCE = " For {inputs}: yours {mine}, ours {ours}."
EVIDENCE_ALONE = " Yours is {mine}."
PART = "{part}: {text}"

STRUCTURE = {
    "returns_none": "Your function returns None. Is the `return` line missing?",
    "returns_other": "Yours is a {found}. Return numbers, arrays, tensors, or lists of them.",
    "missing_keys": "The key {found} is missing. We expect {expected}.",
    "parts": "You return {found}; we expect {expected}, in this order.",
    "text_expected": "A word is expected here, yours is {found}.",
    "another_word": "{found} is not it.",
    "broadcast": "Your shape is {found}, ours {expected}. (N,1) and (N,) gave every pair. Make the shapes equal.",
    "shape": "Your shape is {found}, ours {expected}.",
    "not_finite": "Yours is not finite ({found}): look for a division by 0, the logarithm of 0, or steps that grow.",
    "swapped": "The right values, in another order. We expect {expected}.",
    "always_the_same": "Yours is {found} whatever the inputs are. Use the arguments.",
    "ratio_n": "Yours is N times ours, N being the number of samples ({found} here): you summed instead of averaging.",
    "ratio_one_over_n": "Yours is ours divided by N, the number of samples ({found} here): averaged once too often?",
    "ratio_double": "Yours is exactly 2 times ours.",
    "ratio_half": "Yours is exactly half of ours. Is the 2 of the square missing?",
    "ratio_sign": "The size is right, the sign is flipped.",
    "ratio": "Yours is {found} times ours on every input: a constant factor.",
    "offset": "Yours is ours plus {found} on every input: a constant is added.",
    "not_proportional": "{found} times ours on one input, {expected} times on another: a term is missing or wrong.",
    "never_moves": "The path stands still at {found}: no step is taken.",
    "grows": "The path runs away, to {found} at its end: sign or learning rate of the step.",
    "rate": "Each step is {found} of the one before, ours {expected}: the learning rate or the gradient's scale.",
    "goal": "The path heads for {found}, ours for {expected}: another loss than ours is being lowered.",
    "swings": "The path swings about its goal without settling: is an old gradient still there?",
    "length": "{found} values, we expect {expected}: range(n) gives n steps, with one value stored before each.",
    "off": "Not yet.",
}

HINT = "hint {stage} of {count}: {text}"
LAST_HINT = "hint {stage} of {count}, the last: {text}"
NO_HINTS = "there are no hints for this one"
PROGRESS = "lesson {lesson}: {right} of {count} right in this session"
PROGRESS_NOTHING = 'nothing checked yet: run a check(...) first, or name a lesson, progress("01")'

UNKNOWN = "{found} is not an exercise's answer. Write check({example}), with one of these names: {known}."
CALLED = "check got {found}, not a function. Write check({example}) without calling it: no parentheses after the name."
NO_EXERCISE = "There is no exercise {found}. Write check({example}); known here: {known}."
