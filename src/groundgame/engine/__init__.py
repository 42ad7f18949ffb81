"""The embedded PostgreSQL: started on a data folder, found again, stopped.

Neither wing: the command line and the tests start it; the site only ever sees a database address.
"""
