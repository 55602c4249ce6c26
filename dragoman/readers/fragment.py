"""Text that may carry markup, as feeds and databases hold it: a fragment of HTML becomes its paragraphs, other text stays."""

from __future__ import annotations

import html
import re

from dragoman.readers.document import SEPARATOR

MARKUP = re.compile(r"</(?:p|div|a|b|i|em|strong|span|li|h\d|blockquote|figure)\s*>|<(?:br|p|img)\b[^<>]*>", re.I)
ENTITY = re.compile(r"&(?:amp|quot|apos|lt|gt|nbsp|[lr][sd]quo|[mn]dash|hellip|#\d{2,6}|#x[0-9a-f]{2,5});", re.I)
UNSEEN = frozenset({"script", "style", "noscript", "template", "iframe", "object", "figcaption"})
INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code del em font i img ins kbd mark q s samp small span strong sub sup time tt u var wbr".split()
)
SPACES = re.compile(r"[ \t\r\n\f]+")


def plain(text: str) -> str:
    """The text itself, or what a browser would show where it is markup."""
    if MARKUP.search(text):
        return shown(text)
    return html.unescape(text) if ENTITY.search(text) else text


def shown(markup: str) -> str:
    """The paragraphs of a fragment of HTML, an empty line between them; scripts, styles and captions are left out."""
    from lxml import etree
    from lxml.html import fragment_fromstring

    try:
        root = fragment_fromstring(markup.replace("\0", ""), create_parent="div")
    except (etree.LxmlError, ValueError):  # control characters; markup that no parser mends
        return html.unescape(re.sub(r"<[^<>]*>", " ", markup)).strip()
    blocks = [""]
    hidden = 0
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            piece = element.tail
        else:
            if element.tag in UNSEEN:
                hidden += 1 if event == "start" else -1
            if element.tag not in INLINE:
                blocks.append("")
            piece = element.text if event == "start" else element.tail
        if not hidden:
            blocks[-1] += piece or ""
    return SEPARATOR.join(block for block in (SPACES.sub(" ", block).strip() for block in blocks) if block)
