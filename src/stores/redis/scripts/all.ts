/** All scripts, so that a server is given them before the first call needs one. */
import { APPLY } from './apply.ts';
import { FORGET } from './forget.ts';
import { COUNT, LIST } from './listing.ts';
import { READ_LOG, TRIM_LOG } from './log.ts';
import { TOUCH } from './meta.ts';
import { READ } from './read.ts';
import { RECORD } from './record.ts';
import type { Script } from './script.ts';

export const SCRIPTS: readonly Script[] = [
  READ,
  APPLY,
  LIST,
  COUNT,
  RECORD,
  READ_LOG,
  TRIM_LOG,
  FORGET,
  TOUCH,
];
