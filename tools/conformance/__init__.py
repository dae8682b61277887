"""The conformance matrix: for each term who else has it, and what in the toolkit reads, checks, writes and asks for it."""
