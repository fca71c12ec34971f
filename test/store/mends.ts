/** Does what a refusal tells the operator to do, going by its words alone. */
import { copyFileSync, rmSync } from 'node:fs';

/** "to accept the loss …, delete <files>." */
export function acceptTheLoss(message: string): void {
  removeAll(/to accept the loss[^,]*, delete (?:the marker file )?(.+?)\.(?= |$)/, message);
}

/** "put a backup in its place and delete <files>" */
export function putBackup(message: string, backup: string, database: string): void {
  if (!message.includes('put a backup in its place')) throw new Error(`no backup is asked for: ${message}`);
  const others = /put a backup in its place and delete (.+?)(?:; or|, with|\.(?= |$))/;
  if (others.test(message)) removeAll(others, message);
  copyFileSync(backup, database);
}

function removeAll(words: RegExp, message: string): void {
  const names = words.exec(message)?.[1]?.split(/, | and /);
  if (names === undefined) throw new Error(`nothing to delete is named: ${message}`);
  for (const name of names) rmSync(name);
}
