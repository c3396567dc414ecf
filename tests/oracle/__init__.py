"""A second implementation of the sales office's rules, written from the rules alone: slow, plain, and independent.

It shares no code with the library: it reads events as plain dictionaries and answers with plain dictionaries.
Where the two differ, one of them is wrong.
"""
