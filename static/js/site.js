/* Small helps on top of htmx: says what happened, keeps what was typed, puts focus where it is needed.
   Nothing is stored in the browser, and every page works without this file. */
"use strict";

(() => {
  const byId = (id) => document.getElementById(id);
  const NO_ANSWER = "We could not reach the site. Check your connection, then try again.";
  const SORRY = "Something went wrong on our side. Please try again.";
  const SENTENCES = {
    401: "You are signed out. Sign in in a new tab, then come back and try again.",
    403: "You cannot do this here.",
    404: "We cannot find this any more.",
    413: "This is too long for us to take. Please make it shorter.",
    429: "That was a lot in a short time. Wait a minute, then try again.",
  };
  /* Requests nobody asked for (asking for new replies, saving a draft) fail quietly. */
  const isQuiet = (element) => !!element?.matches?.("[hx-trigger*=every], [data-quiet]");
  let letGo = 0;

  function say(text) {
    const line = byId("announce");
    if (!line) return;
    line.textContent = "";
    line.classList.add("follows");
    clearTimeout(letGo);
    setTimeout(() => { line.textContent = text; }, 60);
    letGo = setTimeout(() => line.classList.remove("follows"), 10000);
  }

  function hasWords(source) {
    const controls = source?.closest?.("form")?.querySelectorAll("textarea, input:not([type=hidden], [type=radio], [type=checkbox])") ?? [];
    return [...controls].some((control) => control.value.trim());
  }

  function warn(text, source, signIn) {
    const line = byId("alert");
    if (!line) return;
    line.textContent = hasWords(source) ? `${text} What you typed is still here.` : text;
    if (!signIn) return;
    const link = document.createElement("a");
    Object.assign(link, { href: "/sign-in", target: "_blank", rel: "noopener", textContent: "Sign in in a new tab" });
    line.append(" ", link);
  }

  function moveFocus(root) {
    const wanted = root.matches?.("[data-focus]") ? root : root.querySelector?.("[data-focus]");
    wanted?.focus();
  }

  /* The page's title says when a form on it needs another look, also after a swap. */
  function markTitle() {
    const plain = document.title.replace(/^Error: /, "");
    document.title = (document.querySelector(".govuk-error-summary, .govuk-error-message") ? "Error: " : "") + plain;
  }

  document.addEventListener("announce", (event) => {
    const text = event.detail?.text ?? event.detail?.value;
    if (text && !event.target.matches?.("[data-quiet]")) say(text);
  });

  document.addEventListener("htmx:before:request", (event) => {
    if (!isQuiet(event.detail.ctx.sourceElement)) byId("alert")?.replaceChildren();
  });

  document.addEventListener("htmx:response:error", (event) => {
    const { ctx } = event.detail;
    const { status } = ctx.response;
    if (status === 409 || status === 422 || ctx.hx?.redirect || isQuiet(ctx.sourceElement)) return;
    const answer = new DOMParser().parseFromString(ctx.text ?? "", "text/html");
    const own = answer.querySelector("[data-sentence]")?.textContent.trim();
    warn((status !== 401 && own) || (SENTENCES[status] ?? SORRY), ctx.sourceElement, status === 401);
  });

  document.addEventListener("htmx:error", (event) => {
    const { ctx } = event.detail;
    if (ctx && !ctx.response && !isQuiet(ctx.sourceElement)) warn(NO_ANSWER, ctx.sourceElement);
  });

  document.addEventListener("htmx:after:settle", (event) => {
    event.detail.newContent?.forEach(moveFocus);
    markTitle();
  });

  /* A page taken back from the browser's memory may belong to someone who has signed out since. */
  addEventListener("pageshow", (event) => {
    if (event.persisted && document.body.hasAttribute("data-signed-in")) location.reload();
  });

  /* A page that comes with an error summary or with news starts there, and says it. */
  moveFocus(document.body);
  const news = byId("announce")?.textContent.trim();
  if (news) say(news);
})();
