/** What the keys of a store are said to hold, in its `meta`. Each script compares it with what was opened. */

/** Of a store that a server may open. */
export const SCHEMA = '1';

/** Of a copy of another store that is not whole: none that a server takes, nor one of any other run that copies into it. */
export const copying = (run: string): string => `copying ${run}`;

export const isCopying = (schema: string): boolean => schema.startsWith('copying ');
