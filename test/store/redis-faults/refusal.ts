/** Opening a store for a test, or hearing why it is not opened. */
import { expect, onTestFinished } from 'vitest';
import { openStore, type StoreOptions } from '../../../src/stores/open.ts';
import { StoreOpenError } from '../../../src/stores/opening.ts';
import { folderForTest } from '../../support/folders.ts';

export async function opened(url: string, options: Partial<StoreOptions> = {}) {
  const result = await openStore(url, { dataFolder: folderForTest(), ...options });
  onTestFinished(() => result.store.close());
  return result;
}

export async function refusal(url: string, options: Partial<StoreOptions> = {}): Promise<StoreOpenError> {
  try {
    await opened(url, options);
  } catch (error) {
    expect(error).toBeInstanceOf(StoreOpenError);
    return error as StoreOpenError;
  }
  throw new Error('the store was opened');
}
