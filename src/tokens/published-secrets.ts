/** Secrets long enough to pass and known to everyone: from token debuggers, tutorials and RFC 7515 (appendix A.1). */

const PUBLISHED: ReadonlySet<string> = new Set([
  'a-string-secret-at-least-256-bits-long',
  'a-valid-string-secret-that-is-at-least-384-bits-long',
  'a-valid-string-secret-that-is-at-least-512-bits-long-which-is-very-long',
  'cc7e0d44fd473002f1c42167459001140ec6389b7353f8088f4d9a95f2f596f2',
  '404E635266556A586E3272357538782F413F4428472B4B6250645367566B5970',
  'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow',
]);

/** Whether anyone could sign with it: the text itself, or what it encodes. */
export function isPublished(secret: Buffer): boolean {
  const hex = secret.toString('hex');
  return [secret.toString('latin1'), secret.toString('base64url'), hex, hex.toUpperCase()].some((spelling) =>
    PUBLISHED.has(spelling),
  );
}
