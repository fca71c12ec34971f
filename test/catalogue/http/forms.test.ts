/** Forms: no operation takes one, so that nobody has to say which of two fields counts. */
import { describe, expect, it } from 'vitest';
import { control, registered } from '../../support/logouts.ts';
import { catalogued } from '../catalogued.ts';
import { attacked, doors, newSession, unreadDoors } from './doors.ts';
import { isActive, knock, stillLogsOut } from './knocking.ts';
import { readers, refuses } from './readers.ts';

const server = attacked();
const FORM = 'application/x-www-form-urlencoded';

describe(catalogued(55), () => {
  describe.each(readers)('$name', (reader) => {
    it.each([
      'scope=all',
      'scope=current&scope=all',
      'scope[]=current&scope[]=all',
      'subject=a&subject=b',
      'token=a&token=b&token_type_hint=access_token',
      '%73cope=all',
      '&&&=&a',
    ])('refuses the form %s', async (form) => {
      await refuses(server(), reader, { bytes: () => form, type: FORM });
      await refuses(server(), reader, { bytes: () => form, type: `${FORM}; charset=utf-8` });
    });

    it('refuses parts of a form, and JSON that is declared as a form', async () => {
      const part = (value: string): string =>
        `--x\r\nContent-Disposition: form-data; name="scope"\r\n\r\n${value}\r\n`;
      const parts = `${part('current')}${part('all')}--x--\r\n`;
      await refuses(server(), reader, { bytes: () => parts, type: 'multipart/form-data; boundary=x' });
      await refuses(server(), reader, { bytes: (good) => JSON.stringify(good), type: FORM });
    });
  });

  it.each(doors)('$name takes no token from a form', async (here) => {
    const session = await newSession(server());
    const body = `access_token=${session.token}&token=${session.token}&x-token=${session.token}`;
    const more = [`Content-Type: ${FORM}`, `Content-Length: ${body.length}`];
    await knock(server(), here, session, { credentials: [], more, body, status: 401 });
    await isActive(server(), session);
  });

  it.each(unreadDoors)('$name ignores one beside its credential', async (here) => {
    const body = 'scope=all&scope=none';
    const more = [`Content-Type: ${FORM}`, `Content-Length: ${body.length}`];
    await stillLogsOut(server(), here, { more, body });
  });

  it('a parameter of a query that comes twice is refused where it is read', async () => {
    await registered(server(), { subject: 'twice' });
    for (const query of ['subject=twice&subject=other', 'limit=1&limit=2', 'state=active&state=ended']) {
      expect((await control(server(), 'GET', `/v1/sessions?${query}`)).status, query).toBe(400);
    }
    expect((await control(server(), 'GET', '/v1/sessions?subject=twice&other=1&other=2')).status).toBe(200);
  });
});
