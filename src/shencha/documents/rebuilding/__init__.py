"""Builds a file anew from what may stand in it, so that nothing of its author, place or tool is left.

Not a list of what to take out, which is never complete, but of what may stay: parts of an office file, keys of a PDF,
pixels of a picture. It runs in a process of its own (`documents.apart`), and nothing in a file is ever run or fetched.
"""
