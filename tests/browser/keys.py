"""Getting about with a keyboard alone: where Tab stops, what can be seen there."""

from playwright.sync_api import Locator, Page

#: The longest way that anybody should have to press Tab. Unit: presses.
MOST_STOPS = 150

#: Numbers every stop in the order of the document; of a group of radios only one is a stop.
NUMBER_STOPS = """() => {
  const wanted = "a[href], button, input:not([type=hidden]), select, textarea, summary, "
    + "[tabindex='0']";
  const group = (e, more) => document.querySelector(`[name=${e.name}]${more}`);
  const first = (e) => e.type !== "radio" || e === (group(e, ":checked") ?? group(e, ""));
  const stops = [...document.querySelectorAll(wanted)]
    .filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.disabled && first(e));
  stops.forEach((e, no) => { e.stopNo = no; });
  return stops.length;
}"""

#: What has focus: its number, and what keeps a reader from seeing that it has it.
LOOK = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const label = e.matches("[type=radio], [type=checkbox]") ? e.labels[0] : null;
  const shows = (look) => (look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2)
    || look.boxShadow !== "none";
  const ring = shows(getComputedStyle(e)) || (label && shows(getComputedStyle(label, "::before")));
  const box = e.getClientRects()[0];
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  const clear = top && (e.contains(top) || label?.contains(top));
  const name = e.outerHTML.slice(0, 120);
  const faults = [ring || `no ring: ${name}`, clear || `covered: ${name}`];
  return [e.stopNo, faults.filter((fault) => fault !== true)];
}"""


def walk(page: Page) -> tuple[list[int], int, list[str]]:
    """The stops' numbers as Tab comes to them, how many there are, and what is wrong at them."""
    count = page.evaluate(NUMBER_STOPS)
    order: list[int] = []
    faults: list[str] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        seen = page.evaluate(LOOK)
        if seen is None:
            break
        order.append(seen[0])
        faults += seen[1]
    return order, count, faults


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until the wanted thing has focus."""
    for _ in range(MOST_STOPS):
        if wanted.evaluate("e => e === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not come to {wanted}")


def press(page: Page, wanted: Locator, key: str = "Enter") -> None:
    """Go to a link or a button with Tab and press it."""
    tab_to(page, wanted)
    page.keyboard.press(key)
