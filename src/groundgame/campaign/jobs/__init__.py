"""Work that takes longer than a page may: kept in the database, done beside the web server, and shown as it goes.

A job that was cut off by a crash is begun again without a hand; the page that started it can be closed.
"""
