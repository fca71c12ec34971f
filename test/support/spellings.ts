/** Other spellings of a token that one lenient library or another takes for the same. */

/** The order of the group of P-256 (SEC 2, section 2.4.2). */
const P256_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** The other valid signature of the same ES256 token: s becomes n − s. */
export function withOtherS(token: string): string {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const bytes = Buffer.from(signature, 'base64url');
  const s = BigInt(`0x${bytes.subarray(32).toString('hex')}`);
  const other = Buffer.from((P256_ORDER - s).toString(16).padStart(64, '0'), 'hex');
  return `${header}.${payload}.${Buffer.concat([bytes.subarray(0, 32), other]).toString('base64url')}`;
}

/** The last character carries bits that no byte takes: another one that decodes to the same bytes. */
function withOtherLastCharacter(token: string): string {
  const last = ALPHABET.indexOf(token.at(-1) ?? '');
  const twin = `${token.slice(0, -1)}${ALPHABET[last ^ 1]}`;
  const bytesOf = (text: string): Buffer => Buffer.from(text.split('.')[2] ?? '', 'base64url');
  if (!bytesOf(twin).equals(bytesOf(token))) throw new Error('the last character carries no spare bits');
  return twin;
}

/** The token in other spellings of its signature, each with what was changed. */
export function respellings(token: string): readonly (readonly [change: string, spelling: string])[] {
  const signatureAt = token.lastIndexOf('.') + 1;
  const within = signatureAt + 5;
  return [
    ['padding', `${token}=`],
    ['much padding', `${token}====`],
    ['white space in the signature', `${token.slice(0, within)} ${token.slice(within)}`],
    ['a tab in the signature', `${token.slice(0, within)}\t${token.slice(within)}`],
    ['white space before the signature', `${token.slice(0, signatureAt)} ${token.slice(signatureAt)}`],
    ['another last character', withOtherLastCharacter(token)],
    [
      'the other alphabet of Base64',
      `${token.slice(0, signatureAt)}${otherAlphabet(token.slice(signatureAt))}`,
    ],
    ['a character that is none of the alphabet', `${token.slice(0, within)}!${token.slice(within)}`],
  ];
}

const otherAlphabet = (signature: string): string =>
  signature.replaceAll('-', '+').replaceAll('_', '/').concat('=');
