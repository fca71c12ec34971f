/** The thread that makes the copy: SQLite holds up the one that it works in, and a signal must not have to wait. */
import { parentPort, workerData } from 'node:worker_threads';
import { StoreOpenError } from '../../stores/opening.ts';
import { type Backup, backUp } from './copy.ts';
import { BackupError } from './place.ts';

export interface Task {
  readonly path: string;
  readonly target: string;
  readonly draft: string;
}

/** Errors lose their class on the way between threads. */
export type Outcome =
  | { readonly made: Backup }
  | { readonly refusedBy: 'store' | 'target'; readonly message: string };

function perform({ path, target, draft }: Task): Outcome {
  try {
    return { made: backUp(path, target, draft) };
  } catch (error) {
    if (error instanceof StoreOpenError) return { refusedBy: 'store', message: error.message };
    if (error instanceof BackupError) return { refusedBy: 'target', message: error.message };
    throw error;
  }
}

parentPort?.postMessage(perform(workerData as Task));
