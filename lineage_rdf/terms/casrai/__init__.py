"""CASRAI: its dictionary read with its known defects repaired, and its own shapes written exactly."""
