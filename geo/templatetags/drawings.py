"""Markup that repeats, as filters: what geo.markup writes."""

from django import template

from geo.markup import (
    account_pairs,
    article_text,
    claim_card,
    country_pairs,
    filter_menus,
    map_svg,
    network_svg,
    offices_svg,
    pair_sections,
    tables,
    thermometer_svg,
    timeline_svg,
)

register = template.Library()
register.filter(claim_card.card)
register.filter(claim_card.review)
register.filter("account_pairs", account_pairs.pairs)
register.filter("article_pieces", article_text.pieces)
register.filter("claims_beside", article_text.beside)
register.filter("menu_options", filter_menus.options)
register.filter("office_marks", offices_svg.marks)
register.filter("theme_rows", tables.themes)
register.filter("part_contents", pair_sections.contents)
register.filter("part_sections", pair_sections.sections)
register.filter("map_marks", map_svg.marks)
register.filter("map_rows", map_svg.rows)
register.filter("network_marks", network_svg.marks)
register.filter("network_rows", network_svg.rows)
register.filter("pair_cells", country_pairs.cells)
register.filter("pair_rows", country_pairs.rows)
register.filter("counterpart_rows", tables.counterparts)
register.filter("voice_rows", tables.voices)
register.filter("type_rows", tables.types)
register.filter("entry_rows", tables.entries)
register.filter("compared_rows", tables.compared)
register.filter("year_options", tables.years)
register.filter("thermometer_marks", thermometer_svg.marks)
register.filter("timeline_marks", timeline_svg.marks)
