/** Every code sample that the page shows, run as it stands there against the server that shows it. */
import { describe, expect, it } from 'vitest';
import { readDocuments } from '../../src/documents.ts';
import { readContract } from '../../src/site/reading.ts';
import { variantsOf } from '../../src/site/samples.ts';
import { control, registered, STORE, sessionRecord, stateOf } from '../support/logouts.ts';
import { request } from '../support/request.ts';
import { ADMIN_KEY, type TestServer } from '../support/server.ts';
import { ownServer, sharedServer } from '../support/shared-server.ts';
import { token } from '../support/tokens.ts';
import { needsProgram, programs, runSample } from './site-programs.ts';
import { shownSamples } from './site-shown.ts';

/** What the examples of the documents name. */
const NAMED = { subject: 'user-42', sessionId: '4f9d2c1e-7a35-4d0b-9b8e-2f6a1c0d5e77', tenant: 'acme' };
const accountPath = `/v1/accounts/${NAMED.subject}`;
const memory = { env: { LOGOUTD_STORE: 'memory:' } };

const operations = readDocuments().flatMap((document) => readContract(document).operations);
const cases = operations.flatMap((operation) =>
  variantsOf(operation, '').map(({ label }, i) => ({ operation, label, variant: i, id: operation.id })),
);
const isLogout = ({ id }: { readonly id: string }): boolean => id.includes('Logout');

const pages = new Map<TestServer, Promise<string>>();
function pageOf(server: TestServer): Promise<string> {
  const page = pages.get(server) ?? request(server, 'GET', '/').then(({ text }) => text);
  pages.set(server, page);
  return page;
}

/** Puts what the control API's samples speak of where they expect it. */
async function arrange(server: TestServer): Promise<void> {
  await control(server, 'PUT', accountPath, {});
  await control(server, 'PUT', `/v1/tenants/${NAMED.tenant}`, {});
}

describe.each(programs)('in $language', (program) => {
  const shared = sharedServer(() => memory);
  const codeOf = async (server: TestServer, id: string, variant: number): Promise<string> =>
    shownSamples(await pageOf(server), id)[variant]?.get(program.language) ?? '';

  it.for(cases.filter((one) => isLogout(one) && one.label !== 'named'))(
    '$id $label logs out',
    async ({ id, variant, label, operation }, context) => {
      needsProgram(context, program);
      const server = shared();
      const [sub, sid] = [`${id} ${label}`, `${id}-${label}`.replace(/\W/g, '-')];
      const other = await registered(server, { subject: sub });
      await control(server, 'PUT', `/v1/accounts/${encodeURIComponent(sub)}`, { tenant: STORE });
      const TOKEN = token({ sub, sid, tid: STORE });
      const ran = await runSample(program, await codeOf(server, id, variant), { TOKEN });
      expect(ran.status).toBe(200);
      expect(operation.responses.map(({ status }) => status)).toContain(200);
      expect(await stateOf(server, other.sessionId)).toBe(
        ['others', 'all'].includes(label) ? 'ended' : 'active',
      );
      const account = await control(server, 'GET', `/v1/accounts/${encodeURIComponent(sub)}`);
      const marked = (account.json() as { loginStatus: string }).loginStatus;
      if (id === 'tenantLogout') expect(marked).toBe('logged_out');
      else expect(await stateOf(server, sid)).toBe(label === 'others' ? 'active' : 'ended');
    },
  );

  it('registerSession full registers a session, and platformLogout named ends it', async (context) => {
    needsProgram(context, program);
    const server = await ownServer(memory);
    const sampleOf = (wanted: string): Promise<string> => {
      const found = cases.find(({ label }) => label === wanted);
      return codeOf(server, found?.id ?? '', found?.variant ?? -1);
    };
    const register = await runSample(program, await sampleOf('full'), { KEY: ADMIN_KEY });
    expect(register.status).toBe(201);
    const device = { name: 'Work laptop', userAgent: 'Mozilla/5.0', ip: '192.0.2.7' };
    expect(await sessionRecord(server, NAMED.sessionId)).toMatchObject({ ...NAMED, state: 'active', device });
    const logout = await runSample(program, await sampleOf('named'), {
      TOKEN: token({ sub: NAMED.subject, sid: 'own' }),
    });
    expect(logout.status).toBe(200);
    expect(await sessionRecord(server, NAMED.sessionId)).toMatchObject({
      state: 'ended',
      reason: 'Lost phone',
    });
    expect(await stateOf(server, 'own')).toBe('active');
  });

  it.for(cases.filter((one) => !isLogout(one) && one.label !== 'full'))(
    '$id $label is answered as documented',
    async ({ id, variant, operation }, context) => {
      needsProgram(context, program);
      const server = shared();
      await arrange(server);
      if (id.endsWith('Session')) {
        await control(server, 'POST', '/v1/sessions', { subject: NAMED.subject, sessionId: NAMED.sessionId });
      }
      const ran = await runSample(program, await codeOf(server, id, variant), {
        KEY: ADMIN_KEY,
        TOKEN: token(),
      });
      const successes = operation.responses.map(({ status }) => status).filter((status) => status < 300);
      expect(successes).toContain(ran.status);
      if (id === 'endSession') expect(await stateOf(server, NAMED.sessionId)).toBe('ended');
      if (id === 'readMetrics') expect(ran.output).toContain('process_start_time_seconds');
    },
  );
});
