"""What strangers send to be checked or read; it is looked at in a worker process, within limits."""
