"""Every text a check can say that is not about one exercise; `helpers.language.say` puts it into other languages."""

RIGHT = "right"
RIGHT_ON = "right, on {count} inputs"
TODO = "to do"
TODO_PARTS = "to do: nothing yet in {names}"
MISSING = "to do: define {names} first, then check again"
FAULT = "A fault of the course, not of your answer, which could not be judged. Please tell its author: {fault}"

RAISED = "{answer} raised {type}{message}.{plainly}"
RAISED_LINE = " Line {number}: {line}"
RAISED_INPUTS = " (for {inputs})"
REFUSED = "{answer} takes ({takes}); we call it with ({ours}), in this order"
OUT_OF_TIME = "stopped after {seconds:g} seconds: is there a loop that does not end?"
NAMED_RAISE = "{text} ({type})"

# What an exception means, in plain words: its name and a word of its message, and what to do.
PLAINLY = {
    "TypeError: for ^": "In Python a power is **; ^ is another operation.",
    "TypeError: builtin_function_or_method": "A function is named there and not called: are the parentheses missing?",
    "TypeError: 'method'": "A method is named there and not called: are the parentheses missing?",
    "TypeError: not callable": "The parentheses follow something that is no function: is a * missing?",
    "TypeError: NoneType": "Something is None there: a function without `return`, or a .grad before backward().",
    "AttributeError: NoneType": "Something is None there: a function without `return`, or a .grad before backward().",
    "TypeError: must be Tensor": "That function takes tensors: make one with torch.tensor(...).",
    "TypeError: only one element tensors": "The math module takes single numbers. Use torch's or NumPy's function.",
    "ValueError: only one element tensors": "The math module takes single numbers. Use torch's or NumPy's function.",
    "TypeError: only length-1 arrays": "The math module takes single numbers. Use NumPy's function.",
    "TypeError: 0-dimensional arrays": "The math module takes single numbers. Use NumPy's function.",
    "NameError: is not defined": "Check its spelling, and run the cell that defines it.",
    "UnboundLocalError": "A function that assigns a name makes it its own: give it a value in the function first.",
    "ZeroDivisionError": "Something is divided by 0.",
    "KeyboardInterrupt": "That is what Ctrl-C does. An answer returns its value.",
    "SystemExit": "exit() and quit() end the program. An answer returns its value.",
    "GeneratorExit": "Python raises it when a generator is closed. An answer returns its value.",
    "RecursionError": "A function calls itself without end.",
    "IndexError: out of": "Python counts from 0, so the last of n places is n − 1.",
    "RuntimeError: Boolean value of Tensor": "A tensor of several numbers is neither true nor false. A loss is "
    "made first and called then: nn.MSELoss()(a, b).",
    "ValueError: truth value": "An array of several numbers is neither true nor false. Use .all(), .any() or np.where.",
    "RuntimeError: between 0 and 1": "BCELoss takes probabilities. Take the sigmoid first, or use BCEWithLogitsLoss.",
    "RuntimeError: cannot be multiplied": "The shapes do not fit: print both. In A @ B the columns of A meet the rows "
    "of B.",
    "ValueError: mismatch in its core dimension": "The shapes do not fit: print both. In A @ B the columns of A meet "
    "the rows of B.",
    "RuntimeError: must match the size": "The shapes do not fit: print both.",
    "ValueError: could not be broadcast": "The shapes do not fit: print both.",
    "RuntimeError: does not require grad": "Nothing was recorded: the weight, as a tensor, needs requires_grad=True.",
    "RuntimeError: leaf Variable": "The step changes a weight while autograd records: take it under torch.no_grad().",
    "RuntimeError: scalar outputs": "backward starts from one number: take the mean of the loss first.",
    "RuntimeError: second time": "Each backward needs a forward pass of its own.",
    "RuntimeError: call numpy()": "NumPy cannot take a tensor that is on record: use .item() or .detach() first.",
    "RuntimeError: Only Tensors of floating point": "A weight must be a float: write 3.0, not 3.",
}  # fmt: skip

CHANGED = "The value is right, but your code changes its input {names}. Work on a new array: a = a - 1, not a -= 1."
ONCE_ONLY = "Right the first time, not the second. Start from the arguments, not from what an earlier call left."
EVIDENCE = " For {inputs}: yours {mine}, ours {ours}."
EVIDENCE_ALONE = " Yours is {mine}."
PART = "{part}: {text}"
WRONG_TOO = " Wrong too, perhaps for the same reason: {parts}."

STRUCTURE = {
    "returns_none": "Your function returns None. Is the `return` line missing?",
    "part_none": "Yours is None.",
    "rounded": "Rounded to {found}. Return all digits; round only what you print.",
    "returns_other": "Yours is {found}; we expect {expected}.",
    "missing_keys": "The key {found} is missing. We expect {expected}.",
    "parts": "You return {found}; we expect {expected}, in this order.",
    "text_expected": "A word is expected here, yours is {found}.",
    "truth_expected": "True or False is expected here, yours is {found}.",
    "another_word": "{found} is not it.",
    "broadcast": "Your shape is {found}, ours {expected}. (N,1) and (N,) gave every pair. Make the shapes equal.",
    "one_number": "Yours is one number, we expect {expected}.",
    "several_numbers": "Yours are {found} numbers, we expect one.",
    "shape": "Your shape is {found}, ours {expected}.",
    "not_finite": "Yours is not finite ({found}): look for a division by 0, the logarithm of 0, or steps that grow.",
    "swapped": "The right values, in another order. We expect {expected}.",
    "always_the_same": "Yours is {found} whatever the inputs are. Use the arguments.",
    "ratio_n": "Yours is N times ours, N being the number of samples ({found} here): you summed instead of averaging.",
    "ratio_one_over_n": "Yours is ours divided by N, the number of samples ({found} here): averaged once too often?",
    "ratio_double": "Yours is exactly 2 times ours.",
    "ratio_half": "Yours is exactly half of ours. Is a 2 missing?",
    "ratio_sign": "The size is right, the sign is flipped.",
    "several_factors": "Yours is {found} times ours, N being the number of samples. More than one fault: {expected}.",
    "ratio": "Yours is {found} times ours on every input: a constant factor.",
    "offset": "Yours is ours plus {found} on every input: a constant is added.",
    "not_proportional": "{found} times ours on one input, {expected} times on another: a term is missing or wrong.",
    "never_moves": "All your values are {found}, ours are not all one. In a loop: is a step taken?",
    "grows": "Yours run away, to {found} at the end. Look at the sign and the size of a step.",
    "rate": "Each step is {found} of the one before, ours {expected}: the learning rate or the gradient's scale.",
    "goal": "The path heads for {found}, ours for {expected}: another loss than ours is being lowered.",
    "swings": "Yours swing without settling. What does a step take over from the one before?",
    "length": "{found} values, we expect {expected}. In a loop, range(n) gives n of them.",
    "count": "{found} values, we expect {expected}.",
    "near": "Within 1 % of ours, and further off than rounding.",
    "off": "Not yet.",
}

# Beside a factor of N, several_factors: what stands in the place of {expected}.
FACTORS = {
    "ratio_n": "a sum instead of a mean",
    "ratio_one_over_n": "a mean too many",
    "double": "a 2 too many",
    "half": "a 2 is missing",
    "sign": "the sign is flipped",
}

# What a value is in words that has no plain form; see `arrays`. Types go by their name.
VALUES = (
    "complex number",
    "array of complex numbers",
    "structured array",
    "tensor of {count} numbers",
    "array of {count} numbers",
    "array with {count} axes",
    "array of {dtype}",
    "tensor on the meta device, which holds no numbers",
)
A_THING, AN_THING = "a {noun}", "an {noun}"

HINT = "hint {stage} of {count}: {text}"
LAST_HINT = "hint {stage} of {count}, the last: {text}"
NO_HINTS = "there are no hints for this one"
PROGRESS = "lesson {lesson}: {right} of {count} right in this session"
PROGRESS_COURSE = "whole course, all sessions: {right} of {count} right"
PROGRESS_NOTHING = 'nothing checked yet: run a check(...) first, or name a lesson, progress("01")'

UNKNOWN = "{found} is not an exercise's answer. Keep the name that the exercise gives it, as in {example}."
UNKNOWN_CLOSE = "{found} is not an exercise's answer. Did you mean {close}, as in {example}?"
NOTHING = "Nothing to look at. Name an answer, as in {example}."
NAMELESS = "a function without a name"
CALLED = "That is {found}, not a function. Write {example} without calling it: no parentheses after the name."
NO_EXERCISE = "There is no exercise {found}; they are {known}. Write {example}."
