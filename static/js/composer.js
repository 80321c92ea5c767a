/* Small helps for writing: buttons over the box, a quote of selected words, and whether words are saved.
   Without this file the box is a plain box, and every button below it works. */
"use strict";

(() => {
  const byId = (id) => document.getElementById(id);
  const NOT_SAVED = {
    401: "Not saved: you are signed out.",
    404: "Not saved: this place is not open to you now.",
    413: "Not saved: this is too long.",
  };
  let box, quoted, saved, later;
  let leaving = false;

  /* As if it had been typed, so that undo takes it back. */
  function put(words, from, to, start = words.length, end = start) {
    box.focus();
    box.setSelectionRange(from, to);
    if (!document.execCommand("insertText", false, words)) {
      box.setRangeText(words);
      box.dispatchEvent(new Event("input", { bubbles: true }));
    }
    box.setSelectionRange(from + start, from + end);
  }

  function around(before, after = before) {
    const chosen = box.value.slice(box.selectionStart, box.selectionEnd);
    // A mark with a space inside of it would be no mark.
    const words = chosen.trim();
    const from = box.selectionStart + chosen.indexOf(words);
    put(before + words + after, from, from + words.length, before.length, before.length + words.length);
  }

  function link() {
    const from = box.selectionStart, empty = from === box.selectionEnd;
    around("[", "](https://)");
    if (!empty) box.setSelectionRange(box.selectionEnd + 2, box.selectionEnd + 10);
    else box.setSelectionRange(from + 1, from + 1);
  }

  function lines(mark) {
    const from = box.value.lastIndexOf("\n", box.selectionStart - 1) + 1;
    const words = box.value.slice(from, box.selectionEnd);
    put(words.replace(/^/gm, mark), from, box.selectionEnd);
  }

  function quote() {
    const at = box.selectionEnd || box.value.length;
    const gap = box.value.slice(0, at).replace(/^[^]*?(\n{0,2})$/, "$1");
    const words = `> [quote ${quoted.id}]\n${quoted.words.replace(/^/gm, "> ")}\n\n`;
    put((at ? "\n\n".slice(gap.length) : "") + words, at, at);
    quoted = null;
    show();
  }

  const TOOLS = [
    ["bold", "Bold", () => around("**"), "b"],
    ["italic", "Italic", () => around("*"), "i"],
    ["link", "Link", link],
    ["list", "List", () => lines("- ")],
    ["quote", "Quote", () => lines("> ")],
    ["quote-selected", "Quote the words you selected", quote],
  ];

  const show = () => { byId("tool-quote-selected").hidden = !quoted; };
  /* All that is saved: the title, the words, and what was chosen about them. */
  const words = () => JSON.stringify([...new FormData(box.form)].filter(([name]) => !/^(once|shown|sequence)$/.test(name)));

  function equip() {
    box = byId("text");
    if (!box || byId("tools")) return;
    saved = words();
    const bar = Object.assign(document.createElement("div"), { id: "tools", className: "tools" });
    for (const [name, text, use] of TOOLS) {
      const button = Object.assign(document.createElement("button"), { type: "button", id: `tool-${name}`, textContent: text });
      button.addEventListener("click", use);
      bar.append(button);
    }
    box.before(bar);
    box.addEventListener("keydown", (event) => {
      const tool = TOOLS.find(([, , , key]) => key && key === event.key.toLowerCase());
      if (!tool || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      event.preventDefault();
      tool[2]();
    });
    show();
  }

  /* Words of a post on this page; those that it quotes itself are quoted from where they come from, or left out. */
  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    if (!box || selection.isCollapsed || !selection.rangeCount) return;
    const range = selection.getRangeAt(0).cloneRange();
    const first = range.startContainer, start = first.closest ? first : first.parentElement;
    const body = start?.closest(".post .post-body");
    if (!body) return;
    const inner = start.closest(".quote-from + blockquote"), whole = inner ?? body;
    if (!whole.contains(range.endContainer)) range.setEnd(whole, whole.childNodes.length);
    const part = range.cloneContents();
    part.querySelectorAll(".quote-from, .quote-from + blockquote").forEach((other) => other.remove());
    const told = inner ? inner.previousElementSibling : body.closest(".post").querySelector(".post-head");
    const id = told.querySelector("a[href^='/posts/']")?.pathname.split("/")[2];
    const blocks = part.firstElementChild?.matches("p, ul, ol, pre, blockquote, h1, h2, h3, h4, h5, h6");
    const text = (blocks ? [...part.children] : [part]).map((one) => one.textContent.trim()).filter(Boolean).join("\n\n");
    if (!id || !text) return;
    quoted = { id, words: text };
    show();
  });

  function tell(text) {
    const line = byId("draft-status"), known = line?.querySelector("input");
    if (known) line.replaceChildren(text, known);
  }

  function save() {
    if (box?.isConnected && !leaving && words() !== saved) byId("draft")?.dispatchEvent(new Event("save"));
  }

  document.addEventListener("htmx:config:request", (event) => {
    const { ctx } = event.detail;
    if (ctx.sourceElement.id !== "draft") return;
    if (leaving) event.preventDefault();
    ctx.words = words();
    // So that it arrives when the page is left; a browser takes only so much along.
    ctx.request.keepalive = ctx.words.length < 5000;
  });

  document.addEventListener("htmx:finally:request", (event) => {
    const { ctx } = event.detail;
    if (ctx.sourceElement.id !== "draft") leaving = !!ctx.hx?.redirect;
    if (ctx.sourceElement.id !== "draft" || leaving || !box?.isConnected) return;
    const status = ctx.response?.status;
    if (status < 300) {
      saved = ctx.words;
      clearTimeout(later);
      later = setTimeout(save, 3000);
    } else if (status !== 409 && status !== 422) {
      tell(NOT_SAVED[status] ?? "Not saved yet. We try again when you go on.");
    }
    // Saved words come back by themselves; others only if the browser keeps them.
    box.autocomplete = status < 300 ? "off" : "on";
  });

  document.addEventListener("submit", (event) => {
    if (event.target === box?.form || event.target.id === "start-again") leaving = true;
  });
  document.addEventListener("visibilitychange", save);
  /* Before the next page is asked for: it may be this one, which shows what is saved. */
  addEventListener("beforeunload", save);
  document.addEventListener("htmx:after:settle", equip);
  equip();
})();
