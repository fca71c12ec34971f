/** The real server, asked by operation. */
import { ADMIN_KEY } from '../../support/server.ts';
import { bearer } from '../../support/tokens.ts';
import { operationNamed } from '../documents.ts';
import { type Ask, type Seen, sendOperation } from '../send.ts';

export class Service {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  /** @throws {UndeclaredStatus} so that no test, whatever it is about, can see one and go on */
  async call(operationId: string, ask: Ask = {}): Promise<Seen> {
    const operation = operationNamed(operationId);
    const seen = await sendOperation(this.#url, operation, ask);
    if (!operation.declared.some(({ status }) => status === seen.status)) {
      throw new UndeclaredStatus(
        `${operationId} answered ${seen.status}, which its document does not declare`,
      );
    }
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

export class UndeclaredStatus extends Error {
  override readonly name = 'UndeclaredStatus';
}
