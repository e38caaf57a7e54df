"""Markup that repeats, written in Python: marks of drawings, rows of tables, cards of claims, entries of menus.

A template says what a page or a section holds; a loop in it that runs hundreds of times takes longer than all queries.
Such loops are functions here, one module for each drawing or table, which templates call as filters
(geo.templatetags.drawings). Each module puts its words and everything else that may hold a sign of HTML through
`text`, and hands its pieces to `joined`.
"""
