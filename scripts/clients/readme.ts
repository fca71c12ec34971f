/** What whoever opens the folder of a client reads first. */
import type { Contract, Language } from './languages.ts';

interface About {
  /** How a project comes to use the folder. */
  readonly use: (contract: Contract, version: string) => string;
  readonly program: (contract: Contract) => string;
  /** How an optional body is left out, where the generated code would send `null` for one that nobody gives. */
  readonly emptyRequest?: string;
}

const about: Readonly<Record<Language['name'], About>> = {
  typescript: {
    use: () => 'Copy this folder into your project. It has no dependencies, and is no package of its own.',
    program: (contract) => `typescript/logout-${contract}.ts`,
  },
  python: {
    use: (contract) =>
      `\`pip install ./${contract}\`, where the folder, or a copy of it, lies in your project.`,
    program: (contract) => `python/logout_${contract}.py`,
  },
  go: {
    use: (contract) =>
      `With the folder, or a copy of it, in your module: \`go mod edit -replace example.com/logoutd/${contract}=./${contract}\`, ` +
      `import it by that name, and \`go mod tidy\`.`,
    program: (contract) => `go/${contract}/main.go`,
    emptyRequest: '`.LogoutRequest(platform.LogoutRequest{})`',
  },
  java: {
    use: (contract, version) =>
      `\`mvn -DskipTests install\` in this folder, then depend on \`com.example.logoutd:logoutd-${contract}:${version}\`.`,
    program: () => 'java/LogoutPlatform.java',
    emptyRequest: '`platformLogout(new LogoutRequest())`',
  },
  rust: {
    use: (contract) => `In your Cargo.toml: \`logoutd-${contract} = { path = "…/${contract}" }\`.`,
    program: (contract) => `rust/src/bin/logout-${contract}.rs`,
    emptyRequest: '`Some(LogoutRequest::new())`',
  },
};

/** The one contract whose body may be left out. */
const OPTIONAL_BODY: Contract = 'platform';

export function readmeOf(
  { language, contract }: { readonly language: Language; readonly contract: Contract },
  version: string,
): string {
  const { use, program, emptyRequest } = about[language.name];
  const pages = language.hasPages === false ? 'The code says' : '`docs/` says';
  const warning =
    emptyRequest !== undefined && contract === OPTIONAL_BODY
      ? `\n**Where you have no body to send, give an empty request: ${emptyRequest}.** One that is left out goes as \`null\`, ` +
        'which the contract answers with 400.\n'
      : '';
  return `# ${contract}, for ${language.title}

A client of logoutd's ${contract} contract, version ${version}, generated from \`openapi/${contract}.yaml\` by \`npm run clients\`.

${use(contract, version)}
${warning}
${pages} what each operation takes and answers. The address is yours to give: \`http://localhost\` is only what the generator
puts where a document names no host. logoutd's \`test/clients/${program(contract)}\` is a small program that ends a session with this
client, and reads an error by its model.
`;
}
