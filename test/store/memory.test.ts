import { openMemoryStore } from '../../src/stores/memory.ts';
import { describeStore } from './conformance.ts';

describeStore('memory', false, async () => {
  const { store } = openMemoryStore();
  return { store, reopen: null, dispose: () => store.close() };
});
