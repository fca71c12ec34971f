/** Addresses of clients, in the spellings that sockets and proxies use. */
import fc from 'fast-check';

export interface Address {
  readonly written: string;
  /** The same for all that count as one client: an IPv4 address, or a /56 of IPv6. */
  readonly client: string;
}

const hextets = (bytes: readonly number[]): readonly string[] =>
  Array.from({ length: 8 }, (_, at) => (((bytes[2 * at] ?? 0) << 8) | (bytes[2 * at + 1] ?? 0)).toString(16));

/** The first run of zeros left out, where there is one. */
const compressed = (parts: readonly string[]): string =>
  parts.join(':').replace(/(?:^|:)0(?::0)+(?::|$)/, '::');

const ipv4 = fc.array(fc.nat(255), { minLength: 4, maxLength: 4 }).chain((bytes): fc.Arbitrary<Address> => {
  const dotted = bytes.join('.');
  const [high = '', low = ''] = hextets([...Array.from({ length: 12 }, () => 0), ...bytes]).slice(6);
  const written = fc.constantFrom(
    dotted,
    `::ffff:${dotted}`,
    `::FFFF:${dotted}`,
    `::ffff:${high}:${low}`,
    `0:0:0:0:0:ffff:${dotted}`,
    `0000:0000:0000:0000:0000:ffff:${high}:${low}`,
  );
  return written.map((one) => ({ written: one, client: `IPv4 ${dotted}` }));
});

/** Of global unicast (RFC 4291, section 2.4), few networks, so that neighbours meet. */
const ipv6 = fc
  .tuple(
    fc.constantFrom(
      [0x20, 0x01, 0x0d, 0xb8, 0, 0, 0x12],
      [0x20, 0x01, 0x0d, 0xb8, 0, 0, 0x13],
      [0x26, 0, 0, 0, 0, 0, 0],
    ),
    fc.array(fc.oneof(fc.constant(0), fc.nat(255)), { minLength: 9, maxLength: 9 }),
  )
  .chain(([network, host]): fc.Arbitrary<Address> => {
    const parts = hextets([...network, ...host]);
    const full = parts.join(':');
    const padded = parts.map((part) => part.padStart(4, '0')).join(':');
    const written = fc.constantFrom(full, full.toUpperCase(), padded, compressed(parts));
    return written.map((one) => ({ written: one, client: `IPv6 ${network.join('.')}` }));
  });

export const addresses: fc.Arbitrary<Address> = fc.oneof(ipv4, ipv6);
