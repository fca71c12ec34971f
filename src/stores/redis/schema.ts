/** What the keys of a store are said to hold, in its `meta`. Each script compares it with what was opened. */

/** Of a store that a server may open. */
export const SCHEMA = '2';
/** Of one that a server makes its own by opening it: it knows neither large cut-offs nor indexes of ended sessions. */
const FORMER = '1';

export const canBeRead = (schema: string): boolean => schema === SCHEMA || schema === FORMER;

/** Of a copy of another store that is not whole: none that a server takes, nor one of any other run that copies into it. */
export const copying = (run: string): string => `copying ${run}`;

export const isCopying = (schema: string): boolean => schema.startsWith('copying ');
