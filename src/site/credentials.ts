/** Where a credential goes, in Markdown. */
import type { ReadCredential } from './reading.ts';

export function credentialText({ place, name, noun }: ReadCredential): string {
  if (place === 'bearer') return `\`${name}: Bearer <${noun}>\``;
  return place === 'cookie' ? `cookie \`${name}\`` : `header \`${name}\``;
}
