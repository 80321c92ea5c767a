"""What is wrong with a page as it is shown: axe's rules, and those that axe cannot see."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

RUN_AXE = """async (tags) => {
  const { violations } = await axe.run({ resultTypes: ["violations"], runOnly: tags });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}"""

#: Source: WCAG 2.2, 1.4.12 Text Spacing
TEXT_SPACING = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important }
* { word-spacing: 0.16em !important }
p { margin-bottom: 2em !important }
"""

TOO_WIDE = """() => {
  const wide = document.documentElement.scrollWidth;
  if (wide === innerWidth) return [];
  const past = [...document.querySelectorAll("body *")]
    .filter((e) => !e.closest(".scrolls, .vh"))
    .filter((e) => e.getBoundingClientRect().right > innerWidth + 0.5)
    .map((e) => e.outerHTML.slice(0, 120));
  return [`${wide} px wide in ${innerWidth}: ${past.slice(-3)}`];
}"""

#: Text that a box cuts off.
CUT_OFF = """() => [...document.querySelectorAll("body *")]
  .filter((e) => !e.matches(".vh, .govuk-visually-hidden, svg, svg *"))
  .filter((e) => ["hidden", "clip"].includes(getComputedStyle(e).overflowX)
    && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1))
  .map((e) => `cuts off its words: ${e.outerHTML.slice(0, 120)}`)
"""

#: A target counts as inline when it stands in a line of other words. Source: WCAG 2.2, 2.5.8
SMALL_TARGETS = """() => {
  const seen = (e) => e.checkVisibility({ visibilityProperty: true }) && !e.matches(".skip");
  const length = (e) => e.textContent.trim().length;
  const around = (e) => e.closest("p, li, dd, td, th") ?? e.parentElement;
  const inline = (e) => getComputedStyle(e).display === "inline" && length(around(e)) > length(e);
  const main = ".govuk-button, .help-now, .menu a, .wordmark, .search *, .pager a";
  const least = (e) => e.matches(main) ? 44 : 24;
  const targets = "a[href], button, input:not([type=hidden]), select, textarea, summary";
  return [...document.querySelectorAll(targets)]
    .filter((e) => seen(e) && !inline(e))
    .map((e) => [e, e.getBoundingClientRect()])
    .filter(([e, box]) => box.height < least(e) - 0.01 || box.width < 24)
    .map(([e, box]) => `${box.width} × ${box.height} px: ${e.outerHTML.slice(0, 160)}`);
}"""

MOVING = """() => [
  ...document.getAnimations().map((one) => `moves: ${one.effect.target.outerHTML.slice(0, 120)}`),
  ...[...document.querySelectorAll("body, body *")].filter((e) => {
    const look = getComputedStyle(e);
    return look.animationName !== "none" || !/^(0s(, )?)+$/.test(look.transitionDuration);
  }).map((e) => `could move: ${e.outerHTML.slice(0, 120)}`),
]"""


def axe_faults(page: Page) -> list[str]:
    """Every rule that axe finds broken, with where."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return page.evaluate(RUN_AXE, TAGS)


def spacing_faults(page: Page) -> list[str]:
    """What breaks when a reader spreads the letters, words and lines."""
    style = page.add_style_tag(content=TEXT_SPACING)
    found = [f"spread text: {fault}" for fault in page.evaluate(TOO_WIDE) + page.evaluate(CUT_OFF)]
    style.evaluate("style => style.remove()")
    return found


def size_faults(page: Page) -> list[str]:
    """What is too wide for the window or too small for a finger."""
    return page.evaluate(TOO_WIDE) + page.evaluate(SMALL_TARGETS)


def motion_faults(page: Page) -> list[str]:
    """What still moves for somebody who asked that nothing should."""
    return page.evaluate(MOVING)
