"""What walks and labels need of a large store, as integers in files beside it.

An index is made of the answers to the queries of the catalogue, asked once for everything, so that it says what the store says.
It lies in the folder of the store under a name made of the sizes and times of the store's files: once the store is written, by
whatever program, the index is no longer found.
"""
