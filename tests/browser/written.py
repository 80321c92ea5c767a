"""A house with one page more, which shows texts as posts are shown, and a look into it."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from flask import Flask
from markupsafe import Markup
from werkzeug.serving import make_server

from core.access import Audience, access
from core.settings import Settings
from front.app import create_app

_PAGE = """{% extends 'base.html' %}
{% block heading %}What people wrote{% endblock %}
{% block content %}
<section class="posts">
{% for html in written %}
<article class="post" id="p{{ loop.index }}">
<div class="post-body" hx-ignore>{{ html }}</div></article>
{% endfor %}
</section>
{% endblock %}"""

#: What stands in each text that is not on the list, and every address that leads out of http.
STRANGE = """([tags, attributes, schemes]) => {
  const found = [];
  for (const body of document.querySelectorAll(".post-body")) {
    for (const e of body.querySelectorAll("*")) {
      const tag = e.localName, allowed = attributes[tag] ?? [];
      if (!tags.includes(tag) || e.namespaceURI !== document.documentElement.namespaceURI)
        found.push([body.parentElement.id, e.outerHTML.slice(0, 200)]);
      for (const a of e.attributes)
        if (!allowed.includes(a.name)) found.push([body.parentElement.id, tag, a.name]);
      if (tag === "a" && e.hasAttribute("href") && !schemes.includes(e.protocol))
        found.push([body.parentElement.id, e.href]);
      if (tag === "img" && !e.src.startsWith(location.origin + "/pictures/"))
        found.push([body.parentElement.id, e.src]);
    }
  }
  return found;
}"""

#: The page without what people wrote, and what scripts can reach by a bare name.
REST = """() => {
  const rest = document.documentElement.cloneNode(true);
  for (const body of rest.querySelectorAll(".post-body")) body.replaceChildren();
  return [rest.outerHTML, Object.keys(window).sort(), document.title, document.cookie];
}"""


@contextmanager
def written_house(settings: Settings, kinds: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The address of a house with the page `/written/<kind>` for each kind of finished HTML."""
    app = create_app(settings)
    _add_page(app, kinds)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        app.extensions["database"].close()


def _add_page(app: Flask, kinds: Mapping[str, Sequence[str]]) -> None:
    template = app.jinja_env.from_string(_PAGE)

    @app.get("/written/<kind>")
    @access(Audience.ANYONE)
    def written(kind: str) -> str:
        return template.render(written=map(Markup, kinds[kind]))
