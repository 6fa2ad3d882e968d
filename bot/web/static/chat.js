/* Một Cửa: the citizen's page. What people or staff wrote only ever becomes text nodes. */
(() => {
  'use strict';

  const KEY = 'motcua.chat';
  const MAX = 2000;
  const NEAR = 1800;
  const KEPT = 100;            // messages kept on the device
  const DAY = 24 * 3600 * 1000; // after a day without use the talk is forgotten
  const POST_MS = 30000;
  const POLL_MS = 40000;
  const SIZES = ['bình thường', 'lớn', 'rất lớn'];
  const SLOW = 'Mạng hơi chậm, xin ông/bà đợi thêm…';

  const $ = (id) => document.getElementById(id);
  const root = document.documentElement;
  const page = $('page');
  const log = $('log');
  const form = $('form');
  const box = $('text');
  const sure = $('sure');
  const touch = matchMedia('(pointer: coarse)');
  const still = matchMedia('(prefers-reduced-motion: reduce)');

  // ---- What is kept on the device ----

  let state = load();
  let nodes = new Map();
  let queue = Promise.resolve();
  let waiting = 0;
  let slow = 0;
  let later = 0;
  let poll = null;
  let atEnd = true;

  function newId() {
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
    let id = 'w';
    while (id.length < 23) {
      for (const byte of crypto.getRandomValues(new Uint8Array(32))) {
        // 248 = 4 × 62: bytes beyond it would favour some letters.
        if (byte < 248 && id.length < 23) id += letters[byte % 62];
      }
    }
    return id;
  }

  function blank(size) {
    return { id: newId(), last: 0, held: false, started: false, at: Date.now(), size: size || 0, draft: '', log: [] };
  }

  function load() {
    let found = null;
    try { found = JSON.parse(localStorage.getItem(KEY)); } catch { /* nothing usable is kept */ }
    if (!found || !/^w[A-Za-z0-9]{22}$/.test(found.id) || !Array.isArray(found.log)) return blank();
    if (Date.now() - found.at > DAY) { found.log = []; found.draft = ''; }
    // A message that was under way when the page went: nobody knows, so it may be sent again.
    for (const entry of found.log) if (entry.state === 'sending') entry.state = 'failed';
    return found;
  }

  function save() {
    state.at = Date.now();
    state.log = state.log.slice(-KEPT);
    try { localStorage.setItem(KEY, JSON.stringify(state)); } catch { /* full or forbidden: the page goes on */ }
  }

  // ---- Building what is shown ----

  function make(tag, kind, ...inside) {
    const made = document.createElement(tag);
    if (kind) made.className = kind;
    made.append(...inside);
    return made;
  }

  function icon(name) {
    const space = 'http://www.w3.org/2000/svg';
    const svg = document.createElementNS(space, 'svg');
    svg.setAttribute('class', 'icon');
    svg.setAttribute('aria-hidden', 'true');
    const use = document.createElementNS(space, 'use');
    use.setAttribute('href', '#i-' + name);
    svg.append(use);
    return svg;
  }

  function button(kind, label, act) {
    const made = make('button', kind, label);
    made.type = 'button';
    made.addEventListener('click', act);
    return made;
  }

  function safeUrl(text, schemes) {
    try {
      const url = new URL(text);
      return schemes.includes(url.protocol) ? url.href : null;
    } catch { return null; }
  }

  function anchor(href, label) {
    const made = make('a', '', label, make('span', 'hide', ' (mở trang mới)'));
    made.href = href;
    made.target = '_blank';
    made.rel = 'noopener noreferrer';
    return made;
  }

  /** One's own data or certificate: 'exports/…' of the data folder is fetched once by its long name. */
  function fileLink(file) {
    const path = String(file.path);
    if (!/^exports\/[A-Za-z0-9_-]+\.(?:zip|png)$/.test(path)) return String(file.name);
    const made = make('a', '', 'Tải về: ' + file.name);
    made.href = '/api/' + path;
    made.download = file.name;
    return made;
  }

  function inline(text) {
    const parts = [];
    let from = 0;
    for (const match of text.matchAll(/https:\/\/[^\s<>"“”]+/g)) {
      let address = match[0].replace(/[.,;:!?'’»…\]]+$/, '');
      // A closing bracket belongs to the address only if one was opened in it.
      while (address.endsWith(')') && !address.includes('(')) address = address.slice(0, -1).replace(/[.,;:!?]+$/, '');
      const href = safeUrl(address, ['https:']);
      if (!href) continue;
      parts.push(text.slice(from, match.index), anchor(href, address));
      from = match.index + address.length;
    }
    parts.push(text.slice(from));
    return parts.filter((part) => part !== '');
  }

  /** Paragraphs and lists of a plain text; '- ' below '• ' or '1. ' is a list within that point. */
  function blocks(text) {
    const out = [];
    let para = null;
    let lists = [];
    for (const line of text.replace(/\r\n?/g, '\n').split('\n')) {
      const point = /^\s*([-•]|\d{1,3}\.)\s+(.*)$/.exec(line);
      if (point) {
        para = null;
        const kind = /\d/.test(point[1]) ? '1' : point[1];
        const depth = lists.findIndex((list) => list.kind === kind);
        if (depth >= 0) lists.length = depth + 1;
        else {
          const outer = lists[lists.length - 1];
          const inner = kind === '-' && outer;
          if (!inner) lists = [];
          const made = make(kind === '1' ? 'ol' : 'ul');
          if (inner) outer.node.lastElementChild.append(made);
          else out.push(made);
          lists.push({ kind, node: made });
        }
        const item = make('li');
        if (kind === '1') item.value = parseInt(point[1], 10);
        const label = kind === '•' && /^[^:]{2,28}:(?=\s|$)/.exec(point[2]);
        if (label) item.append(make('b', '', label[0]), ...inline(point[2].slice(label[0].length)));
        else item.append(...inline(point[2]));
        lists[lists.length - 1].node.append(item);
      } else if (!line.trim()) {
        para = null;
        lists = [];
      } else if (lists.length && /^\s{2,}/.test(line)) {
        lists[lists.length - 1].node.lastElementChild.append(make('br'), ...inline(line.trim()));
      } else {
        lists = [];
        if (para) para.append(make('br'));
        else out.push(para = make('p'));
        para.append(...inline(line));
      }
    }
    return out;
  }

  function sourceLine(source) {
    const title = String(source.title || '').trim();
    const code = source.code && !title.includes(source.code) ? ` (${source.code})` : '';
    const href = source.url && safeUrl(source.url, ['https:', 'http:']);
    const made = make('span', '', href ? anchor(href, title + code) : title + code);
    const day = /^(\d{4})-(\d\d)-(\d\d)/.exec(source.checked_on || '');
    if (day) made.append(` · kiểm tra ngày ${day[3]}/${day[2]}/${day[1]}`);
    return made;
  }

  function sourceBlock(sources) {
    const lines = sources.map(sourceLine);
    const inside = lines.length === 1
      ? make('div', '', 'Nguồn: ', lines[0])
      : make('div', '', 'Nguồn:', make('ul', '', ...lines.map((line) => make('li', '', line))));
    return make('div', 'source', icon('paper'), inside);
  }

  function draw(entry, before) {
    const made = make('div', 'msg ' + entry.who);
    const same = before && before.who === entry.who;
    if (entry.who === 'mine') {
      made.append(make('span', 'hide', 'Ông/bà viết: '), make('div', 'card', ...blocks(entry.text)));
      if (same) made.classList.add('same');
      made.append(...fate(entry));
      return made;
    }
    const staff = entry.who === 'staff';
    const who = make('p', same ? 'hide' : 'who', icon(staff ? 'person' : 'door'), staff ? 'Cán bộ' : 'Trợ lý');
    const card = make('div', 'card', ...blocks(entry.text));
    if (same) made.classList.add('same');
    if (entry.urgent) made.classList.add('urgent');
    for (const file of entry.files || []) card.append(make('p', '', fileLink(file)));
    if (entry.sources.length) card.append(sourceBlock(entry.sources));
    made.append(who, card);
    if (entry.buttons.length) {
      made.append(make('ul', 'chips', ...entry.buttons.map(
        (item) => make('li', '', button('', item.title, () => say(item.title, item.payload))))));
    }
    return made;
  }

  /** What became of a citizen's message. */
  function fate(entry) {
    if (entry.state === 'staff') return [make('p', 'note', icon('check'), 'Đã chuyển tới cán bộ')];
    if (entry.state === 'sent') return [make('p', 'note', icon('check'), 'Đã nhận')];
    if (entry.state === 'failed') {
      const again = button('again', '', () => resend(entry));
      again.append(icon('again'), 'Chưa gửi được. Bấm để gửi lại.');
      return entry.note ? [make('p', 'note wrong', entry.note), again] : [again];
    }
    if (entry.state === 'refused') {
      return [make('p', 'note wrong', entry.note), button('again', 'Bấm để sửa lại.', () => rewrite(entry))];
    }
    return [];
  }

  function add(entry) {
    state.log.push(entry);
    const made = draw(entry, state.log[state.log.length - 2]);
    nodes.set(entry, made);
    log.append(made);
    $('start').hidden = true;
    return made;
  }

  function redraw(entry) {
    const made = draw(entry, state.log[state.log.indexOf(entry) - 1]);
    nodes.get(entry).replaceWith(made);
    nodes.set(entry, made);
    return made;
  }

  function remove(entry) {
    state.log = state.log.filter((other) => other !== entry);
    nodes.get(entry).remove();
    nodes.delete(entry);
  }

  function showAll() {
    log.setAttribute('aria-live', 'off'); // what was read before is not read out again
    nodes = new Map();
    log.textContent = '';
    state.log.forEach((entry, index) => {
      nodes.set(entry, draw(entry, state.log[index - 1]));
      log.append(nodes.get(entry));
    });
    $('start').hidden = state.log.length > 0;
    $('fresh').hidden = true;
    showHeld();
    showSize();
    setTimeout(() => log.setAttribute('aria-live', 'polite'), 500);
  }

  function showHeld() {
    tell('held', state.held ? 'Cán bộ đang trả lời ông/bà. Trợ lý tạm im lặng.' : '');
  }

  function showSize() {
    root.dataset.size = state.size;
    const top = state.size === SIZES.length - 1;
    const zoom = $('zoom');
    zoom.firstElementChild.textContent = top ? 'A−' : 'A+';
    zoom.setAttribute('aria-label', top ? 'A− Chữ bình thường' : 'A+ Phóng to chữ');
    zoom.title = top ? 'Chữ bình thường' : 'Phóng to chữ';
    grow();
  }

  function showTyping() {
    clearTimeout(slow);
    const typing = $('typing');
    typing.textContent = '';
    // While staff hold the talk nobody is looking for an answer.
    if (!waiting) return;
    const dots = make('span', 'dots', make('i'), make('i'), make('i'));
    dots.setAttribute('aria-hidden', 'true');
    const words = make('span', '', state.held ? 'Đang gửi…' : 'Đang tìm câu trả lời…');
    typing.append(dots, words);
    slow = setTimeout(() => { words.textContent = SLOW; }, 7000);
  }

  function tell(id, words) {
    if ($(id).textContent !== words) $(id).textContent = words;
  }

  function toStart(node) {
    node.scrollIntoView({ block: 'start', behavior: still.matches ? 'auto' : 'smooth' });
  }

  function toEnd() {
    page.scrollTop = page.scrollHeight;
  }

  /** Where the focus goes when what had it is gone; a phone's keyboard stays down to leave room. */
  function rest() {
    (touch.matches ? page : box).focus({ preventScroll: true });
  }

  // ---- Sending ----

  function count(text) {
    return Array.from(text).length;
  }

  function say(text, payload) {
    const same = (entry) => entry.state === 'sending' && entry.text === text && entry.payload === payload;
    if (state.log.some(same)) return; // a chip pressed twice
    const entry = { who: 'mine', text, payload, state: 'sending' };
    add(entry);
    save();
    toEnd();
    enqueue(entry);
  }

  function resend(entry) {
    if (entry.state !== 'failed') return;
    remove(entry);
    entry.state = 'sending';
    delete entry.note;
    add(entry);
    save();
    rest();
    toEnd();
    enqueue(entry);
  }

  function rewrite(entry) {
    remove(entry);
    box.value = box.value ? entry.text + '\n' + box.value : entry.text;
    written();
    $('start').hidden = state.log.length > 0;
    box.focus();
  }

  function enqueue(entry) {
    waiting += 1;
    showTyping();
    const id = state.id;
    queue = queue.then(async () => {
      const came = await post(entry, id);
      if (state.id !== id) return;
      waiting -= 1;
      showTyping();
      const mine = nodes.get(entry);
      if (!mine) return;
      save();
      // The question stays in view above its answer, unless it is a very long one.
      toStart(came && mine.offsetHeight > page.clientHeight / 3 ? came : mine);
      measure();
      startPolling();
    });
  }

  /** Send one message; returns the first message of the answer, if any is shown. */
  async function post(entry, id) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), POST_MS);
    try {
      const body = { conversation: id, text: entry.text };
      if (entry.payload) body.payload = entry.payload;
      const answer = await fetch('/api/chat', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
        signal: stop.signal,
      });
      const reply = answer.status === 422 || answer.ok ? await answer.json() : null;
      if (state.id !== id) return null;
      if (answer.status === 422) {
        entry.state = 'refused';
        entry.note = typeof reply.detail === 'string' ? reply.detail : 'Tin này chưa gửi được.';
        redraw(entry);
        return null;
      }
      if (!reply) {
        fail(entry, answer.status === 429 ? 'Ông/bà nhắn hơi nhanh, xin đợi một chút.' : '');
        return null;
      }
      state.started = true;
      return answered(entry, reply);
    } catch {
      if (state.id === id) fail(entry, '');
      return null;
    } finally {
      clearTimeout(timer);
    }
  }

  function fail(entry, note) {
    entry.state = 'failed';
    entry.note = note;
    redraw(entry);
  }

  function answered(entry, reply) {
    const messages = reply.messages || [];
    const outcome = reply.outcome;
    entry.state = messages.length ? 'done' : outcome === 'with_staff' || outcome === 'handed_off' ? 'staff' : 'sent';
    if (outcome === 'personal_data') {
      // The number was not wanted: it does not stay on the phone either.
      entry.text = entry.text.replace(/\d(?:[ .-]?\d){7,}/g, '[số đã che]');
    }
    redraw(entry);
    if (outcome === 'with_staff') state.held = true;
    else if (!['handed_off', 'emergency', 'personal_data', 'error'].includes(outcome)) state.held = false;
    showHeld();
    let first = null;
    for (const message of messages) {
      const made = add(received('bot', message, outcome === 'emergency'));
      first = first || made;
    }
    return first;
  }

  function received(who, message, urgent) {
    return {
      who, urgent, text: String(message.text || ''),
      buttons: message.buttons || [], sources: message.sources || [], files: message.files || [],
    };
  }

  // ---- What comes by itself: staff, notices, news ----

  function startPolling() {
    if (poll || !state.started || document.hidden) return;
    poll = new AbortController();
    follow(poll);
  }

  function stopPolling() {
    if (poll) poll.abort();
    poll = null;
  }

  function pause(ms, signal) {
    return new Promise((done) => {
      const timer = setTimeout(done, ms);
      signal.addEventListener('abort', () => { clearTimeout(timer); done(); });
    });
  }

  async function follow(own) {
    let errors = 0;
    while (!own.signal.aborted) {
      const began = Date.now();
      const one = new AbortController();
      const stop = () => one.abort();
      own.signal.addEventListener('abort', stop);
      const timer = setTimeout(stop, POLL_MS);
      let rests = 0;
      try {
        const answer = await fetch(`/api/chat/updates?conversation=${state.id}&after=${state.last}`, { signal: one.signal });
        if (!answer.ok) throw new Error(String(answer.status));
        const news = await answer.json();
        if (own.signal.aborted) return;
        errors = 0;
        take(news);
        // A server that does not wait must not be asked without end.
        if (Date.now() - began < 1000) rests = news.messages.length ? 300 : 2500;
      } catch {
        if (own.signal.aborted) return;
        errors += 1;
        rests = Math.min(60000, 1500 * 2 ** errors) * (0.75 + Math.random() / 2);
      } finally {
        clearTimeout(timer);
        own.signal.removeEventListener('abort', stop);
      }
      if (rests) await pause(rests, own.signal);
    }
  }

  function take(news) {
    const followed = atEnd;
    let first = null;
    for (const message of news.messages || []) {
      if (message.id <= state.last) continue;
      state.last = message.id;
      const made = add(received(message.from === 'staff' ? 'staff' : 'bot', message, false));
      first = first || made;
    }
    if (typeof news.last === 'number') state.last = Math.max(state.last, news.last);
    state.held = Boolean(news.held);
    showHeld();
    save();
    if (!first) return;
    if (followed) toStart(first);
    else {
      $('fresh').hidden = false;
      $('fresh').onclick = () => { $('fresh').hidden = true; rest(); toStart(first); };
    }
  }

  // ---- The writing box ----

  function grow() {
    box.style.height = 'auto';
    box.style.height = box.scrollHeight + 3 + 'px';
  }

  function written() {
    const used = count(box.value);
    const over = used > MAX;
    tell('count', over ? `Dài quá ${used - MAX} ký tự, xin viết ngắn lại.` : used >= NEAR ? `Còn ${MAX - used} ký tự` : '');
    $('count').classList.toggle('over', over);
    if (over) box.setAttribute('aria-invalid', 'true');
    else box.removeAttribute('aria-invalid');
    state.draft = box.value;
    clearTimeout(later);
    later = setTimeout(save, 400);
    grow();
  }

  function submit() {
    const text = box.value.normalize('NFC').trim();
    if (!text || count(text) > MAX) {
      if (text) tell('say', $('count').textContent);
      box.focus();
      return;
    }
    box.value = '';
    written();
    say(text);
    if (touch.matches) box.blur(); // the keyboard goes down: the answer needs the room
    else box.focus();
  }

  form.addEventListener('submit', (event) => { event.preventDefault(); submit(); });
  box.addEventListener('input', written);
  box.addEventListener('keydown', (event) => {
    // isComposing, 229: Enter that only ends a word being composed in Telex or VNI.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    submit();
  });

  // ---- Controls ----

  for (const item of $('start').querySelectorAll('button')) {
    const title = item.textContent;
    item.append(icon('next'));
    item.addEventListener('click', () => { say(title, item.dataset.payload); rest(); });
  }
  $('person').addEventListener('click', () => say('Gặp cán bộ', '/talk_to_human'));
  $('zoom').addEventListener('click', () => {
    state.size = (state.size + 1) % SIZES.length;
    showSize();
    save();
    tell('say', `Cỡ chữ ${SIZES[state.size]}.`);
  });
  $('clear').addEventListener('click', () => sure.showModal());
  $('keep').addEventListener('click', () => sure.close());
  $('drop').addEventListener('click', () => {
    sure.close();
    stopPolling();
    state = blank(state.size); // a new conversation: the next person at this phone sees nothing of it
    waiting = 0;
    queue = Promise.resolve();
    box.value = '';
    written();
    showTyping();
    showAll();
    tell('say', 'Đã xóa trò chuyện.');
    page.scrollTop = 0;
    rest();
  });

  // ---- The device ----

  function online() {
    tell('offline', navigator.onLine ? '' : 'Máy đang mất mạng. Tin ông/bà viết vẫn được giữ.');
    if (navigator.onLine) { stopPolling(); startPolling(); }
  }
  addEventListener('pagehide', save);
  addEventListener('online', online);
  addEventListener('offline', online);
  document.addEventListener('visibilitychange', () => (document.hidden ? stopPolling() : startPolling()));
  addEventListener('storage', (event) => {
    // The same page in another tab.
    if (event.key !== KEY || waiting) return;
    const other = load();
    if (other.id === state.id && JSON.stringify(other.log) === JSON.stringify(state.log)) return;
    stopPolling();
    state = other;
    showAll();
    startPolling();
  });

  function measure() {
    atEnd = page.scrollHeight - page.scrollTop - page.clientHeight < 80;
    if (atEnd) $('fresh').hidden = true;
  }
  page.addEventListener('scroll', measure, { passive: true });
  if (window.ResizeObserver) new ResizeObserver(() => { if (atEnd && state.log.length) toEnd(); else measure(); }).observe(page);

  const view = window.visualViewport;
  function fit() {
    // The keyboard makes the visible part smaller; pinch zoom does too and must change nothing.
    if (view.scale > 1.05) return;
    root.style.setProperty('--h', view.height + 'px');
    root.style.setProperty('--top', view.offsetTop + 'px');
  }
  if (view) {
    view.addEventListener('resize', fit);
    view.addEventListener('scroll', fit);
    fit();
  }

  showAll();
  box.value = state.draft;
  written();
  if (state.log.length) toEnd();
  online();
})();
