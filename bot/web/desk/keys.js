// The desk in the browser: keys to move through lists, and talks that stay at their newest message.
(() => {
  const typing = (element) => element.closest("input, textarea, select, [contenteditable], .q-dialog");
  const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "/") {
      const search = document.querySelector(".main input[type=search], .main .search input");
      if (search) { event.preventDefault(); search.focus(); }
      return;
    }
    const by = step[event.key];
    if (!by) return;
    const rows = [...document.querySelectorAll(".rows .listed")];
    const inList = event.target.closest(".rows");
    // Arrows still scroll what has the focus elsewhere; j and k always move through the list.
    if (!rows.length || (event.key.startsWith("Arrow") && !inList && event.target !== document.body)) return;
    event.preventDefault();
    const at = rows.indexOf(document.activeElement.closest(".listed"));
    const from = at >= 0 ? at + by : Math.max(0, rows.findIndex((row) => row.hasAttribute("aria-current")));
    const next = rows[Math.min(rows.length - 1, Math.max(0, from))];
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  });

  // A scroller that stood at its end stays there when something is added; one scrolled up does not move.
  const atEnd = new WeakMap();
  const near = (box) => box.scrollHeight - box.scrollTop - box.clientHeight < 60;
  document.addEventListener("scroll", (event) => {
    const box = event.target;
    if (box.dataset && "stick" in box.dataset) atEnd.set(box, near(box));
  }, true);
  new MutationObserver(() => {
    for (const box of document.querySelectorAll("[data-stick]")) {
      if (box.dataset.shown !== box.dataset.stick) {
        box.dataset.shown = box.dataset.stick;
        atEnd.set(box, true);
      }
      if (atEnd.get(box)) box.scrollTop = box.scrollHeight;
    }
  }).observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ["data-stick"] });

  new MutationObserver((_, observer) => {
    const current = document.querySelector(".entry[aria-current]");
    if (!current) return;
    current.scrollIntoView({ block: "nearest", inline: "center" });
    // Until the counts in the menu have come, which make it wider.
    if (performance.now() > 3000) observer.disconnect();
  }).observe(document.body, { childList: true, subtree: true });

  // A dialog opened from a menu would give the keyboard back to the menu, which is gone by then.
  let opener = null;
  document.addEventListener("focusin", (event) => {
    if (!event.target.closest(".q-dialog, .q-menu")) opener = event.target;
  });
  new MutationObserver((changes) => {
    const closed = changes.some((change) => [...change.removedNodes].some((node) => node.matches?.("[id^=q-portal--dialog]")));
    if (closed && document.activeElement === document.body && opener?.isConnected) opener.focus();
  }).observe(document.body, { childList: true });

  // The library's upload button is a picture without a name.
  new MutationObserver(() => {
    for (const pick of document.querySelectorAll(".q-uploader a.q-btn:not([aria-label])"))
      pick.setAttribute("aria-label", "Chọn tệp");
  }).observe(document.body, { childList: true, subtree: true });

  window.addEventListener("popstate", () => window.location.reload());
})();
