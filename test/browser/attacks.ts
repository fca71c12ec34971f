/** Ways in which a page can make a browser send a logout that nobody asked for, with the cookies of the victim. */
import type { Page } from 'playwright-core';
import { until } from '../support/until.ts';
import { fetchIn } from './fetch.ts';
import type { Front } from './front.ts';

export interface Attack {
  readonly way: string;
  /** Of which it depends whether a browser adds the cookie, by what its SameSite says. */
  readonly by: 'script' | 'form' | 'sandboxed form' | 'image' | 'link';
  /** Resolves once the browser is through with it. `from` is the attacker's name, `to` the address it is aimed at. */
  readonly run: (page: Page, aim: Aim) => Promise<void>;
}

interface Aim {
  readonly front: Front;
  readonly from: string;
  readonly to: string;
}

const submit = '<script>document.forms[0].submit()</script>';
const form = (action: string): string => `<form method="post" action="${action}"></form>${submit}`;

/** Opens the page, and resolves when the browser shows what the form was aimed at. */
async function submitted(page: Page, { front, from, to }: Aim, html: string): Promise<void> {
  await page.goto(front.at(from) + front.page({ html }), { waitUntil: 'commit' });
  await page.waitForURL(to);
}

export const attacks: readonly Attack[] = [
  {
    way: 'fetch with credentials',
    by: 'script',
    run: async (page, { front, from, to }) => {
      await page.goto(front.at(from) + front.page());
      const read = await fetchIn(page, to, { method: 'POST', credentials: 'include' });
      if (read.kind !== 'blocked')
        throw new Error(`its script could read the answer: ${JSON.stringify(read)}`);
    },
  },
  {
    way: 'fetch that renounces the answer',
    by: 'script',
    run: async (page, { front, from, to }) => {
      await page.goto(front.at(from) + front.page());
      const read = await fetchIn(page, to, { method: 'POST', credentials: 'include', mode: 'no-cors' });
      if (read.kind !== 'opaque') throw new Error(`no opaque answer: ${JSON.stringify(read)}`);
    },
  },
  {
    way: 'a form that submits itself',
    by: 'form',
    run: (page, aim) => submitted(page, aim, form(aim.to)),
  },
  {
    way: 'a form behind a redirect of the server’s own',
    by: 'form',
    run: (page, aim) => {
      const redirect = aim.front.page({ status: 307, headers: { Location: aim.to } });
      return submitted(page, aim, form(new URL(redirect, aim.to).href));
    },
  },
  {
    way: 'a form in a sandbox, whose origin is none',
    by: 'sandboxed form',
    run: (page, aim) => {
      const policy = { 'Content-Security-Policy': 'sandbox allow-forms allow-scripts allow-top-navigation' };
      const sandboxed = aim.front.page({ html: form(aim.to), headers: policy });
      return submitted(page, aim, `<script>location.href = ${JSON.stringify(sandboxed)}</script>`);
    },
  },
  {
    way: 'an image',
    by: 'image',
    run: async (page, { front, from, to }) => {
      const html = `<img alt="" src="${to}" onerror="document.title = 'failed'">`;
      await page.goto(front.at(from) + front.page({ html }));
      await until('the image has failed', async () => (await page.title()) === 'failed');
    },
  },
  {
    way: 'a link that is followed',
    by: 'link',
    run: async (page, { front, from, to }) => {
      await page.goto(front.at(from) + front.page({ html: `<a href="${to}">a prize</a>` }));
      await page.click('a');
      await page.waitForURL(to);
    },
  },
];
