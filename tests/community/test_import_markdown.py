"""HTML of a dump becomes Markdown that renders to the same text, links and blocks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from common.markdown import LONGEST, render
from community.stackexchange.markdown import shorten, to_markdown


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>One <em>two</em> <strong>three</strong>.</p>", "One *two* **three**."),
        ("<p>One</p>\n\n<p>Two<br>Three</p>", "One\n\nTwo  \nThree"),
        ("<h2>Steps</h2><ol start='3'><li>Off</li><li>On</li></ol>", "## Steps\n\n3. Off\n4. On"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n  - b\n- c"),
        ("<blockquote><p>said</p><p>twice</p></blockquote>", "> said\n>\n> twice"),
        ("<p>Type <code>ls -l `x`</code></p>", "Type `` ls -l `x` ``"),
        ('<pre class="lang-sh prettyprint"><code>\n  a &lt; b\n</code></pre>', "```sh\n  a < b\n```"),
        ("<pre><code>```\nx\n```</code></pre>", "````\n```\nx\n```\n````"),
        ("<p>H<sub>2</sub>O, 10<sup>-3</sup>, x<sup>a</sup>, 1<sup>st</sup></p>", "H₂O, 10⁻³, x^a, 1st"),
        ("<p>a<hr>b</p>", "a\n\n---\n\nb"),
        ("<p>Fish &amp; chips &lt;b&gt; &copy;</p>", "Fish & chips \\<b> ©"),
        ("<p>&amp;copy; 1 * 2 _x_ snake_case</p>", "\\&copy; 1 \\* 2 \\_x\\_ snake_case"),
        (
            "<p>1. not a list</p><p># not a title</p><p>- nor this</p>",
            "1\\. not a list\n\n\\# not a title\n\n\\- nor this",
        ),
        ("<dl><dt>kWh</dt><dd>energy</dd></dl>", "**kWh**\n\nenergy"),
        ("<p>gone<script>alert(1)</script><style>p{}</style></p>", "gone"),
        ("", ""),
    ],
)
def test_html_becomes_the_markdown_a_person_would_write(html: str, markdown: str) -> None:
    assert to_markdown(html) == markdown


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ('<a href="https://a.example/b">text</a>', "[text](https://a.example/b)"),
        ('<a href="https://a.example/b_(c)">text</a>', "[text](<https://a.example/b_(c)>)"),
        ('<a href="https://a.example/b">https://a.example/b</a>', "<https://a.example/b>"),
        ('<a href="//a.example/b">text</a>', "[text](https://a.example/b)"),
        ('<a href="/questions/5">text</a>', "text"),
        ('<a href="javascript:alert(1)">text</a>', "text"),
        ('<a href="java\nscript:alert(1)">text</a>', "text"),
        ("<a>text</a>", "text"),
        ('<img src="https://a.example/x.png" alt="a [roof]">', "[a \\[roof\\]](https://a.example/x.png)"),
        (
            '<img src="https://a.example/x.png" alt="enter image description here">',
            "[picture](https://a.example/x.png)",
        ),
        ('<a href="https://a.example"><img src="https://b.example/x.png" alt="plan"></a>', "[plan](https://a.example)"),
        ('<img src="data:image/png;base64,AAAA" alt="dot">', "dot"),
    ],
)
def test_links_and_pictures_become_links_that_are_safe(html: str, markdown: str) -> None:
    assert to_markdown(html) == markdown


@pytest.mark.parametrize(
    "html",
    [
        '<p onclick="alert(1)">a</p><img src=x onerror=alert(1)>',
        "<svg><script>alert(1)</script></svg><iframe src='https://a.example'></iframe>",
        "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
        '<a href="data:text/html,&lt;script&gt;">a</a>',
        "<a href='https://a.example/\"><script>alert(1)</script>'>x</a>",
    ],
)
def test_nothing_that_runs_comes_through(html: str) -> None:
    rendered = render(to_markdown(html)).html

    assert "<script" not in rendered
    assert "<img" not in rendered
    assert "onclick=" not in rendered
    assert "<iframe" not in rendered


def test_a_long_text_ends_after_a_paragraph_and_says_so() -> None:
    text = "\n\n".join(f"Paragraph {number} of a long story." for number in range(2000))

    short = shorten(text)

    assert len(short) <= LONGEST
    assert short.endswith("story.\n\n*[…]*")


def test_a_long_code_block_is_closed_where_it_is_cut() -> None:
    log = "line of a log\n\n" * 3000

    short = to_markdown(f"<p>log</p><pre><code>{log}</code></pre>")

    assert len(short) <= LONGEST
    assert short.endswith("```\n\n*[…]*")
    assert "<em>[…]</em>" in render(short).html


def test_absurd_nesting_is_read_as_plain_text() -> None:
    assert to_markdown("<blockquote>" * 5000 + "deep" + "</blockquote>" * 5000) == "deep"


@pytest.mark.parametrize(
    "html", ["<![</ol>", "</", "<!--", "<a href='http://[x'>a</a>", "file.txt", "<?php x", "\x00a"]
)
def test_what_is_no_html_breaks_nothing(html: str) -> None:
    render(to_markdown(html))


_TAGS = ("p", "li", "ul", "ol", "pre", "code", "blockquote", "table", "td", "sub", "a", "h1", "b", "script")
_SIGNS = (
    " |\n|\n\n|*|_|`|#|1.|-|&lt;|&amp;|\\|[|](|<|>|~~|=|\u2028|word|<a href='http://x'>|<img src=x onerror=alert(1)>"
)
_PIECES = st.sampled_from([*(f"<{tag}>" for tag in _TAGS), *(f"</{tag}>" for tag in _TAGS), "|", *_SIGNS.split("|")])


@settings(deadline=None)
@given(st.lists(_PIECES, max_size=40))
def test_any_soup_of_tags_becomes_safe_text(pieces: list[str]) -> None:
    rendered = render(to_markdown("".join(pieces))).html

    assert "<script" not in rendered
    assert "<img" not in rendered
