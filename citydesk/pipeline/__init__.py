"""The line: crawl, import, process, compile. The only files that import verbs from every room.

A step is: SELECT what is missing → pure function → INSERT, in one transaction. Every step can be killed at any
moment and run again; run twice, it changes nothing.
"""
