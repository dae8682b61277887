"""What a store says of one thing: its page, its documents, and where its address leads."""
