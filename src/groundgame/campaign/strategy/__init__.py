"""The one bridge between the wings: rows to records, and the director's pages on them.

London now, the doughnut, and a page for every place; figures of canvassing only for those whose role covers it.
"""
