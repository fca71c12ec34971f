/** Runs before every test file of the project `redis`: what it starts beside its servers ends with it. */
import { afterAll } from 'vitest';
import { store } from './under-test.ts';

afterAll(() => store.dispose());
