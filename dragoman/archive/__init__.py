"""Archives of news, too large to go through a ledger: read in shards, coded by many processes or machines, kept as Parquet.

The plan (`planning`) is made of the inputs alone. `shard` does one shard, from its reports to its files, the same bytes whoever does
it; `local` and `rays` have shards done; `run` sees to it that all are, once. `taking` brings the result into a ledger, `links` finds
copies and happenings without one.
"""
