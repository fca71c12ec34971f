import { describe, expect, it } from 'vitest';
import type { Document } from 'yaml';
import { parseDocument } from 'yaml';
import { lintDocument, lintDocuments } from '../../../scripts/contracts/lint.ts';

const sound = `
openapi: 3.0.3
info: {title: A small contract, version: 1.0.0}
servers: [{url: /}]
security: [{bearer: []}]
paths:
  /logout:
    post:
      operationId: logout
      summary: Log out
      description: Ends the session of the token.
      responses:
        '200':
          description: The session has ended.
          content:
            application/json:
              schema:
                type: object
                additionalProperties: false
                required: [data]
                properties:
                  data: {type: object, nullable: true, enum: [null]}
              example: {data: null}
        '204':
          description: There was nothing to end.
        '401':
          description: The token is not valid.
          content:
            application/json:
              schema: {type: string}
              examples: {short: {value: no}}
components:
  securitySchemes:
    bearer: {type: http, scheme: bearer}
`;

const source = (text: string, file = 'small.yaml') => ({ file: new URL(file, import.meta.url), text });

const operation = ['paths', '/logout', 'post'];
const ok = [...operation, 'responses', '200'];
const refused = [...operation, 'responses', '401'];
const content = [...ok, 'content', 'application/json'];

type Change = (document: Document) => unknown;

/** The rules that complain once the sound document is changed. */
async function complaints(change: Change): Promise<string[]> {
  const document = parseDocument(sound);
  change(document);
  const problems = await lintDocument(source(document.toString()));
  return problems.map(({ rule }) => rule);
}

describe('the lint of the contracts', () => {
  it('has nothing to say about a sound document, whose 204 needs no example', async () => {
    expect(await lintDocument(source(sound))).toEqual([]);
  });

  it.each<[what: string, rule: string, change: Change]>([
    [
      'a response without an example',
      'every-response-has-an-example',
      (it) => it.deleteIn([...content, 'example']),
    ],
    [
      'an open object',
      'every-object-is-closed',
      (it) => it.deleteIn([...content, 'schema', 'additionalProperties']),
    ],
    ['no server', 'only-the-root-is-served', (it) => it.delete('servers')],
    ['a prefix', 'only-the-root-is-served', (it) => it.set('servers', [{ url: '/v1' }])],
    ['a second server', 'only-the-root-is-served', (it) => it.addIn(['servers'], { url: '/v1' })],
    ['no summary', 'every-operation-is-explained', (it) => it.deleteIn([...operation, 'summary'])],
    ['no description', 'every-operation-is-explained', (it) => it.deleteIn([...operation, 'description'])],
    ['a mere word', 'every-response-says-its-cause', (it) => it.setIn([...ok, 'description'], 'OK')],
    ['a credential without a 401', 'every-credential-can-be-refused', (it) => it.deleteIn(refused)],
  ])('names %s by our own rule %s', async (_what, rule, change) => {
    const ours = (await complaints(change)).filter((id) => id.startsWith('logoutd/'));
    expect(ours).toEqual([`logoutd/${rule}`]);
  });

  it('lets an operation that needs no credential go without a 401', async () => {
    const rules = await complaints((document) => {
      document.deleteIn(refused);
      document.setIn([...operation, 'security'], []);
    });
    expect(rules).toEqual([]);
  });

  it.each([
    ['of the wrong type', { data: 'none' }],
    ['without a required member', {}],
    ['with a member too many', { data: null, token: 'secret' }],
  ])('refuses an example %s', async (_what, example) => {
    const rules = await complaints((document) => document.setIn([...content, 'example'], example));
    expect(rules).toContain('no-invalid-media-type-examples');
  });

  it('refuses a named example that does not fit, not only a single one', async () => {
    const named = [...refused, 'content', 'application/json', 'examples', 'short', 'value'];
    expect(await complaints((document) => document.setIn(named, 1))).toEqual([
      'no-invalid-media-type-examples',
    ]);
  });

  it('takes what Redocly only warns about for a failure, such as a component that nobody uses', async () => {
    const unused = { Unused: { schema: { type: 'string' } } };
    const rules = await complaints((document) => document.setIn(['components', 'headers'], unused));
    expect(rules).toEqual(['no-unused-components']);
  });

  it('names two documents that share a title', async () => {
    const problems = await lintDocuments([source(sound, 'a.yaml'), source(sound, 'b.yaml')]);
    expect(problems).toEqual([
      {
        rule: 'logoutd/every-title-is-unique',
        message: 'The title "A small contract" is that of openapi/a.yaml too.',
        where: 'openapi/b.yaml',
      },
    ]);
  });

  it('says where a problem is, by line and by place in the document', async () => {
    const [problem] = await lintDocument(source(sound.replace('url: /', 'url: /v1')));
    expect(problem?.where).toBe('openapi/small.yaml:4:10 #/servers');
  });
});
