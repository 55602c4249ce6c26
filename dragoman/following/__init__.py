"""What became of things owed and of meetings, from what reports told of them, in the order in which they told it. Pure."""
