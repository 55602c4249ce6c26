"""What goes out on the network and what comes back: guarded, polite, within limits. Knows nothing of reports.

`Client.get` fetches one address: only from the public Internet (`addresses`, `allow`, checked in `connect` on the
address that is really connected to), only as much as was asked for (`body`), in a time that ends (`deadline`), one
request at a time and host (`gate`), where robots.txt lets it (`robots`). `feeds` and `opml` make sense of the bytes.
"""
