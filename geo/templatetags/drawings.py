"""Markup that repeats, as filters: what geo.drawing writes."""

from django import template

from geo.drawing import (
    accounts,
    card,
    filters,
    network,
    offices,
    outlines,
    pairs,
    parts,
    reading,
    tables,
    thermometer,
    timeline,
)

register = template.Library()
register.filter(card.card)
register.filter(card.review)
register.filter("account_pairs", accounts.pairs)
register.filter("article_pieces", reading.pieces)
register.filter("claims_beside", reading.beside)
register.filter("menu_options", filters.options)
register.filter("office_marks", offices.marks)
register.filter("theme_rows", tables.themes)
register.filter("part_contents", parts.contents)
register.filter("part_sections", parts.sections)
register.filter("map_marks", outlines.marks)
register.filter("map_rows", outlines.rows)
register.filter("network_marks", network.marks)
register.filter("network_rows", network.rows)
register.filter("pair_cells", pairs.cells)
register.filter("pair_rows", pairs.rows)
register.filter("counterpart_rows", tables.counterparts)
register.filter("voice_rows", tables.voices)
register.filter("type_rows", tables.types)
register.filter("entry_rows", tables.entries)
register.filter("compared_rows", tables.compared)
register.filter("year_options", tables.years)
register.filter("thermometer_marks", thermometer.marks)
register.filter("timeline_marks", timeline.marks)
