/** The real server, asked by operation, and everything that it was seen to answer. */
import { ADMIN_KEY } from '../../support/server.ts';
import { bearer } from '../../support/tokens.ts';
import { operationNamed } from '../documents.ts';
import { type Ask, type Seen, sendOperation } from '../send.ts';

/** Every operation and status that was seen, on any service of this test process, as `operationId status`. */
export const everySeen = new Set<string>();

export class Service {
  readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  async call(operationId: string, ask: Ask = {}): Promise<Seen> {
    const seen = await sendOperation(this.url, operationNamed(operationId), ask);
    everySeen.add(`${operationId} ${seen.status}`);
    return seen;
  }

  /** Brings a state about with the admin key. @throws when the server does not agree */
  async arrange(operationId: string, ask: Ask): Promise<void> {
    await this.#succeed(operationId, { ...ask, headers: { ...bearer(ADMIN_KEY), ...ask.headers } });
  }

  /** Ends a session, or several, as its user would. @throws when the server does not agree */
  async logOut(token: string, json: Ask['json']): Promise<void> {
    await this.#succeed('platformLogout', {
      headers: bearer(token),
      ...(json === undefined ? {} : { json }),
    });
  }

  async #succeed(operationId: string, ask: Ask): Promise<void> {
    const { status, body } = await this.call(operationId, ask);
    if (status < 200 || status > 299) throw new Error(`${operationId} gave ${status}: ${body.toString()}`);
  }
}
