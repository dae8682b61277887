"""What stands between strangers and the routes: limits on rates, sizes and times, and the headers of every response."""
