"""Three palettes of named colours, and the contrast that proves them readable (WCAG 2.2)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Colours:
    """One palette; every value is `#rrggbb`.

    Attributes:
        window: background of the frame and of screens.
        surface: background of cards, tables and fields.
        raised: background of hovered things and table headers.
        text: words; muted: secondary words; disabled: words of what cannot be used.
        line: quiet dividing lines; border: edges of fields and buttons (3:1 on surface).
        accent: the one accent colour; on_accent: words on it; accent_soft: selected rows.
        ring: edge of what is filled with the accent while the keyboard is on it.
        error, warning, success: words and icons of messages; *_soft: their backgrounds.
    """

    window: str
    surface: str
    raised: str
    text: str
    muted: str
    disabled: str
    line: str
    border: str
    accent: str
    ring: str
    accent_strong: str
    on_accent: str
    accent_soft: str
    error: str
    error_soft: str
    warning: str
    warning_soft: str
    success: str
    success_soft: str
    is_dark: bool


LIGHT = Colours(
    window="#f4f6f8",
    surface="#ffffff",
    raised="#eaeef2",
    text="#17212b",
    muted="#52606d",
    disabled="#66727e",
    line="#dbe1e7",
    border="#78848f",
    accent="#0b6672",
    ring="#000000",
    accent_strong="#084f59",
    on_accent="#ffffff",
    accent_soft="#d5ebee",
    error="#a8201a",
    error_soft="#fbe4e2",
    warning="#7a4f00",
    warning_soft="#fdf0d2",
    success="#1c6535",
    success_soft="#dff2e5",
    is_dark=False,
)
DARK = Colours(
    window="#14191f",
    surface="#1c232b",
    raised="#28313b",
    text="#e6ebf0",
    muted="#a6b2be",
    disabled="#8996a3",
    line="#313b46",
    border="#8694a2",
    accent="#7ad6e0",
    ring="#36767f",
    accent_strong="#a2e4ea",
    on_accent="#05262b",
    accent_soft="#1d4850",
    error="#ff9d94",
    error_soft="#47211f",
    warning="#f5c66b",
    warning_soft="#40320f",
    success="#85d6a0",
    success_soft="#193a25",
    is_dark=True,
)
CONTRAST = Colours(
    window="#000000",
    surface="#000000",
    raised="#262626",
    text="#ffffff",
    muted="#f0f0f0",
    disabled="#b4b4b4",
    line="#ffffff",
    border="#ffffff",
    accent="#ffe000",
    ring="#3f6fff",
    accent_strong="#fff27a",
    on_accent="#000000",
    accent_soft="#4a4200",
    error="#ffb3ab",
    error_soft="#3d0000",
    warning="#ffe000",
    warning_soft="#332d00",
    success="#8dffb0",
    success_soft="#002e10",
    is_dark=True,
)
PALETTES = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}


def _channel(value: int) -> float:
    share = value / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb`, 0 (black) to 1 (white)."""
    red, green, blue = (_channel(int(colour[i : i + 2], 16)) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, 1.4.3)."""
    brighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)
