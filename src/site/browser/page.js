// @ts-check
/** Sends what the page's forms say, and shows the answer. What is typed here goes nowhere else and is not kept. */

for (const form of document.querySelectorAll('form')) {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void send(form);
  });
  const token = field(form, 'token');
  token?.addEventListener('input', () => {
    token.value = tokenWithin(token.value);
  });
  const example = field(form, 'example');
  example?.addEventListener('change', () => setBody(form, example.value));
  setBody(form, example?.value ?? '');
}
for (const pre of document.querySelectorAll('pre')) addCopyButton(pre);
keepLanguage();
markWhatIsRead();

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 * @returns {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement | null}
 */
function field(form, name) {
  return form.querySelector(`[name="${name}"]`);
}

/** The token alone, where a whole command line with one in it was pasted. @param {string} pasted */
function tokenWithin(pasted) {
  if (!/\s/.test(pasted)) return pasted;
  return /[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}/.exec(pasted)?.[0] ?? pasted.trim();
}

/** @param {HTMLFormElement} form @param {string} text */
function setBody(form, text) {
  const body = field(form, 'body');
  if (!(body instanceof HTMLTextAreaElement)) return;
  body.value = text;
  body.rows = Math.max(2, text.split('\n').length);
}

/** @typedef {{ url: string, headers: Headers, cookie: string | null, body: string | null }} Request */

/** @param {HTMLFormElement} form @returns {Request} */
function requestOf(form) {
  let path = form.dataset['path'] ?? '';
  const query = new URLSearchParams();
  const headers = new Headers();
  for (const input of form.querySelectorAll('[data-in]')) {
    const { name, value } = /** @type {HTMLInputElement} */ (input);
    const place = /** @type {HTMLInputElement} */ (input).dataset['in'];
    if (place === 'path') path = path.replace(`{${name}}`, () => encodeURIComponent(value));
    else if (value !== '' && place === 'query') query.set(name, value);
    else if (value !== '' && place === 'header') headers.set(name, value);
  }
  const body = field(form, 'body');
  if (body?.value) headers.set('Content-Type', body.dataset['mediaType'] ?? '');
  const token = field(form, 'token')?.value.trim() ?? '';
  const [place, name = ''] = String(new FormData(form).get('place') ?? '').split(':');
  if (token !== '' && place === 'bearer') headers.set(name, `Bearer ${token}`);
  if (token !== '' && place === 'header') headers.set(name, token);
  const text = query.toString();
  return {
    url: text === '' ? path : `${path}?${text}`,
    headers,
    cookie: place === 'cookie' ? `${name}=${token}` : null,
    body: body?.value || null,
  };
}

/** @param {HTMLFormElement} form */
async function send(form) {
  const answer = form.parentElement?.querySelector('.answer');
  const status = answer?.querySelector('[role="status"]');
  if (!answer || !status || form.dataset['sending']) return;
  form.dataset['sending'] = 'yes';
  status.replaceChildren('Sending…');
  for (const old of answer.querySelectorAll(':scope > :not([role])')) old.remove();
  let forgetCookie = () => {};
  try {
    const { url, headers, cookie, body } = requestOf(form);
    if (cookie !== null) forgetCookie = setCookie(cookie);
    const startedAtMs = performance.now();
    const response = await fetch(url, {
      method: form.dataset['method'] ?? 'GET',
      headers,
      body,
      credentials: cookie === null ? 'omit' : 'include',
      cache: 'no-store',
    });
    const text = await response.text();
    const tookMs = Math.round(performance.now() - startedAtMs);
    const note = response.ok ? (form.dataset['note'] ?? '') : '';
    status.replaceChildren(...statusLine(form, response, tookMs), ...aboutCookie(cookie), note);
    answer.append(...shown(response, text));
    answer.scrollIntoView({ block: 'nearest' });
  } catch (error) {
    status.replaceChildren(`There is no answer: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    forgetCookie();
    delete form.dataset['sending'];
  }
}

/** @param {HTMLFormElement} form @param {Response} response @param {number} tookMs @returns {(Node | string)[]} */
function statusLine(form, { status, statusText }, tookMs) {
  const badge = element('span', `${status}`, `status s${Math.floor(status / 100)}`);
  const line = [badge, ` ${statusText}, in ${tookMs} ms. `];
  const row = document.getElementById(`${form.dataset['operation']}-${status}`);
  if (row === null) return [...line, 'This status is not one of the operation’s. '];
  const link = element('a', `What ${status} means here`);
  link.setAttribute('href', `#${row.id}`);
  return [...line, link, '. '];
}

/** Without HttpOnly, which a script cannot set, it is visible whether the answer has deleted it. @param {string | null} cookie */
function aboutCookie(cookie) {
  if (cookie === null || cookie.endsWith('=')) return [];
  const [name = ''] = cookie.split('=');
  const isThere = document.cookie.split('; ').some((each) => each.startsWith(`${name}=`));
  return [isThere ? `The cookie ${name} was not deleted. ` : `The cookie ${name} is deleted. `];
}

/** @param {string} cookie @returns {() => void} what takes it away again */
function setCookie(cookie) {
  /** @param {string} value @param {number} maxAgeSeconds */
  const set = (value, maxAgeSeconds) => {
    // biome-ignore lint/suspicious/noDocumentCookie: CookieStore is not in every browser.
    document.cookie = `${value}; Path=/; SameSite=Lax; Max-Age=${maxAgeSeconds}`;
  };
  const forget = () => set(cookie.replace(/=.*/, '='), 0);
  if (cookie.endsWith('=')) forget();
  else set(cookie, 600);
  return forget;
}

/** @param {Response} response @param {string} text */
function shown(response, text) {
  const list = element('dl', '', 'headers');
  for (const [name, value] of response.headers) {
    const pair = element('div', '');
    pair.append(element('dt', name), element('dd', value));
    list.append(pair);
  }
  const pre = element('pre', '');
  pre.append(element('code', pretty(text)));
  if (text !== '') addCopyButton(pre);
  const headers = element('details', '');
  headers.append(element('summary', 'Headers that a script can see'), list);
  return [text === '' ? element('p', 'It has no body.', 'quiet') : pre, headers];
}

/** @param {string} text */
function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** @param {string} tag @param {string} text @param {string} [className] */
function element(tag, text, className = '') {
  const made = document.createElement(tag);
  made.textContent = text;
  if (className !== '') made.className = className;
  return made;
}

/** @param {HTMLElement} pre */
function addCopyButton(pre) {
  if (!navigator.clipboard) return;
  const button = element('button', 'Copy', 'copy');
  button.setAttribute('type', 'button');
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(pre.querySelector('code')?.textContent ?? '');
    button.textContent = 'Copied';
    setTimeout(() => {
      button.textContent = 'Copy';
    }, 2000);
  });
  pre.append(button);
}

/** The language that was chosen at one sample is chosen at all. */
function keepLanguage() {
  document.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLInputElement) || !target.name.includes('-language-')) return;
    const top = target.getBoundingClientRect().top;
    for (const other of document.querySelectorAll(`input[name*="-language-"][value="${target.value}"]`)) {
      /** @type {HTMLInputElement} */ (other).checked = true;
    }
    scrollBy({ top: target.getBoundingClientRect().top - top, behavior: 'instant' });
  });
}

/** In the contents, the entry of what is on the screen. */
function markWhatIsRead() {
  const links = new Map(
    [...document.querySelectorAll('.beside a')].map((link) => [link.getAttribute('href')?.slice(1), link]),
  );
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        const link = links.get(target.getAttribute('aria-labelledby') ?? '');
        if (isIntersecting) link?.setAttribute('aria-current', 'location');
        else link?.removeAttribute('aria-current');
      }
    },
    { rootMargin: '-20% 0% -79% 0%' },
  );
  for (const article of document.querySelectorAll('.operation')) observer.observe(article);
}
