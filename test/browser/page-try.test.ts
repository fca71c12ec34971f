/** Trying the contracts on the page, as a person does who has just started the server. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { shownSamples } from '../e2e/site-shown.ts';
import { needsChromium, sharedBrowser } from '../support/browser.ts';
import { control, registered, STORE, stateOf } from '../support/logouts.ts';
import { request } from '../support/request.ts';
import { ADMIN_KEY } from '../support/server.ts';
import { ownServer, sharedServer } from '../support/shared-server.ts';
import { token } from '../support/tokens.ts';

const server = sharedServer(() => ({ env: { NODE_ENV: '', LOGOUTD_STORE: 'memory:' } }));
const visit = sharedBrowser();

const formOf = (page: Page, operationId: string) => page.locator(`form[data-operation="${operationId}"]`);
const answerOf = (page: Page, operationId: string) => formOf(page, operationId).locator('+ .answer');

/** Sends the form, and resolves to what the page says of the answer. */
async function send(page: Page, operationId: string) {
  const answered = page.waitForResponse((response) => response.request().resourceType() === 'fetch');
  await formOf(page, operationId).getByRole('button', { name: 'Send' }).click();
  await answered;
  const answer = answerOf(page, operationId);
  await answer.locator('details').waitFor();
  return {
    status: (await answer.getByRole('status').textContent()) ?? '',
    body: JSON.parse((await answer.locator('pre code').textContent()) ?? '') as unknown,
    headers: (await answer.locator('dl').textContent()) ?? '',
  };
}

/** What is documented for the first answer, and for the same request again. */
const tries = [
  { id: 'platformLogout', place: null, again: 200, body: { message: 'Logged out successfully' } },
  { id: 'gsmLogout', place: 'cookie:gsm_token', again: 401, body: { success: true, errorType: null } },
  { id: 'gsmLogout', place: 'bearer:Authorization', again: 401, body: { success: true, errorType: null } },
  { id: 'tenantLogout', place: null, again: 200, body: { data: { success: true } } },
  { id: 'sessionLogout', place: null, again: 200, body: { success: true, data: null } },
  { id: 'storefrontLogout', place: null, again: 200, body: { message: 'Logout Success' } },
  { id: 'storefrontLogoutByPost', place: null, again: 200, body: { message: 'Logout Success' } },
];

describe('a fresh token', () => {
  it.for(tries)('logs out by $id $place, and then is answered by the retry ruling', async (one, context) => {
    needsChromium(context);
    const { page, context: jar, expectsError } = await visit();
    if (one.again !== 200) expectsError(/401/);
    await page.goto(server().url);
    const sid = `tried-${one.id}-${one.place}`.replace(/\W/g, '-');
    const form = formOf(page, one.id);
    await form.locator('input[name=token]').fill(token({ sid, tid: STORE }));
    if (one.place !== null) await form.locator(`input[value="${one.place}"]`).check();
    const first = await send(page, one.id);
    expect(first.status).toMatch(/^200 OK, in \d+ ms\. What 200 means here\./);
    expect(first.body).toMatchObject(one.body);
    expect(first.headers).toContain('x-request-id');
    const marks = one.id === 'tenantLogout';
    expect(await stateOf(server(), sid)).toBe(marks ? 'active' : 'ended');
    expect(first.status.includes('Marks only: the session goes on.')).toBe(marks);
    if (one.place?.startsWith('cookie')) expect(first.status).toContain('The cookie gsm_token is deleted.');
    const again = await send(page, one.id);
    expect(again.status).toMatch(new RegExp(`^${one.again} `));
    expect(await jar.cookies()).toEqual([]);
    expect(await page.evaluate('[localStorage.length, sessionStorage.length]')).toEqual([0, 0]);
  });

  it('is taken out of a whole curl line', async (context) => {
    needsChromium(context);
    const { page } = await visit();
    await page.goto(server().url);
    const mine = token();
    const field = formOf(page, 'sessionLogout').getByRole('textbox', { name: 'Token' });
    await field.fill(`  curl -i -X POST ${server().url}/api/auth/logout -H 'Authorization: Bearer ${mine}'`);
    expect(await field.inputValue()).toBe(mine);
  });
});

describe('a form', () => {
  it('sends the body that was chosen, and one that was changed', async (context) => {
    needsChromium(context);
    const { page, expectsError } = await visit();
    expectsError(/400/);
    await page.goto(server().url);
    const other = await registered(server(), { subject: 'of-the-form' });
    const form = formOf(page, 'platformLogout');
    await form.locator('input[name=token]').fill(token({ sub: 'of-the-form', sid: 'own-of-the-form' }));
    await form
      .getByLabel('Body', { exact: true })
      .selectOption({ label: 'others: Every other session of this user' });
    expect((await send(page, 'platformLogout')).status).toMatch(/^200 /);
    expect(await stateOf(server(), other.sessionId)).toBe('ended');
    expect(await stateOf(server(), 'own-of-the-form')).toBe('active');
    await form.getByLabel('Body, as it is sent').fill('{"scope":');
    const refused = await send(page, 'platformLogout');
    expect(refused.status).toMatch(/^400 Bad Request/);
    expect(refused.body).toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('leads from an answer to what its status means', async (context) => {
    needsChromium(context);
    const { page, expectsError } = await visit();
    expectsError(/401/);
    await page.goto(server().url);
    const { body } = await send(page, 'storefrontLogout');
    expect(body).toMatchObject({ error: 'UnauthorizedException', statusCode: 401 });
    await answerOf(page, 'storefrontLogout').getByRole('link', { name: 'What 401 means here' }).click();
    expect(await page.locator(':target').getAttribute('id')).toBe('storefrontLogout-401');
  });

  it('sends path, query, key and body of the control API', async (context) => {
    needsChromium(context);
    const { page } = await visit();
    await page.goto(server().url);
    const form = formOf(page, 'replaceAccount');
    await form.getByLabel('Key').fill(ADMIN_KEY);
    await form.getByLabel('subject path').fill('gräce/1');
    await form.getByLabel('issuer query').fill('default');
    expect((await send(page, 'replaceAccount')).status).toMatch(/^201 Created/);
    const account = await control(server(), 'GET', `/v1/accounts/${encodeURIComponent('gräce/1')}`);
    expect(account.json()).toMatchObject({ subject: 'gräce/1', email: 'abc@gmail.com' });
  });

  it('says so when there is no answer, and can be sent again', async (context) => {
    needsChromium(context);
    const { page, expectsError } = await visit();
    expectsError(/ERR_CONNECTION_REFUSED/);
    const own = await ownServer({ env: { NODE_ENV: '', LOGOUTD_STORE: 'memory:' } });
    await page.goto(own.url);
    await own.stop();
    const form = formOf(page, 'gsmLogout');
    await form.locator('input[name=token]').fill(token());
    for (let times = 0; times < 2; times += 1) {
      await form.getByRole('button', { name: 'Send' }).click();
      await answerOf(page, 'gsmLogout').getByText('There is no answer').waitFor();
      expect(await page.evaluate('document.cookie')).toBe('');
    }
  });
});

it('the Browser sample of gsm logs the browser out, cookie and all', async (context) => {
  needsChromium(context);
  const { page, context: jar } = await visit();
  await page.goto(server().url);
  const cookie = { name: 'gsm_token', url: server().url, httpOnly: true, sameSite: 'Lax' as const };
  await jar.addCookies([{ ...cookie, value: token({ sid: 'of-the-browser' }) }]);
  const [variant] = shownSamples((await request(server(), 'GET', '/')).text, 'gsmLogout');
  const said = page.waitForEvent('console');
  await page.evaluate(`(async () => { ${variant?.get('Browser')} })()`);
  expect((await said).text()).toMatch(/^200 /);
  expect(await jar.cookies()).toEqual([]);
  expect(await stateOf(server(), 'of-the-browser')).toBe('ended');
});
