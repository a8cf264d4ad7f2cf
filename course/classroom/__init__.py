"""What an instructor runs over handed-in notebooks; the rooms stand in the order in which a submission travels.

reading: a path becomes notebooks, their cells Python; matching: the cells become answers beside the solution's;
planning: the answers become a sheet of what to run; jail: what is run becomes plain values; judging: the values become
states; reporting: the states become pages, tables and lines. A room imports only those before it. The verbs diff and
grade, and whole_class, which is what grade does, import all.
"""
