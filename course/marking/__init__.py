"""From verdicts to marks and what goes back: points, remarks, tables for Canvas and Moodle, returned notebooks.

Cores over the classroom's reports, text and data in, data out: `strict_toml` reads what an instructor writes, `policy`
is what a points file says, `points` marks a class by it, `remarks_file` and `remarks` are what instructors say
themselves, `rosters` and `tables` are a platform's CSV in and out, `alike` groups wrong answers of one value. Around
them stand what is returned to learners, pseudonyms, and the verb `grade`, which wires all. The classroom never imports
this room.
"""
