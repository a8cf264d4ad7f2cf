"""What an instructor runs over handed-in notebooks; the rooms stand in the order in which a submission travels.

reading, matching, planning, jail, judging, reporting; a room imports only those before it, and the verbs import all.
"""
