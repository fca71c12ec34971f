/** The query of the control API, in the words of its refusals. */
import { expect, it } from 'vitest';
import { control } from '../support/logouts.ts';
import { sharedServer } from '../support/shared-server.ts';

const server = sharedServer();

it.each(['a:b', 'a/b', 'a@b'])(
  'subject=%s has to be percent-encoded, and the refusal says so',
  async (subject) => {
    const refused = await control(server(), 'GET', `/v1/sessions?subject=${subject}`);
    expect([refused.status, refused.json()]).toMatchObject([
      400,
      { detail: 'subject has a reserved character, which must be percent-encoded.' },
    ]);
    const encoded = await control(server(), 'GET', `/v1/sessions?subject=${encodeURIComponent(subject)}`);
    expect(encoded.status).toBe(200);
  },
);
