"""Work on several processors: processes that each do the same thing with what they are given, and answers in turn.

`pool.Pool` keeps the processes, `child` is what runs in one, `turns.in_turn` does the work ahead and hands on the results in the
order of the input. Nothing here knows what the work is.
"""
