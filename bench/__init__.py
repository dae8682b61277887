"""Side-by-side benchmarks: each runs a peer and this project over the same inputs in the same run, and prints the ratio."""
