"""Two hundred texts that some program somewhere takes for markup, code or orders."""

from __future__ import annotations

from itertools import product

_WORDS = ("Tylenol", "5 ml", "Ana & Luz", "a < b > c")
_WRAPPERS = (
    "<{}>",
    "</{}>",
    "<{}/>",
    "<b>{}</b>",
    "<i>{}",
    "<u>{}</u><br/>",
    "<font color='red' size='40'>{}</font>",
    "<a href='https://example.org/{}'>{}</a>",
    "<para alignment='right'>{}</para>",
    "<img src='file:///etc/passwd' alt='{}'/>",
    "<img src='https://example.org/{}.png'>",
    "<script>alert('{}')</script>",
    "<style>body {{ display: none }} {}</style>",
    "<!-- {} -->",
    "<![CDATA[{}]]>",
    "<?xml version='1.0'?>{}",
    "<!DOCTYPE {} SYSTEM 'file:///etc/passwd'>",
    "&lt;{}&gt;",
    "&amp;{};",
    "&#60;{}&#62;",
    "&nbsp;{}&copy;",
    "{{{}}}",
    "{{0}} {} {{name}}",
    "%s {} %(name)s %d",
    "${{{}}} $(id) `id`",
    "#{{{}}}",
    "**{}** __{}__",
    "[{}](file:///etc/passwd)",
    "# {}",
    "= {} =",
    "\\textbf{{{}}} \\input{{/etc/passwd}}",
    ") Tj ET {} BT (",
    "<</Type /{}>> endobj",
    "<FEFF0041> {} <00>",
    "/{} Do Q q",
    "\\({}\\) \\061 \\n",
    "EMC {} BDC /Artifact",
    "'; DROP TABLE {}; --",
    '=HYPERLINK("https://example.org","{}")',
    "+{} -{} @{}",
    "\u202e{}\u202c",
    "\u2066{}\u2069 \u200f{}\u200e",
    "\u2068{}",
    "{}\u2069\u2069\u202c",
    "\u200b{}\u2060{}\ufeff",
    "{}\u00ad{}",
    "e\u0301{}n\u0303",
    "use <{}> daily <only> now",
    "2 < 3 && 5 > 4: {}",
    "{}\u2028{}\u2029{}",
)

TEXTS = tuple(
    wrapper.format(*[word] * 3) for wrapper, word in product(_WRAPPERS, _WORDS)
)
