import type { Oas3Rule, Plugin } from '@redocly/openapi-core';

/** What these documents promise beyond the recommended rules. Each problem says what is missing, and where. */

/** A mock answers with it, and a reader learns from it. Whether it fits its schema is a recommended rule. */
const everyResponseHasAnExample: Oas3Rule = () => ({
  Response: {
    MediaType(mediaType, { report }) {
      const named = Object.keys(mediaType.examples ?? {}).length;
      if (mediaType.example === undefined && named === 0)
        report({ message: 'This response has no example.' });
    },
  },
});

/** A member that leaks has to be a violation, so an object is closed, or says that it is open. */
const everyObjectIsClosed: Oas3Rule = () => ({
  Schema(schema, { report }) {
    const isNullConstant = schema.enum?.length === 1 && schema.enum[0] === null;
    const isObject = schema.type === 'object' || schema.properties !== undefined;
    if (isObject && !isNullConstant && schema.additionalProperties === undefined) {
      report({ message: 'This object does not say whether it has additionalProperties.' });
    }
  },
});

/** Paths are whole paths on whichever host serves them. */
const onlyTheRootIsServed: Oas3Rule = () => ({
  Root(root, { report, location }) {
    const servers = root.servers ?? [];
    const isRoot = servers.length === 1 && JSON.stringify(servers[0]) === '{"url":"/"}';
    if (!isRoot) {
      report({ message: 'servers must be exactly [{url: /}].', location: location.child('servers') });
    }
  },
});

const everyOperationIsExplained: Oas3Rule = () => ({
  Operation(operation, { report }) {
    for (const member of ['summary', 'description'] as const) {
      if (!operation[member]?.trim()) report({ message: `This operation has no ${member}.` });
    }
  },
});

const everyResponseSaysItsCause: Oas3Rule = () => ({
  Response(response, { report, location }) {
    if (!isSentence(response.description ?? '')) {
      report({
        message: 'This response does not say its cause in a sentence.',
        location: location.child('description'),
      });
    }
  },
});

/** Whoever asks for a credential has to be able to say that it is not a good one. */
const everyCredentialCanBeRefused: Oas3Rule = () => {
  let common: readonly object[] = [];
  return {
    Root(root) {
      common = root.security ?? [];
    },
    Operation(operation, { report }) {
      const needed = (operation.security ?? common).length > 0;
      if (needed && !operation.responses?.['401']) {
        report({ message: 'This operation needs a credential but declares no 401.' });
      }
    },
  };
};

/** At least four words, the last with a full stop. */
function isSentence(text: string): boolean {
  const words = text.trim().split(/\s+/);
  return words.length >= 4 && (words.at(-1)?.endsWith('.') ?? false);
}

export const ourRules: Plugin = {
  id: 'logoutd',
  rules: {
    oas3: {
      'every-response-has-an-example': everyResponseHasAnExample,
      'every-object-is-closed': everyObjectIsClosed,
      'only-the-root-is-served': onlyTheRootIsServed,
      'every-operation-is-explained': everyOperationIsExplained,
      'every-response-says-its-cause': everyResponseSaysItsCause,
      'every-credential-can-be-refused': everyCredentialCanBeRefused,
    },
  },
};
