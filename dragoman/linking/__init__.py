"""What reports have to do with each other. Pure functions: who keeps the reports and asks is elsewhere."""
