"""The vocabulary as Python sees it: namespaces, terms and the schemes' members."""
