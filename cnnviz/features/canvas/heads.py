"""What stands above a column and where: name, shape, page with its two arrows, chips.

Texts give way in steps where a column is narrow: first the shape goes, then the page's "of 16", then the
words of the chips, of which only the chosen one stays.
"""

from __future__ import annotations

from collections.abc import Callable

from cnnviz.features.canvas.blocks import CanvasBlock, LayerShape
from cnnviz.features.canvas.geometry import EMPTY, Chip, ColumnHead, Rect, ShownRange
from cnnviz.system.translation import translate

Measure = Callable[[str, bool], int]  # text, bold -> pixels

INSET = 7
ARROW = 12
OVERHANG = 6  # that a title may be wider on either side than the weights beneath it
SPAN = 52  # of the pager in the output column: the rest of its line says what the rows are
CHIP_PAD, CHIP_GAP = 4, 1
NAME_HEIGHT = 17
LEAST = 72  # no block is narrower: its name must be readable


def chip_word(layer: LayerShape) -> str:
    """What a chip says: the word of an operation, or in the window's language how an image is shown."""
    words = {"channels": translate("CanvasPanel", "channels"), "colour": translate("CanvasPanel", "colour")}
    return words.get(layer.kind, layer.kind)


def chip_words(block: CanvasBlock, shown: LayerShape, measure: Measure) -> list[int]:
    """The widths of a block's chips."""
    return [measure(chip_word(layer), layer is shown) + 2 * CHIP_PAD for layer in block.shown]


def least_width(block: CanvasBlock, shown: LayerShape, measure: Measure) -> int:
    """The least width of a block's column: its name, and its chips if that isn't much more than a map."""
    name = measure(block.name, True) + 2 * INSET
    if len(block.shown) < 2 or block.last:
        return max(LEAST, name)
    chips = sum(chip_words(block, shown, measure)) + CHIP_GAP * (len(block.shown) - 1) + 6
    return max(LEAST, name, chips if chips <= 116 else 0)


def block_head(
    block: CanvasBlock, shown: LayerShape, rect: Rect, page: ShownRange, measure: Measure
) -> ColumnHead:
    """The head of a block's column."""
    name = f"{block.name} → L" if block.last else block.name
    x = rect.x + INSET
    right = rect.right - INSET
    name_end = x + measure(name, True) + 4
    y, room = rect.y, right - name_end
    if block.last:
        y, room = rect.y + NAME_HEIGHT, min(SPAN, right - x)  # the loss stands in the first line
    page_text, page_rect, back, forth = _pager(page, right, y, room, measure)
    if block.last and page.whole:
        page_text, page_rect = "", EMPTY
    # The page of a vector has said already how many there are.
    detail, detail_rect = "" if page_text and shown.title == f"{page.total}" else shown.title, EMPTY
    several = len(block.shown) > 1 and not block.last
    end = page_rect.x - (ARROW if back.w else 0) if page_rect.w else right
    width = measure(detail, False)
    if several:
        # The chips take the second line, so the shape has to fit in between.
        if name_end + width + 6 <= end:
            detail_rect = Rect(name_end, rect.y, width + 4, NAME_HEIGHT)
        else:
            detail = ""
    elif not block.last:
        detail_rect = Rect(x, rect.y + NAME_HEIGHT, right - x, 16)
    else:
        detail = ""
    chips = _chips(block, shown, rect, measure) if several else ()
    return ColumnHead(rect, name, detail, detail_rect, page_text, page_rect, back, forth, chips)


def gutter_head(title: str, rect: Rect, page: ShownRange, measure: Measure) -> ColumnHead:
    """The head of the weights between two blocks: which they are, and two arrows where there are more."""
    room = rect.w + 2 * OVERHANG
    title = next((text for text in (title, title.replace(", ", ",")) if measure(text, False) <= room), "W")
    width = measure(title, False)
    centre = rect.x + rect.w // 2
    detail_rect = Rect(centre - width // 2 - 2, rect.y + NAME_HEIGHT, width + 4, 16)
    back = forth = EMPTY
    if not page.whole:
        back = Rect(centre - 20, rect.y, 20, NAME_HEIGHT)
        forth = Rect(centre, rect.y, 20, NAME_HEIGHT)
    return ColumnHead(rect, "", title, detail_rect, "", EMPTY, back, forth, ())


def group_head(title: str, rect: Rect, page: ShownRange, measure: Measure) -> ColumnHead:
    """The head of a block whose layers all have a column: its name, and the page that they share."""
    room = rect.w - measure(title, True) - 3 * INSET
    page_text, page_rect, back, forth = _pager(page, rect.right - INSET, rect.y, room, measure)
    return ColumnHead(rect, title, "", EMPTY, page_text, page_rect, back, forth, ())


def _pager(page: ShownRange, right: int, y: int, room: int, measure: Measure) -> tuple[str, Rect, Rect, Rect]:
    """The page's text, its place and the arrows' places, in the space of `room` px that ends at `right`."""
    if page.total <= 1:
        return "", EMPTY, EMPTY, EMPTY
    if page.whole:
        text = translate("CanvasPanel", "all {0}").format(page.total)
        width = measure(text, False)
        return (text, Rect(right - width, y, width, NAME_HEIGHT), EMPTY, EMPTY) if width <= room else (
            "", EMPTY, EMPTY, EMPTY)  # fmt: skip
    # One alone, "2 of 6", would be taken for the second: they are counted from zero.
    total = str(page.total) if page.shown > 1 else f"0–{page.total - 1}"
    several = translate("CanvasPanel", "{0} of {1}").format(page.span, total)
    for text in (several, page.span, ""):
        width = measure(text, False) if text else 0
        if width + 2 * ARROW <= room or not text:
            break
    forth = Rect(right - ARROW + 3, y, ARROW, NAME_HEIGHT)
    page_rect = Rect(forth.x - width, y, width, NAME_HEIGHT)
    return text, page_rect, Rect(page_rect.x - ARROW, y, ARROW, NAME_HEIGHT), forth


def _chips(block: CanvasBlock, shown: LayerShape, rect: Rect, measure: Measure) -> tuple[Chip, ...]:
    y, height = rect.y + NAME_HEIGHT, 15
    widths = chip_words(block, shown, measure)
    x = rect.x + 3
    if sum(widths) + CHIP_GAP * (len(widths) - 1) > rect.w - 6:
        # Only the chosen word, and a click on it goes on to the next layer.
        layers = block.shown
        following = layers[(layers.index(shown) + 1) % len(layers)]
        text = f"{chip_word(shown)} ›"
        return (Chip(following.name, text, Rect(x, y, measure(text, True) + 2 * CHIP_PAD, height)),)
    chips = []
    for layer, width in zip(block.shown, widths, strict=True):
        chips.append(Chip(layer.name, chip_word(layer), Rect(x, y, width, height)))
        x += width + CHIP_GAP
    return tuple(chips)
