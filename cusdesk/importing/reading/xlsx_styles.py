"""The styles part of xlsx: which style numbers say something, and what.

Colours come as RRGGBB, as a number of the old palette, or as a theme colour with a tint (ECMA-376,
18.8.19: the tint darkens or lightens the luminance of the colour).
"""

from __future__ import annotations

import colorsys
from typing import TYPE_CHECKING, TypeVar

from cusdesk.importing.reading.xlsx_tree import children, local, tree
from cusdesk.importing.workbook import CellStyle

if TYPE_CHECKING:
    import zipfile
    from xml.etree.ElementTree import Element

_PALETTE_TEXT = (
    "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF "
    "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF "
    "800000 008000 000080 808000 800080 008080 C0C0C0 808080 "
    "9999FF 993366 FFFFCC CCFFFF 660066 FF8080 0066CC CCCCFF "
    "000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF "
    "00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99 "
    "3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 "
    "003366 339966 003300 333300 993300 993366 333399 333333"
)
PALETTE = [_PALETTE_TEXT[at : at + 6] for at in range(0, len(_PALETTE_TEXT), 7)]
"""The indexed colours 0 to 63 of the old file format."""

_THEME_ORDER = ("lt1", "dk1", "lt2", "dk2", *(f"accent{n}" for n in range(1, 7)))
_BUILT_IN_DATES = {
    14: "dd.mm.yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "dd.mm.yyyy h:mm", 45: "mm:ss",
    46: "[h]:mm:ss", 47: "mm:ss.0",
}  # fmt: skip
_NO_FILL = {"none", "gray125", ""}
_WHITE = "FFFFFF"
_T = TypeVar("_T")


def read_styles(file_name: str, archive: zipfile.ZipFile) -> dict[int, CellStyle]:
    """Return style number → what it says, only for styles that say something."""
    root = tree(file_name, archive, "xl/styles.xml")
    if root is None:
        return {}
    theme = _theme(tree(file_name, archive, "xl/theme/theme1.xml"))
    palette = _palette(root)
    fills: list[str | None] = [_fill(item, theme, palette) for item in children(root, "fills")]
    fonts = [(_is_on(item, "b"), _is_on(item, "strike")) for item in children(root, "fonts")]
    formats = {
        int(item.get("numFmtId", "0")): item.get("formatCode", "")
        for item in children(root, "numFmts")
    }
    styles = {}
    for number, item in enumerate(children(root, "cellXfs")):
        bold, struck = _at(fonts, item.get("fontId"), (False, False))
        code = int(item.get("numFmtId", "0"))
        style = CellStyle(
            fill=_at(fills, item.get("fillId"), None),
            struck_out=struck,
            bold=bold,
            number_format=formats.get(code) or _BUILT_IN_DATES.get(code),
        )
        if style != CellStyle():
            styles[number] = style
    return styles


def _at(values: list[_T], index: str | None, default: _T) -> _T:
    number = int(index or 0)
    return values[number] if number < len(values) else default


def _is_on(font: Element, name: str) -> bool:
    return any(local(item) == name and item.get("val", "1") not in {"0", "false"} for item in font)


def _palette(root: Element) -> list[str]:
    for item in root.iter():
        if local(item) == "indexedColors":
            return [entry.get("rgb", "")[-6:].upper() for entry in item]
    return PALETTE


def _theme(root: Element | None) -> list[str]:
    found: dict[str, str] = {}
    for item in root.iter() if root is not None else ():
        if local(item) == "clrScheme":
            for entry in item:
                for colour in entry:
                    found[local(entry)] = colour.get("lastClr") or colour.get("val") or ""
    return [found.get(name, "") for name in _THEME_ORDER]


def _fill(item: Element, theme: list[str], palette: list[str]) -> str | None:
    for pattern in item:
        if local(pattern) != "patternFill" or pattern.get("patternType", "") in _NO_FILL:
            continue
        colours = {local(entry): entry for entry in pattern}
        colour = colours.get("fgColor", colours.get("bgColor"))
        rgb = _colour(colour, theme, palette) if colour is not None else None
        return None if rgb == _WHITE else rgb
    return None


def _colour(item: Element, theme: list[str], palette: list[str]) -> str | None:
    if item.get("rgb"):
        base = item.get("rgb", "")[-6:].upper()
    elif item.get("theme"):
        base = _at(theme, item.get("theme"), "").upper()
    elif item.get("indexed"):
        base = _at(palette, item.get("indexed"), "")
    else:
        return None
    return _tinted(base, float(item.get("tint", "0"))) if len(base) == len(_WHITE) else None


def _tinted(rgb: str, tint: float) -> str:
    if not tint:
        return rgb
    red, green, blue = (int(rgb[i : i + 2], 16) / 255 for i in (0, 2, 4))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    return "".join(
        f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, light, saturation)
    )
