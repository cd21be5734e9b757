"""Reads lists as coordinators have them: spreadsheets, pasted cells, address lines of mail programs.

What comes in goes through four steps: `book` and its neighbours make lines of cells of any file, `structure` finds
what is a table in them, `rows` reads a line as a partner, `doubles` holds the lines against each other and against
the partners that are there. `lists` does all four and hands the outcome to the actions.
"""
