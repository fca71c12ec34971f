/** Commander's commands, but that an option never takes another option for its value. */
import { Command, type Option } from 'commander';

export class StrictCommand extends Command {
  override createCommand(name?: string): StrictCommand {
    return new StrictCommand(name);
  }

  /** Commander takes whatever follows: `--reason --dry-run` would end sessions for the reason "--dry-run". */
  override parseOptions(args: string[]): ReturnType<Command['parseOptions']> {
    this.#refuseOptionsAsValues(args);
    return super.parseOptions(args);
  }

  /** The program sees the whole line first, and would take a `-v` that follows `--reason` for its own. */
  #refuseOptionsAsValues(args: readonly string[]): void {
    const child = this.commands.find((command) => command.name() === args[0]);
    if (child instanceof StrictCommand) child.#refuseOptionsAsValues(args.slice(1));
    for (let at = 0; at < args.length && args[at] !== '--'; at += 1) {
      const option = this.options.find((known) => known.required && isNamed(known, args[at]));
      if (option === undefined) continue;
      at += 1;
      const next = args[at];
      if (next === undefined || !this.#looksLikeOption(next)) continue;
      // What follows a "=" may be a secret.
      const [name, secret] = next.split('=', 2);
      const shown = secret === undefined ? name : `${name}=…`;
      const mend =
        secret === undefined ? `write ${option.long}=${name}` : `write it right after ${option.long}=`;
      this.error(
        `option '${option.flags}' lacks its value, as ${shown} looks like an option. If it is meant as the value, ${mend}`,
      );
    }
  }

  /** Its own and those of the commands that it is of. */
  #options(): readonly Option[] {
    return this.parent instanceof StrictCommand ? [...this.options, ...this.parent.#options()] : this.options;
  }

  /** Commander reads `-vx` as `-v -x`. */
  #looksLikeOption(text: string): boolean {
    if (text.startsWith('--') || text === '-h') return true;
    return this.#options().some(({ short }) => short !== undefined && text.startsWith(short));
  }
}

const isNamed = ({ long, short }: Option, text: string | undefined): boolean =>
  text === long || text === short;
