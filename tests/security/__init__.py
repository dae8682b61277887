"""What an attacker may send: hostile numbers, nesting, names, files, shapes and streams."""
